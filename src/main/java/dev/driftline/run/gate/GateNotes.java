package dev.driftline.run.gate;

import dev.driftline.gate.PairTables;
import dev.driftline.gate.assume.AffectedProducts;
import dev.driftline.gate.assume.AssumedHost;
import dev.driftline.gate.assume.Change;
import dev.driftline.gate.plan.Assumption;
import dev.driftline.model.gate.GateNote;
import dev.driftline.pair.PairEvidence;
import dev.driftline.pair.PairPeers;
import dev.driftline.policy.Check.Subject.Pair;
import dev.driftline.product.Product;
import dev.driftline.source.SourceLocation;
import dev.driftline.text.Escape;
import dev.driftline.version.VersionOrder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What a gate says of its plan and of servers as a whole: what was assumed nowhere, servers that the plan does not
/// reach, and servers without a client.
final class GateNotes {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private static final Pattern VERSION = Pattern.compile("[0-9]");

  private final GateScope scope;
  private final Map<String, GateHost> hosts;
  private final String clock;
  private final List<GateNote> notes = new ArrayList<>();

  GateNotes(GateScope scope, Map<String, GateHost> hosts, Instant started) {
    this.scope = scope;
    this.hosts = hosts;
    this.clock = CLOCK.format(started);
  }

  List<GateNote> notes() {
    return notes;
  }

  private void note(Optional<SourceLocation> at, String message, String hint, boolean open) {
    notes.add(
        new GateNote(
            at.map(SourceLocation::toString),
            message,
            Optional.of(hint).filter(text -> !text.isEmpty()),
            open));
  }

  /// What became of each assumption.
  void ofPlan() {
    scope.planned().plan().assumptions().forEach(this::assumption);
    List<String> others =
        scope.planned().hosts().stream().filter(host -> !hosts.containsKey(host)).toList();
    if (!others.isEmpty()) {
      note(
          Optional.empty(),
          "not asked, though the plan is about %s: %s"
              .formatted(others.size() == 1 ? "it" : "them", String.join(", ", others)),
          "select the host, or leave HOSTS out",
          false);
    }
  }

  private void assumption(Assumption assumption) {
    List<GateHost> about =
        hosts.values().stream()
            .filter(host -> scope.planned().of(host.name()).contains(assumption))
            .toList();
    List<GateHost> unread =
        about.stream().filter(host -> host.assumed().unread().isPresent()).toList();
    List<GateHost> missing =
        about.stream().filter(host -> missing(host, assumption).isPresent()).toList();
    List<GateHost> done =
        about.stream().filter(host -> host.assumed().done().contains(assumption)).toList();
    boolean nowhere = about.size() == missing.size() + done.size() + unread.size();
    unread.forEach(host ->
        note(
            Optional.of(assumption.at()),
            host.assumed().unread().orElseThrow(),
            "nothing was assumed of it",
            true));
    if (!missing.isEmpty()) {
      missing(assumption, missing, nowhere && done.isEmpty());
    }
    if (!done.isEmpty()) {
      note(
          Optional.of(assumption.at()),
          "%s is %s on %s already%s"
              .formatted(
                  assumption.name(),
                  assumption.to(),
                  names(done),
                  nowhere ? ": nothing was assumed" : ""),
          "",
          nowhere);
    }
  }

  private void missing(Assumption assumption, List<GateHost> missing, boolean nowhere) {
    String is = assumption.kind() == Assumption.Kind.PACKAGE ? "is installed" : "runs";
    String isNot =
        assumption.kind() == Assumption.Kind.PACKAGE ? "is not installed" : "does not run";
    Optional<String> hint =
        missing.stream()
            .flatMap(host -> missing(host, assumption).stream())
            .flatMap(each -> each.hint().stream())
            .findFirst();
    note(
        Optional.of(assumption.at()),
        nowhere
            ? "%s %s on none of %s: nothing was assumed"
                .formatted(assumption.name(), is, names(missing))
            : "%s %s on %s: nothing was assumed there"
                .formatted(assumption.name(), isNot, names(missing)),
        hint.orElse(""),
        nowhere);
  }

  private static Optional<AssumedHost.Missing> missing(GateHost host, Assumption assumption) {
    return host.assumed().notInstalled().stream()
        .filter(each -> each.assumption().equals(assumption))
        .findFirst();
  }

  private static String names(List<GateHost> hosts) {
    return String.join(", ", hosts.stream().map(GateHost::name).toList());
  }

