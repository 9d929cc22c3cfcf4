package dev.driftline.probe.libraries;

import dev.driftline.model.Reason;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Coverage;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.probe.kit.Look;
import dev.driftline.probe.kit.Narrowing;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.ShellHalf;
import dev.driftline.probe.kit.Transcript;
import dev.driftline.probe.kit.network.SocketListing;
import dev.driftline.probe.kit.network.SocketLook;
import dev.driftline.probe.kit.network.SocketPlaces;
import dev.driftline.probe.kit.packages.FileOwners;
import dev.driftline.probe.kit.process.CommandLines;
import dev.driftline.probe.kit.process.NamedProcesses;
import dev.driftline.probe.kit.process.ProcessTable;
import dev.driftline.probe.kit.process.RunningProcess;
import dev.driftline.product.ClientLibrary;
import dev.driftline.product.Products;
import dev.driftline.text.Count;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  private static final Cell UNLISTED =
      Cell.unread("most libraries are listed only of processes that `where` names");

  /// Which processes a question is about. Questions of one kind share a look; the others tell their names or ports in a
  /// prelude.
  private enum Extent {
    PORTS,
    NAMED,
    EVERY;

    /// Either ports, or names, or neither. A list of names that the host cannot compare means every process.
    static Extent of(Question question) {
      if (!ports(question).isEmpty()) {
        return PORTS;
      }
      return names(question).areAll() ? EVERY : NAMED;
    }
  }

  /// What the command lines of a look may take beside the rest, in bytes.
  private static final int COMMANDS = 64 * 1024;

  private static final String NO_NAMES_YET = "library_names=\n";

  /// What is sent for each extent. The first use reads the files and the known products, so a run without a question
  /// about libraries starts faster.
  private static final class Looks {

    private static final List<String> SETUPS =
        Stream.concat(
                Stream.of(
                    ShellHalf.QUIET_LS,
                    ShellHalf.LS,
                    ShellHalf.awk(RunningProcess.class, "stat"),
                    ShellHalf.awk(LibrariesProbe.class, "library-sets"),
                    ShellHalf.awk(CommandLines.class, "commands"),
                    ShellHalf.awk(LibrariesProbe.class, "mapped-files")),
                FileOwners.SETUPS.stream())
            .toList();

    private static final String SCRIPT =
        "clients=%s\n%s"
            .formatted(
                ShellHalf.quoted(
                    clients().map(LibrariesProbe::behindLib).collect(Collectors.joining("|"))),
                ShellHalf.load(LibrariesProbe.class, "libraries"));

    static final Look<MappedFiles> OF_PORTS =
        look("port-libraries", "ports", SocketLook.OF_PORTS_SETUPS);
    static final Look<MappedFiles> NAMED = look("named-libraries", "some", List.of());
    static final Look<MappedFiles> EVERY = look("libraries", "every", List.of());

    private Looks() {}

    private static Look<MappedFiles> look(String name, String which, List<String> before) {
      List<String> setups = Stream.concat(before.stream(), SETUPS.stream()).toList();
      String script = "which=%s\n%s".formatted(which, SCRIPT);
      return Look.whole(
          new Section(name, script, Section.DEFAULT_MAX_BYTES + COMMANDS, setups),
          "mapped files",
          MappedFiles::read);
    }
  }

  @Override
  public TableDefinition definition() {
    return LibrariesTable.DEFINITION;
  }

  @Override
  public List<Section> sections(Question question) {
    Section table = ProcessTable.LOOK.section();
    return switch (Extent.of(question)) {
      // a process that holds a port may have any name, so ports want all processes
      case PORTS ->
          with(
              SocketLook.prelude(ports(question)),
              NamedProcesses.all()
                  .sections(table, SocketLook.OF_PORTS.section(), Looks.OF_PORTS.section()));
      case NAMED -> with(prelude(question), names(question).sections(table, Looks.NAMED.section()));
      case EVERY -> NamedProcesses.all().sections(table, Looks.EVERY.section());
    };
  }

  private static List<Section> with(Section prelude, List<Section> sections) {
    return Stream.concat(Stream.of(prelude), sections.stream()).toList();
  }

  private static Section prelude(Question question) {
    String names = ShellHalf.quoted(question.parameter("processes"));
    return Section.prelude(
        "library-names", NO_NAMES_YET, "library_names=$library_names,%s\n".formatted(names));
  }

  private static NamedProcesses names(Question question) {
    return NamedProcesses.of(question.parameter("processes"));
  }

  private static String ports(Question question) {
    String ports = question.parameter(LibrariesTable.PORTS).replace(" ", "");
    return SocketPlaces.of(ports).isPresent() ? ports : "";
  }

  @Override
  public Answer read(Question question, Transcript transcript) {
    String given = question.parameter(LibrariesTable.PORTS);
    if (!given.isEmpty() && ports(question).isEmpty()) {
      return new Answer.Unknown(
          Reason.UNSUPPORTED, "no ports or paths of sockets: \"%s\"".formatted(given), "");
    }
    return transcript
        .readOnce(ProcessTable.LOOK)
        .then(processes ->
            switch (Extent.of(question)) {
              case PORTS ->
                  transcript
                      .readOnce(SocketLook.OF_PORTS)
                      .then(sockets -> ofPorts(question, processes, sockets, transcript));
              case NAMED -> ofNames(Looks.NAMED, question, processes, transcript);
              case EVERY -> ofNames(Looks.EVERY, question, processes, transcript);
            });
  }

  private static Answer ofPorts(
      Question question, ProcessTable processes, SocketListing sockets, Transcript transcript) {
    List<String> inodes =
        SocketPlaces.of(ports(question)).orElseThrow().inodes(sockets.sockets()).toList();
    Set<Long> holders = new HashSet<>();
    inodes.forEach(inode -> sockets.holdersOf(inode).forEach(holder -> holders.add(holder.pid())));
    Optional<String> hidden =
        inodes.stream().anyMatch(sockets::mayBeHeldUnseen)
            ? Optional.of("a connection belongs to a process that could not be seen")
            : Optional.empty();
    Optional<String> gap = hidden.or(sockets::gap);
    return transcript
        .readOnce(Looks.OF_PORTS)
        .then(mapped -> {
          Looked looked = new Looked(processes, mapped, process -> holders.contains(process.pid()));
          // the host was asked for just these, so one without an answer is not gone
          return answer(question, looked.orUnread(), gap, transcript.budget());
        });
  }

  private static Answer ofNames(
      Look<MappedFiles> look, Question question, ProcessTable processes, Transcript transcript) {
    return transcript
        .readOnce(look)
        .then(mapped ->
            answer(
                question,
                new Looked(processes, mapped, names(question)::have),
                Optional.empty(),
                transcript.budget()));
  }

  private static Answer answer(
      Question question, Looked looked, Optional<String> gap, Budget budget) {
    // tell the budget of all rows before one is made
    LibraryRows rows = new LibraryRows(looked, budget);
    Map<RunningProcess, MappedFiles.OfProcess> files = looked.files();
    budget.rows(files.values().stream().mapToLong(LibraryRows::number).sum(), 0);
    files.forEach(rows::add);
    int seen = files.size();
    int denied = (int) files.values().stream().filter(of -> of.libraries().isEmpty()).count();
    // not allowed to see any: that is no answer
    if (seen > 0 && denied == seen) {
      String why =
          "not allowed to see what %s has mapped"
              .formatted((seen == 1 ? "" : "any of ") + Count.of(seen, "process"));
      return new Answer.Unknown(Reason.PRIVILEGE, why, "");
    }
    if (listsSomeOnly(question)) {
      rows.all().add(unlisted());
    }
    Coverage coverage = new Coverage(seen - denied, seen, "processes");
    return new Answer.Observed(
        rows.all(),
        Optional.of(coverage),
        gap.or(looked.mapped()::gap).or(looked.processes()::gap));
  }

  /// Whether the host left out libraries that the question may be about.
  private static boolean listsSomeOnly(Question question) {
    String libraries = question.parameter("libraries");
    return Extent.of(question) == Extent.EVERY
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

  /// A look at every process lists client libraries only. So it stands for a look at named processes only where the
  /// check is about client libraries.
  @Override
  public boolean covers(Question asked, Question wanted) {
    Extent had = Extent.of(asked);
    return switch (Extent.of(wanted)) {
      case PORTS -> had == Extent.PORTS && Narrowing.has(ports(asked), ports(wanted));
      case NAMED ->
          had == Extent.EVERY
              ? isAboutClients(wanted)
              : had == Extent.NAMED && names(asked).names().containsAll(names(wanted).names());
      case EVERY -> had == Extent.EVERY;
    };
  }

  private static boolean isAboutClients(Question question) {
    String libraries = question.parameter("libraries");
    return !libraries.isEmpty()
        && Arrays.stream(libraries.split(",", -1)).allMatch(LibrariesProbe::isListed);
  }

  /// With the row that stands for unlisted libraries only if `wanted` has one.
  @Override
  public Answer narrowed(Answer.Observed answer, Question asked, Question wanted) {
    Row unlisted = unlisted();
    List<Row> rows = new ArrayList<>(answer.rows());
    rows.removeIf(unlisted::equals);
    if (listsSomeOnly(wanted)) {
      rows.add(unlisted);
    }
    return new Answer.Observed(rows, answer.coverage(), answer.gap());
  }
}
