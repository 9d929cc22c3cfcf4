package dev.driftline.probe.libraries;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.RowWords;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.model.table.TableDefinition.Form;
import dev.driftline.model.table.TableDefinition.Parameter;
import dev.driftline.probe.kit.packages.PackageManagers;
import dev.driftline.probe.kit.process.ProcessWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The table `libraries`: a row for each program and library that a process has mapped.
public final class LibrariesTable {

  private static final String PROBE = "libraries";

  // The columns that pairs need.
  public static final String PID = "pid";
  public static final String COMMAND = "command";
  public static final String ROLE = "role";
  public static final String PATH = "path";
  public static final String DELETED = "deleted";
  public static final String LIBRARY = "library";
  public static final String PACKAGE = "package";
  public static final String VERSION = "version";
  public static final String MANAGER = PackageManagers.COLUMN.name();

  static final String PORTS = "ports";

  static final Columns COLUMNS =
      new Columns(
          List.of(
              Column.ofProcessNumber(PID, "The number of the process.", "5029"),
              Column.ofProcessName("name", "The process's name, up to 15 bytes.", "dnsdump.pl"),
              Column.ofUser("user", "The effective user of the process.", "root"),
              text("executable", "The path of the process's program.", "/usr/bin/perl"),
              text(
                  COMMAND,
                  "Its command line, with secrets masked; unread unless the question is about `ports`.",
                  "/usr/bin/perl /usr/local/bin/dnsdump.pl --all"),
              text("unit", "The systemd unit the process belongs to, if any.", "cron.service"),
              text(
                  "container",
                  "The engine and the short number of the container it runs in, if any.",
                  "docker:3f2a9b0c11d2"),
              ProcessWords.STARTED,
              new Column(
                  ROLE,
                  ColumnType.TEXT,
                  "What the file is to the process: `program` or `library`.",
                  "library",
                  List.of("program", "library")),
              text(PATH, "The path of the file.", "/usr/lib/x86_64-linux-gnu/libmariadb.so.3"),
              new Column(
                  DELETED,
                  ColumnType.BOOLEAN,
                  "Whether the file was removed or replaced since it was mapped.",
                  "true"),
              text("soname", "The library's file name.", "libmariadb.so.3"),
              text(LIBRARY, "The file name up to `.so`.", "libmariadb"),
              Column.ofPackage(PACKAGE, "The package that the file is part of.", "libmariadb3"),
              Column.ofVersion(
                  VERSION,
                  "That package's version; unread if the file was replaced.",
                  "1:10.11.19-0+deb12u1",
                  PackageManagers.COLUMN.name()),
              PackageManagers.COLUMN));

  static final TableDefinition DEFINITION =
      new TableDefinition(
              PROBE,
              "Programs and libraries that running processes have mapped.",
              COLUMNS,
              List.of(
                  new Parameter(
                      "processes", "The processes' names.", false, Form.LIST, Optional.of("name")),
                  new Parameter(
                      PORTS,
                      "TCP ports, and paths of unix sockets, with commas between; only processes that hold a connection from or to"
                          + " one, or listen there.",
                      false,
                      Form.LIST,
                      Optional.empty()),
                  new Parameter(
                      "libraries",
                      "The libraries' names: whether those that are listed without a process's name will do.",
                      false,
                      Form.LIST,
                      Optional.of("library"))),
              List.of("name", "user", "role", "path"),
              "{name} {path}")
          .with(RowWords.NONE.withDetails(ProcessWords::of));

  private LibrariesTable() {}

  /// Asks for the files that processes have mapped which hold a socket that leads to one of the places.
  ///
  /// @param places TCP ports and paths of unix sockets, with commas between
  public static Question question(String places) {
    return new Question(PROBE, Map.of(PORTS, places));
  }

  /// Whether a question is about this table, narrowed or not.
  public static boolean isAskedBy(Question question) {
    return question.probe().equals(PROBE);
  }

  /// Whether the file is the program of its process.
  public static boolean isProgram(Row row) {
    return row.text(ROLE).filter("program"::equals).isPresent();
  }

  /// The same row of a file that was replaced by another version, after the process was restarted.
  public static Row restarted(Row row, Cell version) {
    List<Cell> cells = new ArrayList<>(row.cells());
    cells.set(COLUMNS.position(VERSION), version);
    cells.set(COLUMNS.position(DELETED), Cell.bool(false));
    return new Row(COLUMNS, cells);
  }

  private static Column text(String name, String description, String example) {
    return new Column(name, ColumnType.TEXT, description, example);
  }
}
