package dev.driftline.pair;

import dev.driftline.model.CheckInfo;
import dev.driftline.model.CheckResult;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.Severity;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.HostLocation;
import dev.driftline.model.host.Login;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.Check.Expectation;
import dev.driftline.policy.Check.Subject;
import dev.driftline.policy.Check.WhenMissing;
import dev.driftline.policy.Matcher;
import dev.driftline.policy.Matcher.Operand;
import dev.driftline.policy.Matcher.Operator;
import dev.driftline.probe.host.HostDescription;
import dev.driftline.probe.host.HostProbe;
import dev.driftline.probe.libraries.LibrariesProbe;
import dev.driftline.probe.sockets.SocketsProbe;
import dev.driftline.product.compat.file.Knowledge;
import dev.driftline.run.PairJudge;
import dev.driftline.source.SourceLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Hosts that hold connections to port 3306, as their probes tell of them, to be judged as pairs.
public final class PairFleet {

  public static final Subject.Pair PAIR =
      Subject.Pair.ofPort(3306, Optional.empty(), Knowledge.shipped());
  static final SourceLocation AT = new SourceLocation("mysql.yaml", 1, 1);
  private static final Columns SOCKETS = new SocketsProbe().definition().columns();
  private static final Columns LIBRARIES = new LibrariesProbe().definition().columns();
  private static final Columns HOST = new HostProbe().definition().columns();
  private final AddressBook.Builder book = new AddressBook.Builder();
  private final Map<String, List<Row>> sockets = new LinkedHashMap<>();
  private final Map<String, List<Row>> libraries = new HashMap<>();
  private final Map<String, Optional<String>> socketGaps = new HashMap<>();
  private final Map<String, Optional<String>> libraryGaps = new HashMap<>();
  private final Map<String, Answer> libraryAnswers = new HashMap<>();
  private final Map<String, String> unreachable = new HashMap<>();
  private final Map<String, String> systems = new HashMap<>();
  final Map<Integer, Cell> commands = new HashMap<>();

  public PairFleet host(String name, String address) {
    book.location(location(name, address));
    sockets.put(name, new ArrayList<>());
    libraries.put(name, new ArrayList<>());
    return this;
  }

  /// One more address that the inventory gives a host.
  public PairFleet address(String name, String address) {
    book.location(new HostLocation(name, Connection.Method.SSH, "", "", List.of(address)));
    return this;
  }

  /// A host that has an address and was not asked.
  public PairFleet listed(String name, String address) {
    book.location(location(name, address));
    return this;
  }

  /// What the inventory says of a host that is reached without a bastion.
  public static HostLocation location(String name, String address) {
    return new HostLocation(name, Connection.Method.SSH, address, "", List.of());
  }

  public PairFleet system(String host, String os) {
    systems.put(host, os);
    return this;
  }

  public PairFleet unreachable(String host, String detail) {
    unreachable.put(host, detail);
    return this;
  }

  public PairFleet socketGap(String host, String why) {
    socketGaps.put(host, Optional.of(why));
    return this;
  }

  public PairFleet libraryGap(String host, String why) {
    libraryGaps.put(host, Optional.of(why));
    return this;
  }

  public PairFleet libraryAnswer(String host, Answer answer) {
    libraryAnswers.put(host, answer);
    return this;
  }

  /// A connection that `program` (a path) holds.
  public PairFleet connection(String host, String local, String peer, int pid, String program) {
    return socket(host, "established", local, Optional.of(peer), Cell.integer(pid), program);
  }

  /// A connection that the host accepted, and that `program` (a path) holds.
  public PairFleet accepted(String host, String local, String peer, int pid, String program) {
    connection(host, local, peer, pid, program);
    List<Row> rows = list(sockets, host);
    List<Cell> cells = new ArrayList<>(rows.removeLast().cells());
    cells.set(SOCKETS.position("accepted"), Cell.text("true"));
    rows.add(new Row(SOCKETS, cells));
    return this;
  }

