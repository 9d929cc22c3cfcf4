package dev.driftline.probe;

import dev.driftline.model.Reason;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Coverage;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.model.table.TableDefinition.Form;
import dev.driftline.model.table.TableDefinition.Parameter;
import dev.driftline.probe.process.ProcessTable;
import dev.driftline.probe.process.RunningProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The programs and the libraries that processes have mapped, whether they were replaced since, and
/// the packages they come from. Sources: `/proc/PID/exe`, `/proc/PID/maps`, `dpkg-query -S`.
///
/// Without a parameter every process is looked at, but of libraries only replaced ones and database
/// clients are listed. Owners are looked up with dpkg only; elsewhere they are unread.
public final class LibrariesProbe implements Probe {

  private static final String DELETED = " (deleted)";

  private static final Columns COLUMNS =
      new Columns(
          List.of(
              new Column("pid", ColumnType.INTEGER, "The process.", "5029"),
              text("name", "The process's name, up to 15 bytes.", "dnsdump.pl"),
              text("user", "Its effective user.", "root"),
              text("executable", "The path of its program.", "/usr/bin/perl"),
              text("role", "`program` or `library`.", "library"),
              text("path", "The file.", "/usr/lib/x86_64-linux-gnu/libmariadb.so.3"),
              new Column(
                  "deleted",
                  ColumnType.BOOLEAN,
                  "Whether it was removed or replaced since it was mapped.",
                  "true"),
              text("soname", "The library's file name.", "libmariadb.so.3"),
              text("library", "The file name up to `.so`.", "libmariadb"),
              text("package", "The package it is part of.", "libmariadb3"),
              new Column(
                  "version", ColumnType.VERSION, "That package's version.", "1:10.11.19-0+deb12u1"),
              text("manager", "Who knows the package.", "dpkg")));

  private static final TableDefinition DEFINITION =
      new TableDefinition(
          "libraries",
          "Programs and libraries that running processes have mapped.",
          COLUMNS,
          List.of(
              new Parameter(
                  "processes", "The processes' names.", false, Form.LIST, Optional.of("name")),
              new Parameter(
                  "ports",
                  "TCP ports, comma separated: processes that hold a connection from or to one.",
                  false,
                  Form.LIST,
                  Optional.empty())),
          List.of("name", "user", "role", "path"),
          "{name} {path}");

  private static final String SCRIPT = ShellHalf.load("libraries");

  private static Column text(String name, String description, String example) {
    return new Column(name, ColumnType.TEXT, description, example);
  }

  @Override
  public TableDefinition definition() {
    return DEFINITION;
  }

  @Override
  public List<Section> sections(Question question) {
    return List.of(Looks.PROCESSES, section(question));
  }

  private static Section section(Question question) {
    String ports = question.parameter("ports").replaceAll("[^0-9,]", "");
    String given =
        "processes=%s\nports='%s'\n"
            .formatted(CommandProbe.quote(question.parameter("processes")), ports);
    return new Section("libraries", given + SCRIPT, Section.DEFAULT_MAX_BYTES);
  }

  @Override
  public Answer read(Question question, Transcript transcript) {
    return switch (Looks.processes(transcript)) {
      case Looks.Look.Failed<ProcessTable>(Answer.Unknown answer) -> answer;
      case Looks.Look.Seen<ProcessTable>(ProcessTable processes) ->
          switch (Looks.read(transcript, section(question), "mapped files", Said::read)) {
            case Looks.Look.Failed<Said>(Answer.Unknown answer) -> answer;
            case Looks.Look.Seen<Said>(Said said) -> answer(processes, said);
          };
    };
  }

  private static Answer answer(ProcessTable processes, Said said) {
    List<Row> rows = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    Set<Long> denied = new HashSet<>();
    for (String[] line : said.lines()) {
      Optional<RunningProcess> process = process(processes, line[1]);
      if (process.isEmpty()) {
        continue;
      }
      seen.add(process.get().pid());
      if (line[0].equals("d")) {
        denied.add(process.get().pid());
        rows.add(unread(process.get()));
      } else {
        rows.add(row(process.get(), line, said));
      }
    }
    if (!seen.isEmpty() && denied.size() == seen.size()) {
      String why = "not allowed to see what any of %d processes has mapped".formatted(seen.size());
      return new Answer.Unknown(Reason.PRIVILEGE, why, "");
    }
    Coverage coverage = new Coverage(seen.size() - denied.size(), seen.size(), "processes");
    Optional<String> gap = said.gap() ? Optional.of(Said.HIDDEN) : Looks.gap(processes);
    return new Answer.Observed(rows, Optional.of(coverage), gap);
  }

