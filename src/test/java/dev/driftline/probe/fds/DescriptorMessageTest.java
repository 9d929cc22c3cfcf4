package dev.driftline.probe.fds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Row;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DescriptorMessageTest {

  private static final Columns COLUMNS = new FdsProbe().definition().columns();

  /// Every kind with a target as the kernel has it, and the sentence.
  private static final Map<String, String[]> SENTENCES =
      Map.ofEntries(
          sentence(
              "closed", "", "fd 2 is closed: the next file or connection opened gets its number"),
          sentence("dev-null", "/dev/null", "fd 2 is the null device"),
          sentence("tty", "/dev/pts/3", "fd 2 is a terminal (/dev/pts/3)"),
          sentence(
              "tty-gone",
              "/dev/pts/3 (deleted)",
              "fd 2 is a terminal that is gone (/dev/pts/3): what is written there fails"),
          sentence("pipe", "pipe:[12]", "fd 2 is a pipe"),
          sentence("fifo", "/run/a", "fd 2 is a named pipe (/run/a)"),
          sentence("file-append", "/var/log/a", "fd 2 is a file open for appending (/var/log/a)"),
          sentence("file-write", "/var/log/a", "fd 2 is a file open for writing (/var/log/a)"),
          sentence("file-read", "/etc/hosts", "fd 2 is a file open for reading (/etc/hosts)"),
          sentence(
              "file-read-write",
              "/var/lib/a.db",
              "fd 2 is a file open for reading and writing (/var/lib/a.db)"),
          sentence("deleted", "/var/log/a (deleted)", "fd 2 is a deleted file (/var/log/a)"),
          sentence("journal", "socket:[12]", "fd 2 is a stream to the journal"),
          sentence("supervisor", "socket:[12]", "fd 2 is a stream to a supervisor"),
          sentence(
              "inetd",
              "socket:[12]",
              "fd 2 is the connection of a client to db1 (10.0.0.9:3306), given by inetd"),
          sentence("listen", "socket:[12]", "fd 2 is a listening socket, children inherit it"),
          sentence(
              "tcp",
              "socket:[12]",
              "fd 2 is a TCP connection to db1 (10.0.0.9:3306), children inherit it"),
          sentence(
              "udp",
              "socket:[12]",
              "fd 2 is a UDP socket to db1 (10.0.0.9:3306), children inherit it"),
          sentence(
              "unix", "socket:[12]", "fd 2 is a unix socket to /run/x.sock, children inherit it"),
          sentence(
              "anon",
              "anon_inode:[eventpoll]",
              "fd 2 is something without a name (anon_inode:[eventpoll])"),
          sentence("memfd", "/memfd:x (deleted)", "fd 2 is a file in memory (/memfd:x)"),
          sentence("device", "/dev/zero", "fd 2 is a device without data (/dev/zero)"),
          sentence(
              "other-device",
              "/dev/sda",
              "fd 2 is a device that is somebody's data or connection (/dev/sda)"));

  private static Map.Entry<String, String[]> sentence(String kind, String target, String text) {
    return Map.entry(kind, new String[] {target, text});
  }

  @Test
  void hasASentenceForEveryKind() {
    assertThat(SENTENCES.keySet()).containsExactlyInAnyOrderElementsOf(DescriptorKind.words());
    SENTENCES.forEach((kind, expected) ->
        assertThat(DescriptorMessage.of(row(kind, expected[0], Cell.bool(false))).text())
            .isEqualTo(expected[1]));
  }

  @Test
  void doesNotClaimThatChildrenInheritWhatWasNotRead() {
    for (Cell closesOnExec : new Cell[] {Cell.bool(true), Cell.none(), Cell.unread("no")}) {
      assertThat(DescriptorMessage.of(row("tcp", "socket:[12]", closesOnExec)).text())
          .isEqualTo("fd 2 is a TCP connection to db1 (10.0.0.9:3306)");
    }
  }

  @Test
  void showsControlCharactersAsSuch() {
    assertThat(DescriptorMessage.of(row("file-read", "/tmp/\u001b[2J\nx", Cell.none())).text())
        .isEqualTo("fd 2 is a file open for reading (/tmp/\\u{1b}[2J⏎x)");
  }

  @Test
  void tellsWhatElseIsWrong() {
    assertThat(
            DescriptorMessage.of(
                    row(
                        "pipe",
                        "direction",
                        "wrong",
                        "origin",
                        "own",
                        "origin_evidence",
                        "both ends"))
                .text())
        .isEqualTo(
            "fd 2 is a pipe, which cannot be written to, opened by the process itself (both ends)");
    assertThat(DescriptorMessage.of(row("pipe", "other_end", "nobody")).text())
        .isEqualTo("fd 2 is a pipe, and nobody reads it");
    assertThat(DescriptorMessage.of(row("journal", "other_end", "nobody")).text())
        .isEqualTo("fd 2 is a stream to the journal, and its other end is closed");
  }

  /// A row of 2 with other cells, given by name and text.
  private static Row row(String kind, String... others) {
    Map<String, Cell> cells = new HashMap<>(Map.of("fd", Cell.integer(2), "kind", Cell.text(kind)));
    for (int i = 0; i < others.length; i += 2) {
      cells.put(others[i], Cell.text(others[i + 1]));
    }
    return Row.of(COLUMNS, cells);
  }

  private static Row row(String kind, String target, Cell closesOnExec) {
    Map<String, Cell> cells = new HashMap<>();
    cells.put("fd", Cell.integer(2));
    cells.put("kind", Cell.text(kind));
    cells.put("target", target.isEmpty() ? Cell.none() : Cell.text(target));
    cells.put("close_on_exec", closesOnExec);
    cells.put("peer", Cell.text("10.0.0.9:3306"));
    cells.put("peer_host", Cell.text("db1"));
    cells.put("peer_path", Cell.text("/run/x.sock"));
    return Row.of(COLUMNS, cells);
  }
}