  /// What is to be said of the servers of a product, and of its clients as a whole.
  void ofProduct(Product product, GatePairs pairs, PairTables tables) {
    if (!tables.isKnown(product.name())) {
      note(
          Optional.empty(),
          "there is no compatibility table for %s: its clients are only listed"
              .formatted(product.name()),
          "add a file with `table: %s`".formatted(product.name()),
          true);
    }
    Pair pair = scope.pair(product);
    for (String planned : scope.planned().hosts()) {
      GateHost host = hosts.get(planned);
      if (host != null && host.assumed().isChanged() && isAffected(host, product)) {
        ofHost(host, product, host.evidence(pair), pairs);
      }
    }
  }

  private boolean isAffected(GateHost host, Product product) {
    return AffectedProducts.of(scope.planned().of(host.name()), scope.products()).contains(product);
  }

  private void ofHost(GateHost host, Product product, PairEvidence evidence, GatePairs pairs) {
    host.assumed().assumed().stream()
        .filter(change -> isServer(host, change, product) && goesBack(change))
        .forEach(change ->
            note(
                Optional.of(change.at()),
                "%s %s is older than %s, which is on %s: the table says nothing about going back"
                    .formatted(change.name(), change.to(), change.from(), host.name()),
                "look whether the older server can read the data of the newer one",
                true));
    evidence
        .unseen()
        .or(() -> evidence.gap(List.of()))
        .ifPresent(why ->
            note(
                Optional.empty(),
                "connections of %s may be missing: %s".formatted(host.name(), why),
                "",
                true));
    if (!pairs.isServerPlanned(host.name())) {
      if (!pairs.isConnected(host.name())) {
        note(
            Optional.empty(),
            "no client of %s on %s was connected at %s: nothing can be said about it"
                .formatted(product.name(), host.name(), clock),
            "",
            true);
      }
      return;
    }
    boolean reached = server(host, product, evidence);
    if (reached && !pairs.isConnected(host.name()) && evidence.unseen().isEmpty()) {
      note(
          Optional.empty(),
          "no client was connected to %s at %s: nothing can be said about clients"
              .formatted(host.name(), clock),
          "run the gate while its clients work",
          true);
    }
  }

  private boolean isServer(GateHost host, Change change, Product product) {
    return scope.planned().of(host.name()).stream()
        .filter(assumption -> assumption.name().equals(change.name()))
        .anyMatch(assumption -> AffectedProducts.isServer(assumption, product, scope.products()));
  }

  /// Whether the version then is below the one now, whatever the revisions are.
  private static boolean goesBack(Change change) {
    String from = withoutRevision(change.from());
    String to = withoutRevision(change.to());
    return VERSION.matcher(from).lookingAt()
        && VERSION.matcher(to).lookingAt()
        && VersionOrder.DPKG.compare(to, from) < 0;
  }

  private static String withoutRevision(String version) {
    int at = version.lastIndexOf('-');
    return at < 0 ? version : version.substring(0, at);
  }

  /// Whether a server on the host is from a planned package, or is a planned program.
  private boolean server(GateHost host, Product product, PairEvidence evidence) {
    List<PairPeers.Serving> serving = PairPeers.serving(evidence);
    Predicate<PairPeers.Serving> isPlanned =
        each ->
            host.assumed().programs().containsKey(each.program())
                || each.ofPackage().filter(host.assumed().versions()::containsKey).isPresent();
    if (serving.stream().anyMatch(isPlanned)) {
      return true;
    }
    String planned =
        scope.planned().of(host.name()).stream()
            .filter(each -> AffectedProducts.isServer(each, product, scope.products()))
            .map(Assumption::name)
            .findFirst()
            .orElse(product.name());
    if (serving.isEmpty()) {
      note(
          Optional.empty(),
          "no server of %s runs on %s".formatted(product.name(), host.name()),
          "",
          true);
    } else {
      String program = serving.getFirst().program();
      note(
          Optional.empty(),
          "%s on %s is not from %s: use `program: %s`"
              .formatted(program, host.name(), Escape.sentence(planned), program),
          "",
          true);
    }
    return false;
  }

  /// Nothing can judge what the plan changes.
  void nothingIsAbout() {
    note(
        Optional.empty(),
        "no check and no compatibility table is about what the plan changes: nothing was decided",
        "write a check about it, or read more policies with `-p`",
        true);
  }

  /// Sentences about hosts.
  ///
  /// @param open whether something could not be told because of it
  void sentences(Set<String> sentences, boolean open) {
    sentences.stream().sorted().forEach(each -> note(Optional.empty(), each, "", open));
  }
}