  private static Optional<RunningProcess> process(ProcessTable processes, String pid) {
    return pid.matches("\\d{1,18}")
        ? Optional.ofNullable(processes.processes().get(Long.parseLong(pid)))
        : Optional.empty();
  }

  private static Map<String, Cell> cells(RunningProcess process) {
    Map<String, Cell> cells = new HashMap<>();
    cells.put("pid", Cell.integer(process.pid()));
    cells.put("name", Cell.text(process.name()));
    cells.put("user", Cell.text(process.user()));
    Optional<Cell> executable = process.executablePath().map(Cell::text);
    cells.put("executable", executable.orElse(Cell.unread("Permission denied")));
    return cells;
  }

  private static Row unread(RunningProcess process) {
    Map<String, Cell> cells = cells(process);
    for (String column :
        List.of("role", "path", "deleted", "soname", "library", "package", "version", "manager")) {
      cells.put(column, Cell.unread("Permission denied"));
    }
    return Row.of(COLUMNS, cells);
  }

  private static Row row(RunningProcess process, String[] line, Said said) {
    boolean library = line[0].equals("m");
    boolean deleted = line[2].endsWith(DELETED);
    String path = deleted ? line[2].substring(0, line[2].length() - DELETED.length()) : line[2];
    String file = path.substring(path.lastIndexOf('/') + 1);
    Map<String, Cell> cells = cells(process);
    cells.put("role", Cell.text(library ? "library" : "program"));
    cells.put("path", Cell.text(path));
    cells.put("deleted", Cell.bool(deleted));
    if (library) {
      int so = file.indexOf(".so");
      cells.put("soname", Cell.text(file));
      cells.put("library", Cell.text(so > 0 ? file.substring(0, so) : file));
    }
    cells.putAll(said.owner(path));
    return Row.of(COLUMNS, cells);
  }

  /// What `libraries.sh` said, by line.
  private record Said(
      List<String[]> lines,
      Map<String, String> owners,
      Map<String, String> versions,
      boolean asked,
      boolean gap) {

    static final String HIDDEN = "a connection belongs to a process that could not be seen";

    static Optional<Said> read(String text) {
      List<String[]> lines = new ArrayList<>();
      Map<String, String> owners = new HashMap<>();
      Map<String, String> versions = new HashMap<>();
      boolean asked = false;
      boolean gap = false;
      for (String line : text.lines().toList()) {
        String[] parts = line.split("\t", 3);
        switch (parts[0]) {
          case "e", "m" -> add(lines, parts, 3);
          case "d" -> add(lines, parts, 2);
          case "o" -> put(owners, parts);
          case "v" -> put(versions, parts);
          case "k" -> asked = true;
          case "g" -> gap = true;
          default -> {}
        }
      }
      return text.endsWith("\n.\n") || text.equals(".\n")
          ? Optional.of(new Said(lines, owners, versions, asked, gap))
          : Optional.empty();
    }

    private static void add(List<String[]> lines, String[] parts, int length) {
      if (parts.length == length) {
        lines.add(parts);
      }
    }

    private static void put(Map<String, String> map, String[] parts) {
      if (parts.length == 3) {
        map.put(parts[1], parts[2]);
      }
    }

    /// The cells of the package that `path` is part of. dpkg may know it with or without `/usr`.
    Map<String, Cell> owner(String path) {
      if (!asked) {
        Cell unread = Cell.unread("owners of files are looked up with dpkg only");
        return Map.of("package", unread, "version", unread, "manager", unread);
      }
      String other = path.startsWith("/usr/") ? path.substring(4) : "/usr" + path;
      String owner = owners.getOrDefault(path, owners.getOrDefault(other, ""));
      if (owner.isEmpty()) {
        return Map.of();
      }
      String version = versions.getOrDefault(owner, "");
      return Map.of(
          "package", Cell.text(owner.replaceFirst(":.*", "")),
          "version", version.isEmpty() ? Cell.unread("dpkg did not say") : Cell.text(version),
          "manager", Cell.text("dpkg"));
    }
  }
}