  public PairFleet listener(String host, String local, int pid, String program) {
    return socket(host, "listen", local, Optional.empty(), Cell.integer(pid), program);
  }

  public PairFleet socket(
      String host, String state, String local, Optional<String> peer, Cell pid, String program) {
    Map<String, Cell> cells = new HashMap<>();
    cells.putAll(Map.of("protocol", Cell.text("tcp"), "state", Cell.text(state)));
    end(cells, "local", local);
    peer.ifPresent(text -> end(cells, "peer", text));
    cells.put("pid", pid);
    if (pid instanceof Cell.Text) {
      cells.put("fd", Cell.integer(4));
      cells.put("name", Cell.text(program.substring(program.lastIndexOf('/') + 1)));
      cells.put("user", Cell.text("mysql"));
      cells.put("executable", Cell.text(program));
      cells.put("unit", Cell.text("app.service"));
      cells.put("started", Cell.integer(1_795_464_154));
    } else {
      List.of("fd", "name", "user", "executable", "unit", "started")
          .forEach(column -> cells.put(column, pid));
    }
    return row(host, cells);
  }

  /// A row of `sockets` as it is.
  public PairFleet row(String host, Map<String, Cell> cells) {
    list(sockets, host).add(Row.of(SOCKETS, cells));
    return this;
  }

  private static void end(Map<String, Cell> cells, String column, String text) {
    int colon = text.lastIndexOf(':');
    cells.put(column, Cell.text(text));
    cells.put(column + "_address", Cell.text(text.substring(0, colon).replaceAll("[\\[\\]]", "")));
    cells.put(column + "_port", Cell.text(text.substring(colon + 1)));
  }

  public PairFleet program(String host, int pid, String path, String packageName, String version) {
    return mapped(host, pid, "program", path, Cell.bool(false), packageName, version);
  }

  public PairFleet library(String host, int pid, String path, String packageName, String version) {
    return mapped(host, pid, "library", path, Cell.bool(false), packageName, version);
  }

  public PairFleet deleted(
      String host, int pid, String role, String path, String packageName, String version) {
    return mapped(host, pid, role, path, Cell.bool(true), packageName, version);
  }

  /// A library of which cannot be told whether it was replaced.
  public PairFleet unsure(String host, int pid, String path, String packageName, String version) {
    return mapped(host, pid, "library", path, Cell.unread("cannot be told"), packageName, version);
  }

