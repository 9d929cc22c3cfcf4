package dev.driftline.run.gate;

import dev.driftline.collect.AnswerSource;
import dev.driftline.collect.Workers;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.SharedMemory;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.HostLocation;
import dev.driftline.model.host.Login;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.probe.libraries.LibrariesProbe;
import dev.driftline.probe.packages.PackagesTable;
import dev.driftline.probe.sockets.SocketsProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/// Hosts with servers and clients, as their probes tell of them. It answers the questions of a gate, and remembers who
/// was asked.
final class GateFleet implements AnswerSource {

  static final String SERVER = "/usr/sbin/mariadbd";
  static final String PERL = "/usr/bin/perl";
  static final String LIBRARY = "/usr/lib/x86_64-linux-gnu/libmariadb.so.3";

  private static final Columns SOCKETS = new SocketsProbe().definition().columns();
  private static final Columns LIBRARIES = new LibrariesProbe().definition().columns();

  private final Map<String, String> addresses = new LinkedHashMap<>();
  private final Map<String, List<Row>> packages = new HashMap<>();
  private final Map<String, List<Row>> sockets = new HashMap<>();
  private final Map<String, List<Row>> libraries = new HashMap<>();
  private final Map<String, String> unreachable = new HashMap<>();
  private final Map<String, String> gaps = new HashMap<>();
  private final List<List<String>> waves = new ArrayList<>();
  private int port = 40_000;

  GateFleet host(String name, String address) {
    addresses.put(name, address);
    return this;
  }

  GateFleet unreachable(String host, String why) {
    unreachable.put(host, why);
    return this;
  }

  GateFleet socketGap(String host, String why) {
    gaps.put(host, why);
    return this;
  }

  /// Packages of dpkg, as `name=version`.
  GateFleet packages(String host, String... installed) {
    for (String each : installed) {
      int equals = each.indexOf('=');
      list(packages, host)
          .add(
              PackagesTable.planned(
                  each.substring(0, equals), Cell.text(each.substring(equals + 1)), "dpkg"));
    }
    return this;
  }

  /// A database server as Debian has it: pid 9, which listens on port 3306.
  GateFleet server(String host, String version) {
    packages(host, "mariadb-server=" + version, "mariadb-server-core=" + version);
    return serving(host, SERVER, "mariadb-server-core", version);
  }

  /// Any server on port 3306: pid 9.
  GateFleet serving(String host, String program, String ofPackage, String version) {
    socket(host, "listen", addresses.get(host) + ":3306", Optional.empty(), false, 9, program);
    return mapped(host, 9, "program", program, ofPackage, version);
  }

  /// A client with a library: pid 7.
  GateFleet client(String host, String version) {
    packages(host, "libmariadb3=" + version);
    mapped(host, 7, "program", PERL, "perl-base", "5.36.0-7");
    return mapped(host, 7, "library", LIBRARY, "libmariadb3", version);
  }

  /// A client with a driver of its own.
  GateFleet program(String host, int pid, String path, String ofPackage, String version) {
    return mapped(host, pid, "program", path, ofPackage, version);
  }

  GateFleet connected(String client, int pid, String program, String server) {
    return connected(client, pid, program, server, 3306, 9, SERVER);
  }

  /// A connection from a process of one host to a process of another.
  GateFleet connected(
      String client,
      int pid,
      String program,
      String server,
      int serverPort,
      int serverPid,
      String serverProgram) {
    String near = addresses.get(client) + ":" + port++;
    String far = addresses.get(server) + ":" + serverPort;
    socket(client, "established", near, Optional.of(far), false, pid, program);
    socket(server, "established", far, Optional.of(near), true, serverPid, serverProgram);
    return this;
  }

  /// A connection of which only the server knows.
  GateFleet connectedFrom(String address, String server) {
    String far = addresses.get(server) + ":3306";
    socket(server, "established", far, Optional.of(address + ":" + port++), true, 9, SERVER);
    return this;
  }

