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
import java.util.List;
import java.util.Optional;

/// The table `fds`: a row for each descriptor of each process.
public final class FdsTable {

  static final Columns COLUMNS =
      new Columns(
          List.of(
              new Column("pid", ColumnType.INTEGER, "The number of the process.", "2387"),
              new Column(
                  "user",
                  ColumnType.TEXT,
                  "The effective user it runs as: the name in /etc/passwd, or the number.",
                  "bind"),
              Column.ofProcessName(
                  "name", "The name it gives itself, up to 15 bytes.", "dnsdump.pl"),
              new Column(
                  "executable", ColumnType.TEXT, "The path of its program.", "/usr/bin/perl"),
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
              new Column(
                  "age",
                  ColumnType.DURATION,
                  "How long it has been running, in milliseconds.",
                  "86400000"),
              new Column("fd", ColumnType.INTEGER, "The number of the descriptor.", "2"),
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
                  "flags",
                  ColumnType.TEXT,
                  "How it was opened, in words with commas between: append, nonblock, direct, sync."
                      + " Not read for /dev/null, pipes and terminals.",
                  "append"),
              new Column(
                  "close_on_exec",
                  ColumnType.BOOLEAN,
                  "Whether it is closed in programs that the process starts."
                      + " Not read for /dev/null, pipes and terminals.",
                  "false"),
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
                  NamedProcesses.PARAMETER),
              List.of("name", "user", "executable", "fd"),
              "{name} fd {fd}")
          .with(
              RowWords.NONE
                  .withSentence("kind", DescriptorMessage::of)
                  .withEvidence(FdsTable::target))
          .with(new PeerColumns("peer", "peer_host"));

  private FdsTable() {}

  /// The evidence of a row: `2 -> socket:[1970625]`.
  private static String target(Row row) {
    return row.text("target")
        .map(target -> "%s -> %s".formatted(row.text("fd").orElse("?"), target))
        .orElse("");
  }
}
