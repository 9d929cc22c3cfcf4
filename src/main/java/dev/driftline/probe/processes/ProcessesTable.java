package dev.driftline.probe.processes;

import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.RowWords;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.probe.kit.process.NamedProcesses;
import dev.driftline.probe.kit.process.ProcessWords;
import java.util.List;

/// The table `processes`: a row for each process.
public final class ProcessesTable {

  public static final String PROBE = "processes";

  // The columns that a baseline needs.
  public static final String PPID = "ppid";
  public static final String USER = "user";
  public static final String EXECUTABLE = "executable";
  public static final String EXECUTABLE_DELETED = "executable_deleted";
  public static final String UNIT = "unit";

  static final Columns COLUMNS =
      new Columns(
          List.of(
              Column.ofProcessNumber("pid", "The process's number.", "2387"),
              Column.ofProcessNumber(PPID, "The number of its parent.", "1"),
              Column.ofUser(
                  USER,
                  "The effective user it runs as: the name in /etc/passwd, or the number.",
                  "bind"),
              Column.ofNumber("uid", "The effective user's number.", "105"),
              Column.ofProcessName("name", "The name it gives itself, up to 15 bytes.", "named"),
              new Column(
                  EXECUTABLE, ColumnType.TEXT, "The path of its program.", "/usr/sbin/named"),
              new Column(
                  EXECUTABLE_DELETED,
                  ColumnType.BOOLEAN,
                  "Whether its program was removed or replaced since it was started.",
                  "false"),
              ProcessWords.STARTED,
              Column.ofTime("age", "How long it has been running, in milliseconds.", "86400000"),
              new Column(
                  "state",
                  ColumnType.TEXT,
                  "The letter of ps: R running, S sleeping, D waiting for a disk, T stopped, I idle.",
                  "S"),
              new Column(
                  UNIT,
                  ColumnType.TEXT,
                  "The systemd unit it belongs to, if any.",
                  "named.service"),
              new Column(
                  "container",
                  ColumnType.TEXT,
                  "The engine and the short number of the container it runs in, if any.",
                  "docker:3f2a9b0c11d2"),
              new Column(
                  "command",
                  ColumnType.TEXT,
                  "Its command line, cut after 4 KiB; what looks like a secret is shown as ***.",
                  "/usr/sbin/named -f -u bind")));

  static final TableDefinition DEFINITION =
      new TableDefinition(
              PROBE,
              "The processes of the host.",
              COLUMNS,
              List.of(NamedProcesses.PARAMETER),
              List.of("name", "user", "executable"),
              "{name}")
          .with(RowWords.NONE.withDetails(ProcessWords::of));

  private ProcessesTable() {}
}