  private void socket(
      String host,
      String state,
      String local,
      Optional<String> peer,
      boolean accepted,
      int pid,
      String program) {
    Map<String, Cell> cells = new HashMap<>();
    cells.put("protocol", Cell.text("tcp"));
    cells.put("state", Cell.text(state));
    cells.put("local", Cell.text(local));
    cells.put("local_port", Cell.text(local.substring(local.indexOf(':') + 1)));
    peer.ifPresent(end -> {
      cells.put("peer", Cell.text(end));
      cells.put("peer_port", Cell.text(end.substring(end.indexOf(':') + 1)));
    });
    cells.put("accepted", Cell.bool(accepted));
    cells.put("pid", Cell.integer(pid));
    cells.put("name", Cell.text(program.substring(program.lastIndexOf('/') + 1)));
    cells.put("executable", Cell.text(program));
    list(sockets, host).add(Row.of(SOCKETS, cells));
  }

  private GateFleet mapped(
      String host, int pid, String role, String path, String ofPackage, String version) {
    Map<String, Cell> cells = new HashMap<>();
    cells.put("pid", Cell.integer(pid));
    cells.put("role", Cell.text(role));
    cells.put("path", Cell.text(path));
    cells.put("deleted", Cell.bool(false));
    if (role.equals("library")) {
      String file = path.substring(path.lastIndexOf('/') + 1);
      cells.put("library", Cell.text(file.substring(0, file.indexOf(".so"))));
    }
    if (!ofPackage.isEmpty()) {
      cells.put("package", Cell.text(ofPackage));
      cells.put("version", Cell.text(version));
      cells.put("manager", Cell.text("dpkg"));
    }
    list(libraries, host).add(Row.of(LIBRARIES, cells));
    return this;
  }

  private static List<Row> list(Map<String, List<Row>> rows, String host) {
    return rows.computeIfAbsent(host, _ -> new ArrayList<>());
  }

  List<HostLocation> locations() {
    return addresses.entrySet().stream()
        .map(host ->
            new HostLocation(host.getKey(), Connection.Method.SSH, host.getValue(), "", List.of()))
        .toList();
  }

  static Host host(String name) {
    return new Host(
        name,
        new Connection(
            Connection.Method.SSH,
            name,
            22,
            new Login("", Optional.empty(), Optional.empty()),
            Optional.empty(),
            List.of(),
            List.of()));
  }

  /// The hosts of each wave, in the order in which they were asked.
  List<List<String>> waves() {
    return waves;
  }

  @Override
  public <T> void ask(
      List<Host> hosts,
      Function<Host, ? extends Collection<Question>> questions,
      BiFunction<HostAnswers, Budget, T> work,
      Consumer<T> consumer) {
    waves.add(hosts.stream().map(Host::name).toList());
    for (Host host : hosts) {
      consumer.accept(work.apply(answers(host, questions.apply(host)), Budget.whole()));
    }
  }

  private HostAnswers answers(Host host, Collection<Question> questions) {
    String why = unreachable.get(host.name());
    Map<Question, Answer> answers = new HashMap<>();
    for (Question question : questions) {
      answers.put(
          question,
          why == null
              ? answer(host.name(), question)
              : new Answer.Unknown(Reason.TIMEOUT, why, ""));
    }
    return new HostAnswers(
        host,
        why == null
            ? new Outcome.Answered()
            : new Outcome.Unreachable(Reason.TIMEOUT, why, "Look at it."),
        answers,
        Optional.empty(),
        Duration.ofMillis(10));
  }

  private Answer answer(String host, Question question) {
    return switch (question.probe()) {
      case "packages" ->
          observed(
              list(packages, host).stream()
                  .filter(row -> PackagesTable.wants(question, row.text("name").orElseThrow()))
                  .toList());
      case "libraries" -> observed(list(libraries, host));
      case "sockets" ->
          new Answer.Observed(
              list(sockets, host), Optional.empty(), Optional.ofNullable(gaps.get(host)));
      default -> new Answer.Absent(question.probe());
    };
  }

  private static Answer observed(List<Row> rows) {
    return new Answer.Observed(rows, Optional.empty(), Optional.empty());
  }

  @Override
  public Map<String, List<String>> addresses(Set<String> names) {
    return Map.of();
  }

  @Override
  public List<String> here() {
    return List.of();
  }

  @Override
  public Workers workers() {
    return new Workers(1, Budget.BYTES, Optional::empty);
  }

  @Override
  public SharedMemory kept() {
    return new SharedMemory(Budget.BYTES);
  }

  @Override
  public boolean over() {
    return false;
  }

  @Override
  public void cancel() {
    throw new UnsupportedOperationException("nobody ends it");
  }
}
