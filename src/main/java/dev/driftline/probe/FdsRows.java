package dev.driftline.probe;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.probe.process.Descriptor;
import dev.driftline.probe.process.DescriptorKind;
import dev.driftline.probe.process.DescriptorTable;
import dev.driftline.probe.process.ProcessTable;
import dev.driftline.probe.process.RunningProcess;
import dev.driftline.probe.process.SocketTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes the rows of `fds` of the processes and their descriptors, and counts what could be read.
final class FdsRows {

  /// Where an open file's flags have their bits in `fdinfo` on every Linux but alpha, mips, parisc and sparc.
  private static final Map<Integer, String> FLAGS =
      Map.of(02000, "append", 04000, "nonblock", 040000, "direct", 010000, "sync");

  private final ProcessTable processes;
  private final DescriptorTable descriptors;
  private int total;
  private int readable;

  FdsRows(ProcessTable processes, DescriptorTable descriptors) {
    this.processes = processes;
    this.descriptors = descriptors;
  }

  /// How many processes there are, once [#all] was called.
  int total() {
    return total;
  }

  /// Of how many of them the standard descriptors could all be read.
  int readable() {
    return readable;
  }

  List<Row> all() {
    Set<Long> ours = processes.ours();
    List<Row> rows = new ArrayList<>();
    for (RunningProcess process : processes.processes().values()) {
      DescriptorTable.Held held = descriptors.processes().get(process.pid());
      if (held == null || ours.contains(process.pid()) || process.hasEnded()) {
        continue;
      }
      if (held.start().isEmpty() || held.start().getAsLong() == process.start()) {
        addRows(process, held, rows);
      }
    }
    return rows;
  }

  private void addRows(RunningProcess process, DescriptorTable.Held held, List<Row> rows) {
    SortedMap<Integer, Descriptor> all = new TreeMap<>(held.descriptors());
    for (int number = 0; number <= 2; number++) {
      all.putIfAbsent(number, new Descriptor.Unread(held.denied().orElse("not looked at")));
    }
    total++;
    boolean read = true;
    for (Map.Entry<Integer, Descriptor> entry : all.entrySet()) {
      Row row = row(process, entry.getKey(), entry.getValue(), all);
      read &= entry.getKey() > 2 || !(row.cell("kind") instanceof Cell.Unread);
      rows.add(row);
    }
    readable += read ? 1 : 0;
  }

  private Row row(
      RunningProcess process,
      int number,
      Descriptor descriptor,
      SortedMap<Integer, Descriptor> all) {
    Map<String, Cell> cells = new HashMap<>();
    cells.put("pid", Cell.integer(process.pid()));
    cells.put("user", Cell.text(process.user()));
    cells.put("name", Cell.text(process.name()));
    cells.put("executable", Looks.executable(process));
    cells.put("unit", Looks.text(process.controlGroup().unit()));
    cells.put("container", Looks.text(process.controlGroup().container()));
    cells.put("age", Cell.integer(processes.ageMillis(process)));
    cells.put("fd", Cell.integer(number));
    switch (descriptor) {
      case Descriptor.Closed() -> cells.put("kind", Cell.text(DescriptorKind.CLOSED.word()));
      case Descriptor.Unread(String why) -> unread(why, cells);
      case Descriptor.Open open -> open(number, open, all, cells);
    }
    return Row.of(FdsProbe.COLUMNS, cells);
  }

  private static void unread(String why, Map<String, Cell> cells) {
    for (String column :
        List.of(
            "kind", "target", "mode", "flags", "close_on_exec", "peer", "peer_host", "peer_path")) {
      cells.put(column, Cell.unread(why));
    }
  }

  private void open(
      int number,
      Descriptor.Open open,
      SortedMap<Integer, Descriptor> all,
      Map<String, Cell> cells) {
    Optional<DescriptorKind> kind =
        DescriptorKind.of(number, open, all, descriptors.sockets(), descriptors.unread().isEmpty());
    cells.put("kind", kind.map(DescriptorKind::word).map(Cell::text).orElseGet(this::undecided));
    cells.put("target", Cell.text(open.target()));
    cells.put("mode", Cell.text(open.mode()));
    cells.put("flags", open.flags().map(FdsRows::words).orElse(notAsked()));
    cells.put("close_on_exec", open.closesOnExec().map(Cell::bool).orElse(notAsked()));
    open.socket().ifPresent(inode -> socket(inode, cells));
  }

  private Cell undecided() {
    return descriptors.unread().isEmpty()
        ? Cell.unread("its flags could not be read")
        : Cell.unread(descriptors.unread().getFirst() + " could not be read");
  }

  private static Cell notAsked() {
    return Cell.unread("not looked at");
  }

  private void socket(String inode, Map<String, Cell> cells) {
    descriptors
        .sockets()
        .internet(inode)
        .map(SocketTable.Internet::peer)
        .filter(peer -> !peer.isAny())
        .ifPresent(peer -> cells.put("peer", Cell.text(peer.toString())));
    descriptors
        .sockets()
        .peerPath(inode)
        .ifPresent(path -> cells.put("peer_path", Cell.text(path)));
  }

  private static Cell words(int flags) {
    String words =
        Stream.of(02000, 04000, 040000, 010000)
            .filter(bit -> (flags & bit) != 0)
            .map(bit -> FLAGS.getOrDefault(bit, ""))
            .collect(Collectors.joining(","));
    return words.isEmpty() ? Cell.none() : Cell.text(words);
  }
}
