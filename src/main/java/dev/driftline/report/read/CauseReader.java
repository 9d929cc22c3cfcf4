package dev.driftline.report.read;

import dev.driftline.model.Cause;
import dev.driftline.model.CheckInfo;
import dev.driftline.model.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the items of `causes`, and holds them against the parts of the report that name them. Otherwise a report that
/// groups by cause could leave out a host.
final class CauseReader {

  /// What the parts of a report say of one cause.
  private static final class Named {

    private final Place first;
    private final Set<String> hosts = new HashSet<>();
    private int findings;

    Named(Place first) {
      this.first = first;
    }
  }

  private final Map<String, Named> byId = new HashMap<>();
  private Optional<Place> without = Optional.empty();

  /// The id of the cause that a part of the report names; empty if it names none.
  ///
  /// @param part    a host, a result, a finding or a row that could not be judged
  /// @param host    the host that it is about
  /// @param needed  whether it has a cause in each report that has causes
  /// @param counted 1 if the cause counts it among its findings, otherwise 0
  String named(Fields part, String host, boolean needed, int counted) throws UnreadableReport {
    String id = part.laterText("cause");
    if (!id.isEmpty()) {
      Named named = byId.computeIfAbsent(id, _ -> new Named(part.at()));
      named.hosts.add(host);
      named.findings += counted;
    } else if (needed && without.isEmpty()) {
      without = Optional.of(part.at());
    }
    return id;
  }

  /// The causes of a report that was read up to here.
  ///
  /// @param items of `causes`
  List<Cause> causes(List<Fields> items, CheckReader checks) throws UnreadableReport {
    if (without.isPresent()) {
      throw UnreadableReport.changed(without.get(), "\"cause\" is missing");
    }
    List<Cause> causes = new ArrayList<>();
    for (Fields fields : items) {
      causes.add(cause(fields, checks));
    }
    requireNoOther();
    return causes;
  }

  /// A report of a driftline that did not look for causes.
  List<Cause> none() throws UnreadableReport {
    requireNoOther();
    return List.of();
  }

  private Cause cause(Fields fields, CheckReader checks) throws UnreadableReport {
    Cause cause =
        new Cause(
            fields.text("id"),
            fields.word("verdict", Cause.Kind.values(), Cause.Kind::word),
            check(fields, checks),
            severity(fields),
            fields.text("message"),
            fields.texts("hosts"),
            fields.count("findings"));
    Named named = byId.remove(cause.id());
    if (named == null
        || named.findings != cause.findings()
        || !named.hosts.equals(Set.copyOf(cause.hosts()))) {
      throw UnreadableReport.changed(
          fields.at(),
          "cause \"%s\" has other hosts or findings than those that name it".formatted(cause.id()));
    }
    return cause;
  }

  private static Optional<Severity> severity(Fields fields) throws UnreadableReport {
    return fields.optionalText("severity").isEmpty()
        ? Optional.empty()
        : Optional.of(fields.word("severity", Severity.values(), Severity::word));
  }

  /// Empty for hosts that were not reached.
  private static Optional<CheckInfo> check(Fields fields, CheckReader checks)
      throws UnreadableReport {
    boolean none =
        fields.optionalText("policy").isEmpty() && fields.optionalText("check").isEmpty();
    return none ? Optional.empty() : Optional.of(checks.named(fields));
  }

  private void requireNoOther() throws UnreadableReport {
    for (Map.Entry<String, Named> other : byId.entrySet()) {
      throw UnreadableReport.changed(
          other.getValue().first, "cause \"%s\" is not among \"causes\"".formatted(other.getKey()));
    }
  }
}
