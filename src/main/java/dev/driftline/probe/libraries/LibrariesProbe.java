package dev.driftline.probe.libraries;

import dev.driftline.model.Reason;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Coverage;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.probe.kit.Cells;
import dev.driftline.probe.kit.Look;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.ShellHalf;
import dev.driftline.probe.kit.Transcript;
import dev.driftline.probe.kit.network.PortUse;
import dev.driftline.probe.kit.packages.FileOwner;
import dev.driftline.probe.kit.packages.FileOwners;
import dev.driftline.probe.kit.process.NamedProcesses;
import dev.driftline.probe.kit.process.ProcessTable;
import dev.driftline.probe.kit.process.RunningProcess;
import dev.driftline.product.ClientLibrary;
import dev.driftline.product.Products;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The programs and libraries that processes have mapped, whether the files were replaced since, and the packages that
/// they belong to. For example, `mysqld` still has the `libssl.so.3` from before an upgrade mapped.
///
/// Without a parameter all processes are looked at. Of their libraries, only replaced ones and the client libraries of
/// the known products are listed. One row stands for the others.
///
/// If a process has another root directory (a container), the owners of its files are unread: they are not packages of
/// this host. Sources: `/proc/PID/exe`, `/proc/PID/maps`, `dpkg-query -S`, `rpm -qf` and apk's database.
public final class LibrariesProbe implements Probe {

  private static final String DELETED = " (deleted)";
  private static final String FOREIGN =
      "the process sees another root directory (a container or chroot), whose packages are not this host's";

  private static final Pattern PORTS = Pattern.compile("(\\d{1,5}(,\\d{1,5})*)?");

  private static final Cell UNLISTED =
      Cell.unread("most libraries are listed only of processes that `where` names");

  private static final List<String> SETUPS =
      Stream.concat(Stream.of(ShellHalf.QUIET_LS), FileOwners.SETUPS.stream()).toList();
  private static final String SCRIPT = ShellHalf.load(LibrariesProbe.class, "libraries");

  @Override
  public TableDefinition definition() {
    return LibrariesTable.DEFINITION;
  }

  @Override
  public List<Section> sections(Question question) {
    return wanted(question).sections(ProcessTable.LOOK.section(), section(question));
  }

  /// The processes of these names. But a process that holds a port may have any name, so ports want all processes.
  private static NamedProcesses wanted(Question question) {
    return question.parameter(LibrariesTable.PORTS).isEmpty()
        ? NamedProcesses.of(question.parameter("processes"))
        : NamedProcesses.all();
  }

  private static Section section(Question question) {
    // no name contains a NUL, and no shell word can
    String names = ShellHalf.quoted(question.parameter("processes").replace('\0', '\uFFFD'));
    String ports = ports(question).orElse("0");
    String clients =
        ShellHalf.quoted(clients().map(LibrariesProbe::behindLib).collect(Collectors.joining("|")));
    String given = "processes=%s\nports='%s'\nclients=%s\n".formatted(names, ports, clients);
    // without ports, or with names, the sockets need not be looked at first
    if (ports.isEmpty() || !question.parameter("processes").isEmpty()) {
      return look(given, SETUPS);
    }
    List<String> setups = new ArrayList<>(PortUse.setups(ports));
    setups.addAll(SETUPS);
    String use = "use=$%s\n".formatted(PortUse.variable(ports));
    return look(given + use, setups);
  }

  private static Section look(String given, List<String> setups) {
    return NamedProcesses.look(
        "libraries", given + SCRIPT, Section.DEFAULT_MAX_BYTES, setups.toArray(String[]::new));
  }

  /// The ports; empty if the parameter is not a list of ports.
  private static Optional<String> ports(Question question) {
    String given = question.parameter(LibrariesTable.PORTS).replace(" ", "");
    return PORTS.matcher(given).matches() ? Optional.of(given) : Optional.empty();
  }

  @Override
  public Answer read(Question question, Transcript transcript) {
    if (ports(question).isEmpty()) {
      String why = "no TCP ports: \"%s\"".formatted(question.parameter(LibrariesTable.PORTS));
      return new Answer.Unknown(Reason.UNSUPPORTED, why, "");
    }
    Look<MappedFiles> look = Look.whole(section(question), "mapped files", MappedFiles::read);
    return transcript
        .readOnce(ProcessTable.LOOK)
        .then(processes ->
            transcript
                .read(look)
                .then(mapped -> answer(question, processes, mapped, transcript.budget())));
  }

  private static Answer answer(
      Question question, ProcessTable processes, MappedFiles mapped, Budget budget) {
    // tell the budget of all rows before one is made
    Map<RunningProcess, MappedFiles.OfProcess> looked = looked(processes, mapped);
    Rows rows = new Rows(mapped.owners(), budget, new ArrayList<>());
    budget.rows(looked.values().stream().mapToLong(Rows::number).sum(), 0);
    looked.forEach(rows::add);
    int seen = looked.size();
    int denied = (int) looked.values().stream().filter(MappedFiles.OfProcess::mapsDenied).count();
    // not allowed to see any: that is no answer
    if (seen > 0 && denied == seen) {
      String why = "not allowed to see what any of %d processes has mapped".formatted(seen);
      return new Answer.Unknown(Reason.PRIVILEGE, why, "");
    }
    if (listsSomeOnly(question)) {
      rows.all().add(unlisted());
    }
    Coverage coverage = new Coverage(seen - denied, seen, "processes");
    return new Answer.Observed(
        rows.all(), Optional.of(coverage), mapped.gap().or(() -> processes.gap()));
  }

