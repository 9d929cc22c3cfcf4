package dev.driftline.probe.libraries;

import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.model.table.TableDefinition.Form;
import dev.driftline.model.table.TableDefinition.Parameter;
import dev.driftline.probe.kit.PackageManagers;
import java.util.List;
import java.util.Optional;

/// The table `libraries`: a row for each program and library that a process has mapped.
public final class LibrariesTable {

  static final Columns COLUMNS =
      new Columns(
          List.of(
              new Column("pid", ColumnType.INTEGER, "The number of the process.", "5029"),
              Column.ofProcessName("name", "The process's name, up to 15 bytes.", "dnsdump.pl"),
              text("user", "The effective user of the process.", "root"),
              text("executable", "The path of the process's program.", "/usr/bin/perl"),
              new Column(
                  "role",
                  ColumnType.TEXT,
                  "What the file is to the process: `program` or `library`.",
                  "library",
                  List.of("program", "library")),
              text("path", "The path of the file.", "/usr/lib/x86_64-linux-gnu/libmariadb.so.3"),
              new Column(
                  "deleted",
                  ColumnType.BOOLEAN,
                  "Whether the file was removed or replaced since it was mapped.",
                  "true"),
              text("soname", "The library's file name.", "libmariadb.so.3"),
              text("library", "The file name up to `.so`.", "libmariadb"),
              text("package", "The package that the file is part of.", "libmariadb3"),
              new Column(
                  "version",
                  ColumnType.VERSION,
                  "That package's version; unread if the file was replaced.",
                  "1:10.11.19-0+deb12u1"),
              PackageManagers.COLUMN));

  static final TableDefinition DEFINITION =
      new TableDefinition(
          "libraries",
          "Programs and libraries that running processes have mapped.",
          COLUMNS,
          List.of(
              new Parameter(
                  "processes", "The processes' names.", false, Form.LIST, Optional.of("name")),
              new Parameter(
                  "ports",
                  "TCP ports with commas between; only processes that hold a connection from or to one, or listen there.",
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
          "{name} {path}");

  private LibrariesTable() {}

  private static Column text(String name, String description, String example) {
    return new Column(name, ColumnType.TEXT, description, example);
  }
}
