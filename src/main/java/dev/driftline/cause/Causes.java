package dev.driftline.cause;

import dev.driftline.cause.Shape.Own;
import dev.driftline.model.Cause;
import dev.driftline.model.Cause.Kind;
import dev.driftline.model.CheckInfo;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Explanation;
import dev.driftline.model.Finding;
import dev.driftline.model.HostResult;
import dev.driftline.model.Message;
import dev.driftline.model.Outcome.Unreachable;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.Undecided;
import dev.driftline.text.Fingerprint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds the causes of a run. What one check says of several hosts in one [Shape] is one cause. Other checks never
/// merge.
///
/// For one use, on one thread.
public final class Causes {

  /// In bytes.
  private static final int ID = 8;

  /// Where the shape begins in the name of a group: behind the check and the code.
  private static final int SHAPE = 2;

  private final Map<List<String>, Group> groups = new LinkedHashMap<>();
  private final Map<String, HostResult> hosts = new HashMap<>();

  /// The place of each host in the inventory.
  private final Map<String, Integer> places = new HashMap<>();

  private Causes() {}

  /// The report with its causes. Each finding, each row that could not be judged, each unknown result and each host
  /// that was not reached has the id of one.
  public static RunReport of(RunReport report) {
    Causes causes = new Causes();
    List<HostResult> hosts = report.hosts().stream().map(causes::host).toList();
    List<CheckResult> results = report.results().stream().map(causes::result).toList();
    Map<String, String> names = causes.together();
    return new RunReport(
        report.run(),
        names.isEmpty() ? hosts : hosts.stream().map(host -> renamed(host, names)).toList(),
        names.isEmpty() ? results : results.stream().map(it -> renamed(it, names)).toList(),
        causes.sorted(),
        report.gate(),
        report.pairs(),
        report.waivers());
  }

  /// Puts groups together that read alike. For example, the own name of one host is the name of the server that all are
  /// connected to: its shape is another one, and nobody would see why it is told apart.
  ///
  /// @return new ids by the old ones
  private Map<String, String> together() {
    Map<List<String>, List<Group>> alike =
        groups.values().stream()
            .collect(Collectors.groupingBy(Group::said, LinkedHashMap::new, Collectors.toList()));
    Map<String, String> names = new HashMap<>();
    alike.values().stream()
        .filter(same -> same.size() > 1)
        .forEach(same -> {
          Group first = Collections.min(same, Comparator.comparing(group -> group.id));
          same.stream()
              .filter(other -> other != first)
              .forEach(other -> {
                names.put(other.id, first.id);
                first.take(other);
                groups.remove(other.name);
              });
          first.hosts.sort(Comparator.comparingInt(places::get));
        });
    return names;
  }

  private static HostResult renamed(HostResult host, Map<String, String> names) {
    return host.withCause(names.getOrDefault(host.cause(), host.cause()));
  }

  private static CheckResult renamed(CheckResult result, Map<String, String> names) {
    return result.withCauses(
        names.getOrDefault(result.cause(), result.cause()),
        result.findings().stream()
            .map(it -> it.withCause(names.getOrDefault(it.cause(), it.cause())))
            .toList(),
        result.undecided().rows().stream()
            .map(it -> it.withCause(names.getOrDefault(it.cause(), it.cause())))
            .toList());
  }

  private HostResult host(HostResult host) {
    HostResult named =
        host.outcome() instanceof Unreachable(var reason, String detail, _)
            ? host.withCause(
                id(
                    Kind.UNREACHABLE,
                    Optional.empty(),
                    Optional.empty(),
                    reason.word(),
                    Message.value(detail),
                    new Own(host.host(), host.address(), ""),
                    false))
            : host;
    places.put(host.host(), hosts.size());
    hosts.put(host.host(), named);
    return named;
  }

  private CheckResult result(CheckResult result) {
    if (!result.isOpen() && result.findings().isEmpty() && result.undecided().rows().isEmpty()) {
      return result;
    }
    Optional<CheckInfo> check = Optional.of(result.check());
    List<Finding> findings = new ArrayList<>();
    for (Finding finding : result.findings()) {
      Own own = own(result, finding.subject());
      Kind kind = finding.isOpen() ? Kind.DRIFT : Kind.WAIVED;
      findings.add(
          finding.withCause(
              id(kind, check, Optional.of(finding.severity()), "", finding.message(), own, true)));
    }
    Optional<Severity> severity = Optional.of(result.severity());
    List<Undecided.Entry> rows = new ArrayList<>();
    for (Undecided.Entry row : result.undecided().rows()) {
      Own own = own(result, row.subject());
      Message why = Message.value(row.reason());
      Kind kind = row.waiver().isEmpty() ? Kind.UNKNOWN : Kind.WAIVED;
      rows.add(row.withCause(id(kind, check, severity, "row", why, own, true)));
    }
    return result.withCauses(result.isOpen() ? ofOpen(result, rows) : "", findings, rows);
  }