  /// The files of the processes that are running and not of our session.
  private static Map<RunningProcess, MappedFiles.OfProcess> looked(
      ProcessTable processes, MappedFiles mapped) {
    Set<Long> ours = processes.ours();
    Map<RunningProcess, MappedFiles.OfProcess> looked = new LinkedHashMap<>();
    mapped
        .processes()
        .forEach((pid, files) -> {
          RunningProcess process = processes.processes().get(pid);
          if (process != null && !ours.contains(pid) && !process.hasEnded()) {
            looked.put(process, files);
          }
        });
    return looked;
  }

  /// Whether the host left out libraries that the question may be about.
  private static boolean listsSomeOnly(Question question) {
    String libraries = question.parameter("libraries");
    return question.parameter("processes").isEmpty()
        && question.parameter(LibrariesTable.PORTS).isEmpty()
        && !Arrays.stream(libraries.split(",", -1)).allMatch(LibrariesProbe::isListed);
  }

  /// The beginnings of the names of libraries that are listed for all processes: `libmysqlclient`.
  private static Stream<String> clients() {
    return Products.shipped().clientLibraries().stream().map(ClientLibrary::name);
  }

  /// `libmariadb` without `lib`. The script tests for `lib` once, before all names, so mawk skips most lines with it.
  private static String behindLib(String client) {
    return client.substring(ClientLibrary.PREFIX.length());
  }

  /// Whether the host lists the library for all processes. This must not be true for more names than the script lists:
  /// a library that the script left out would be taken for absent.
  private static boolean isListed(String library) {
    return clients().anyMatch(library::startsWith);
  }

  /// A row that stands for all libraries that are not listed. One thing is known of them: they were not replaced.
  private static Row unlisted() {
    Map<String, Cell> cells = new HashMap<>();
    LibrariesTable.COLUMNS.names().forEach(column -> cells.put(column, UNLISTED));
    cells.put("role", Cell.text("library"));
    cells.put("deleted", Cell.bool(false));
    return Row.of(LibrariesTable.COLUMNS, cells);
  }

  /// The rows so far. Many processes may share one large set of libraries, so few bytes can make many rows. The budget
  /// is told of their number before they are made, and of their size when they are made.
  private record Rows(FileOwners owners, Budget budget, List<Row> all) {

    /// The most rows that a process can have.
    static long number(MappedFiles.OfProcess files) {
      return files.libraries().size() + 2L;
    }

    void add(RunningProcess process, MappedFiles.OfProcess files) {
      boolean foreign = files.foreignRoot();
      files.program().ifPresent(path -> file(process, "program", path, foreign));
      files.libraries().forEach(path -> file(process, "library", path, foreign));
      if (files.mapsDenied()) {
        boolean known = files.program().isPresent();
        add(unread(process, known ? Optional.of("library") : Optional.empty()));
      } else if (files.programDenied()) {
        add(unread(process, Optional.of("program")));
      }
    }

    private void file(RunningProcess process, String role, String target, boolean foreign) {
      Row row = row(process, role, target, foreign, owners);
      if (row.cell("version") instanceof Cell.Unread(String why)) {
        budget.text(why);
      }
      add(row);
    }

    private void add(Row row) {
      budget.step();
      budget.spend(Budget.bytesOf(row));
      all.add(row);
    }
  }

  private static Map<String, Cell> cells(RunningProcess process) {
    Map<String, Cell> cells = new HashMap<>();
    cells.put("pid", Cell.integer(process.pid()));
    cells.put("name", Cells.text(process.name()));
    cells.put("user", Cells.text(process.user()));
    cells.put("executable", process.executableCell());
    return cells;
  }

  /// A row for what may not be seen of a process: the program, the libraries, or (without a role) both.
  private static Row unread(RunningProcess process, Optional<String> role) {
    Map<String, Cell> cells = cells(process);
    for (String column :
        List.of("role", "path", "deleted", "soname", "library", "package", "version", "manager")) {
      cells.put(column, Cell.unread("Permission denied"));
    }
    role.ifPresent(known -> cells.put("role", Cell.text(known)));
    if (role.equals(Optional.of("program"))) {
      cells.put("soname", Cell.none());
      cells.put("library", Cell.none());
    }
    return Row.of(LibrariesTable.COLUMNS, cells);
  }

  private static Row row(
      RunningProcess process, String role, String target, boolean foreign, FileOwners owners) {
    boolean deleted = target.endsWith(DELETED);
    String path = deleted ? target.substring(0, target.length() - DELETED.length()) : target;
    String file = path.substring(path.lastIndexOf('/') + 1);
    Map<String, Cell> cells = cells(process);
    cells.put("role", Cell.text(role));
    cells.put("path", Cells.text(path));
    cells.put("deleted", Cell.bool(deleted));
    if (role.equals("library")) {
      int so = file.indexOf(".so");
      cells.put("soname", Cells.text(file));
      cells.put("library", Cells.text(so > 0 ? file.substring(0, so) : file));
    }
    FileOwner owner = foreign ? FileOwner.unread(FOREIGN) : owners.of(path);
    cells.put("package", owner.packageName());
    cells.put("version", deleted ? replaced(owner.version()) : owner.version());
    cells.put("manager", owner.manager());
    return Row.of(LibrariesTable.COLUMNS, cells);
  }

  /// The version of a replaced file: the process runs the old file, and the package on disk is the new one.
  private static Cell replaced(Cell version) {
    return version instanceof Cell.Text(String installed)
        ? Cell.unread(
            "the file was removed or replaced since; the version on disk is %s now"
                .formatted(installed))
        : version;
  }
}
