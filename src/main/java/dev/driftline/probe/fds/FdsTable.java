package dev.driftline.probe.fds;

import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.PeerColumns;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.RowWords;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.model.table.TableDefinition.Form;
import dev.driftline.model.table.TableDefinition.Parameter;
import dev.driftline.probe.kit.process.NamedProcesses;
import dev.driftline.probe.kit.process.ProcessWords;
import dev.driftline.text.Escape;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table `fds`: a row for each descriptor of each process.
public final class FdsTable {

  /// The parameter that lists the costly columns.
  static final String COSTLY = "columns";

  static final String COMMAND = "command";
  static final String OTHER_END = "other_end";
  static final String OTHER_PROCESS = "other_process";

  static final Columns COLUMNS =
      new Columns(
          List.of(
              Column.ofProcessNumber("pid", "The number of the process.", "2387"),
              Column.ofUser(
                  "user",
                  "The effective user it runs as: the name in /etc/passwd, or the number.",
                  "bind"),
              Column.ofProcessName(
                  "name", "The name it gives itself, up to 15 bytes.", "dnsdump.pl"),
              new Column(
                  "executable", ColumnType.TEXT, "The path of its program.", "/usr/bin/perl"),
              new Column(
                  COMMAND,
                  ColumnType.TEXT,
                  "Its command line, with secrets masked. Read only for processes with an odd descriptor,"
                      + " unless a check names this column.",
                  "/usr/bin/perl dnsdump.pl --once"),
              new Column(
                  "unit",
                  ColumnType.TEXT,
                  "The systemd unit it belongs to, if any.",
                  "cron.service"),
              new Column(
                  "container",
                  ColumnType.TEXT,
                  "The engine and the short number of the container it runs in, if any.",
                  "docker:3f2a9b0c11d2"),
              ProcessWords.STARTED,
              Column.ofTime("age", "How long it has been running, in milliseconds.", "86400000"),
              Column.ofNumber("fd", "The number of the descriptor.", "2"),
              new Column(
                  "kind",
                  ColumnType.TEXT,
                  "What it is, in one word; see below. Unread if it may not be read.",
                  "tcp",
                  DescriptorKind.words()),
              new Column(
                  "target",
                  ColumnType.TEXT,
                  "What it leads to, in the kernel's words; nothing if it is closed.",
                  "socket:[1970625]"),
              new Column(
                  "mode",
                  ColumnType.TEXT,
                  "What it was opened for: r (reading), w (writing) or rw.",
                  "rw"),
              new Column(
                  "direction",
                  ColumnType.TEXT,
                  "Whether it can be used as its number is used: right if 0 can be read, and 1 and 2 can be written."
                      + " Only pipes and files have one, and sockets that listen on 1 or 2, which are wrong.",
                  "right",
                  List.of("right", "wrong")),
              new Column(
                  "flags",
                  ColumnType.TEXT,
                  "How it was opened, in words with commas between: append, nonblock, direct, sync."
                      + " Pipes, /dev/null and terminals have none.",
                  "append"),
              new Column(
                  "close_on_exec",
                  ColumnType.BOOLEAN,
                  "Whether it is closed in programs that the process starts."
                      + " Not read where a process has nothing but /dev/null, pipes and terminals on 0, 1 and 2.",
                  "false"),
              new Column(
                  "origin",
                  ColumnType.TEXT,
                  "Where the process has it from: inherited (from whoever started it), own (it opened the thing itself"
                      + " and the number was free) or unknown. Nothing for /dev/null, terminals and harmless devices.",
                  "inherited",
                  Origin.words()),
              new Column(
                  "origin_evidence",
                  ColumnType.TEXT,
                  "Why the origin is inherited or own.",
                  "both ends of it are in this process: the other one is 3"),
              new Column(
                  "also_on",
                  ColumnType.TEXT,
                  "The other numbers among 0, 1 and 2 that lead to the same thing, with commas between.",
                  "1"),
              new Column(
                  OTHER_END,
                  ColumnType.TEXT,
                  "Who holds the other end of a pipe or unix stream: nobody, itself (the same process), ancestor"
                      + " (its parent, or a parent of that) or process (another one).",
                  "process",
                  OtherEnds.Where.words()),
              new Column(
                  OTHER_PROCESS,
                  ColumnType.TEXT,
                  "The name of the process that holds the other end.",
                  "systemd-journal"),
              new Column(
                  "peer",
                  ColumnType.TEXT,
                  "Address and port of the other end, if it is a TCP or UDP socket that has one.",
                  "10.0.0.9:3306"),
              new Column(
                  "peer_host",
                  ColumnType.TEXT,
                  "The host of the inventory that has the peer's address, if there is one.",
                  "db1"),
              new Column(
                  "peer_path",
                  ColumnType.TEXT,
                  "The path that the other end of a unix stream is bound to, if the host has ss (iproute2).",
                  "/run/mysqld/mysqld.sock")));

  static final TableDefinition DEFINITION =
      new TableDefinition(
              "fds",
              "The open descriptors of every process: 0, 1 and 2, or all of them if a check names others.",
              COLUMNS,
              List.of(
                  new Parameter(
                      "descriptors",
                      "The descriptors to look at. Any number besides 0, 1 and 2 means all of them.",
                      false,
                      Form.LIST,
                      Optional.of("fd")),
                  NamedProcesses.PARAMETER,
                  Parameter.ofColumns(
                      COSTLY,
                      "Columns that cost the host more than the others. They are read only if they are wanted.",
                      COMMAND,
                      OTHER_END,
                      OTHER_PROCESS)),
              List.of("name", "user", "executable", "fd"),
              "{name} fd {fd}")
          .with(
              RowWords.NONE
                  .withSentence(
                      Set.of("kind", "target", "direction", "origin", "other_end"),
                      DescriptorMessage::of)
                  .withDetails(ProcessWords::of)
                  .withEvidence(FdsTable::evidence))
          .with(new PeerColumns("peer", "peer_host"));

  private FdsTable() {}

  /// The evidence of a row: `2 -> pipe:[1970625]; both ends of it are in this process`. Without what the finding says.
  private static String evidence(Row row, String told) {
    Stream<String> target =
        row
            .text("target")
            .filter(to -> !says(told, to.replaceFirst(" \\(deleted\\)$", "")))
            .map(to -> "%s -> %s".formatted(row.text("fd").orElse("?"), to))
            .stream();
    Stream<String> origin = row.text("origin_evidence").filter(why -> !says(told, why)).stream();
    return Stream.concat(target, origin).collect(Collectors.joining("; "));
  }

  private static boolean says(String told, String text) {
    return told.contains(Escape.sentence(text));
  }
}