  /// What could not be told of a result. If the host was not reached, that is the cause of its host. If only rows could
  /// not be judged, it is the cause of the first of them.
  private String ofOpen(CheckResult result, List<Undecided.Entry> rows) {
    HostResult host = hosts.get(result.host());
    if (host != null && !host.cause().isEmpty()) {
      return host.cause();
    }
    String code = result.explanation().map(Explanation::code).orElse(Explanation.UNREAD);
    if (code.equals(Explanation.UNREAD) && !rows.isEmpty()) {
      return rows.stream()
          .filter(row -> row.waiver().isEmpty())
          .findFirst()
          .orElse(rows.getFirst())
          .cause();
    }
    return id(
        Kind.UNKNOWN,
        Optional.of(result.check()),
        Optional.of(result.severity()),
        code,
        result.reason().map(Message::value).orElse(Message.words("rows could not be judged")),
        own(result, ""),
        false);
  }

  private Own own(CheckResult result, String subject) {
    HostResult host = hosts.get(result.host());
    return new Own(result.host(), host == null ? "" : host.address(), subject);
  }

  /// Adds one thing to its group.
  ///
  /// @param severity of this thing; the group has the worst
  /// @param code    tells reasons apart that read alike
  /// @param counted whether it is a finding, or a row that could not be judged
  private String id(
      Kind kind,
      Optional<CheckInfo> check,
      Optional<Severity> severity,
      String code,
      Message message,
      Own own,
      boolean counted) {
    Shape shape = Shape.of(message, own);
    List<String> name = new ArrayList<>();
    name.add(check.map(CheckInfo::id).orElse(""));
    name.add(code);
    shape.tokens().forEach(token -> name.add(token.shape()));
    Group group = groups.computeIfAbsent(name, _ -> new Group(name, kind, check, shape));
    group.add(own.host(), kind, severity, shape, counted);
    return group.id;
  }

  /// Drift comes first, by severity; then hosts that were not reached; then what could not be told. Within these, as in
  /// the report.
  private List<Cause> sorted() {
    return groups.values().stream()
        .map(Group::cause)
        .sorted(
            Comparator.comparingInt((Cause cause) -> rank(cause.kind()))
                .thenComparing(
                    cause -> cause.severity().orElse(Severity.INFO), Comparator.reverseOrder()))
        .toList();
  }

  private static int rank(Kind kind) {
    return switch (kind) {
      case DRIFT -> 0;
      case UNREACHABLE -> 1;
      case UNKNOWN -> 2;
      case WAIVED -> 3;
    };
  }

  /// What has one shape.
  private static final class Group {

    private final String id;
    private final List<String> name;
    private Kind kind;
    private final Optional<CheckInfo> check;
    private final Shape first;
    private final boolean[] differs;
    private final List<String> hosts = new ArrayList<>();
    private Optional<Severity> severity = Optional.empty();
    private int findings;

    Group(List<String> name, Kind kind, Optional<CheckInfo> check, Shape first) {
      this.id = Fingerprint.of(name).hexadecimal(ID);
      this.name = name;
      this.kind = kind;
      this.check = check;
      this.first = first;
      this.differs = new boolean[first.tokens().size()];
    }

    /// The things of one host come after each other.
    void add(String host, Kind of, Optional<Severity> how, Shape shape, boolean counted) {
      raise(of, how);
      if (hosts.isEmpty() || !hosts.getLast().equals(host)) {
        hosts.add(host);
      }
      findings += counted ? 1 : 0;
      for (int i = 0; i < differs.length; i++) {
        differs[i] |= !first.tokens().get(i).text().equals(shape.tokens().get(i).text());
      }
    }

    /// Keeps the worse of the two. A cause is open if anything of it is open.
    private void raise(Kind of, Optional<Severity> other) {
      // what is accepted makes nothing worse
      if (of == Kind.WAIVED && kind != Kind.WAIVED) {
        return;
      }
      if (kind == Kind.WAIVED && of != Kind.WAIVED) {
        kind = of;
        severity = Optional.empty();
      }
      severity = Stream.concat(severity.stream(), other.stream()).max(Severity::compareTo);
    }

    /// The same for groups that read alike and have their values in the same places: all of the name but the shape, and
    /// the parts of the message.
    List<String> said() {
      List<String> said = new ArrayList<>(name.subList(0, SHAPE));
      boolean value = differs.length > 0 && first.tokens().getFirst().value();
      said.add(Boolean.toString(value));
      StringBuilder part = new StringBuilder();
      for (int i = 0; i < differs.length; i++) {
        if (i > 0 && first.tokens().get(i).value() != first.tokens().get(i - 1).value()) {
          said.add(part.toString());
          part.setLength(0);
        }
        part.append(shown(i));
      }
      said.add(part.toString());
      return said;
    }

    void take(Group other) {
      Set<String> all = new LinkedHashSet<>(hosts);
      all.addAll(other.hosts);
      hosts.clear();
      hosts.addAll(all);
      findings += other.findings;
      raise(other.kind, other.severity);
    }

    Cause cause() {
      return new Cause(id, kind, check, severity, message(), hosts, findings);
    }

    private String message() {
      StringBuilder message = new StringBuilder();
      for (int i = 0; i < differs.length; i++) {
        message.append(shown(i));
      }
      return message.toString();
    }

    private String shown(int place) {
      Shape.Token token = first.tokens().get(place);
      return differs[place] ? token.shape() : token.text();
    }
  }
}