  private PairFleet mapped(
      String host,
      int pid,
      String role,
      String path,
      Cell deleted,
      String packageName,
      String version) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    Map<String, Cell> cells = new HashMap<>();
    cells.put("pid", Cell.integer(pid));
    cells.put("role", Cell.text(role));
    cells.put("path", Cell.text(path));
    cells.put("command", commands.getOrDefault(pid, Cell.none()));
    cells.put("deleted", deleted);
    if (role.equals("library")) {
      cells.put("soname", Cell.text(file));
      cells.put("library", Cell.text(file.substring(0, file.indexOf(".so"))));
    }
    if (!packageName.isEmpty()) {
      cells.put("package", Cell.text(packageName));
      cells.put("version", Cell.text(version));
      cells.put("manager", Cell.text("dpkg"));
    }
    list(libraries, host).add(Row.of(LIBRARIES, cells));
    return this;
  }

  /// A process whose maps may not be read.
  public PairFleet unreadable(String host, int pid) {
    Map<String, Cell> cells = new HashMap<>();
    cells.put("pid", Cell.integer(pid));
    for (String column :
        List.of("role", "path", "deleted", "soname", "library", "package", "version", "manager")) {
      cells.put(column, Cell.unread("Permission denied"));
    }
    list(libraries, host).add(Row.of(LIBRARIES, cells));
    return this;
  }

  private static List<Row> list(Map<String, List<Row>> rows, String host) {
    return rows.computeIfAbsent(host, _ -> new ArrayList<>());
  }

  public List<Row> libraryRows(String host) {
    return List.copyOf(list(libraries, host));
  }

  /// The table of pairs of one client's host.
  public List<Row> pairs(String host) {
    Map<String, PairEvidence> evidence = new HashMap<>();
    sockets.keySet().forEach(name -> evidence.put(name, evidence(name)));
    return new PairRows(evidence, evidence(host), book.build(_ -> Map.of()))
        .rows(Budget.unlimited());
  }

  public CheckResult judge(String host) {
    return judge(seriesFollow(), host);
  }

  public CheckResult judge(Check check, String host) {
    return judge(check, host, sockets.keySet());
  }

  /// The result of the check on `host`, which it covers.
  ///
  /// @param covered all hosts that the check covers
  public CheckResult judge(Check check, String host, Set<String> covered) {
    return judging(covered).judge(List.of(check), host, Budget.unlimited()).getFirst();
  }

  /// The result of the check on `host`, which it does not cover; empty if there is none.
  public Optional<CheckResult> judgeBeyond(Check check, String host, Set<String> covered) {
    return judging(covered).judgeClients(Map.of(check, covered), host, Budget.unlimited()).stream()
        .findFirst();
  }

  private PairJudge judging(Set<String> covered) {
    return new PairJudge(
        PAIR, evidence(), book.build(_ -> Map.of()), (_, host) -> covered.contains(host));
  }

  /// What is kept of all hosts.
  public List<PairEvidence> evidence() {
    return sockets.keySet().stream().map(this::evidence).toList();
  }

  private PairEvidence evidence(String name) {
    HostAnswers answers = answers(name);
    return PairEvidence.of(PAIR, answers, HostDescription.description(answers));
  }

  public static Host host(String name) {
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

  private HostAnswers answers(String name) {
    Outcome outcome =
        unreachable.containsKey(name)
            ? new Outcome.Unreachable(Reason.TIMEOUT, unreachable.get(name), "Look at it.")
            : new Outcome.Answered();
    return new HostAnswers(
        host(name), outcome, allAnswers(name), Optional.empty(), Duration.ofMillis(400));
  }

  private Map<Question, Answer> allAnswers(String name) {
    Map<Question, Answer> answers = new HashMap<>();
    if (systems.containsKey(name)) {
      Row row = Row.of(HOST, Map.of("os", Cell.text(systems.get(name))));
      answers.put(new Question("host"), observed(List.of(row), Optional.empty()));
    }
    if (!unreachable.containsKey(name)) {
      answers.put(
          PairPlan.sockets(PAIR),
          observed(list(sockets, name), socketGaps.getOrDefault(name, Optional.empty())));
      answers.put(
          PairPlan.libraries(PAIR),
          libraryAnswers.getOrDefault(
              name,
              observed(list(libraries, name), libraryGaps.getOrDefault(name, Optional.empty()))));
    }
    return answers;
  }

  private static Answer observed(List<Row> rows, Optional<String> gap) {
    return new Answer.Observed(rows, Optional.empty(), gap);
  }

  public static Check seriesFollow() {
    return check(compare("client.series", Operator.EQUAL, "server.series"), List.of());
  }

  public static Condition compare(String column, Operator operator, String other) {
    Operand operand = new Operand.OtherColumn(other);
    String text = operator.sign() + " " + other;
    return new Condition(column, new Matcher.Compare(operator, operand, text), AT);
  }

  public static Condition is(String column, String value) {
    return new Condition(
        column, new Matcher.Compare(Operator.EQUAL, new Operand.Literal(value), value), AT);
  }

  public static Check check(Condition expected, List<Condition> appliesTo) {
    return new Check(
        new CheckInfo("mysql", "follows", "The client follows.", Severity.CRITICAL, "", ""),
        Set.of(),
        Optional.empty(),
        true,
        PairTable.definition(),
        PAIR,
        List.of(),
        new Expectation.Every(List.of(expected)),
        WhenMissing.UNKNOWN,
        WhenMissing.NOT_APPLICABLE,
        1,
        appliesTo,
        AT);
  }
}
