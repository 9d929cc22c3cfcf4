package dev.driftline.run.gate;

import dev.driftline.gate.PairTables;
import dev.driftline.gate.assume.AffectedProducts;
import dev.driftline.gate.plan.Told;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.LimitReached;
import dev.driftline.model.gate.Compatible;
import dev.driftline.model.gate.GatePair;
import dev.driftline.model.gate.NotAsked;
import dev.driftline.model.gate.PairDelta;
import dev.driftline.model.gate.PairRule;
import dev.driftline.model.gate.PairState;
import dev.driftline.model.table.Row;
import dev.driftline.pair.AddressBook;
import dev.driftline.pair.PairEnds;
import dev.driftline.pair.PairEnds.Installed;
import dev.driftline.pair.PairEvidence;
import dev.driftline.pair.PairPeers;
import dev.driftline.pair.PairPeers.Behind;
import dev.driftline.pair.PairRows;
import dev.driftline.pair.PairThen;
import dev.driftline.policy.Check.Subject.Pair;
import dev.driftline.product.Product;
import dev.driftline.text.Escape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The pairs of one product of which the plan changes one end, and the clients about which nothing could be told.
///
/// For one use, when all hosts have answered.
final class GatePairs {

  private final GateScope scope;
  private final Product product;
  private final Pair pair;
  private final Map<String, GateHost> hosts;
  private final AddressBook book;
  private final PairTables tables;
  private final GateWaivers waivers;
  private final Map<String, PairEvidence> evidence = new HashMap<>();
  private final Map<String, List<Row>> rows = new LinkedHashMap<>();
  private final List<GatePair> found = new ArrayList<>();
  private final List<NotAsked> notAsked = new ArrayList<>();
  private final Set<Told> used = new HashSet<>();
  private final Set<String> connected = new HashSet<>();
  private final Set<String> differs = new HashSet<>();
  private final Set<String> unread = new HashSet<>();

  private GatePairs(
      GateScope scope,
      Product product,
      Map<String, GateHost> hosts,
      AddressBook book,
      PairTables tables,
      GateWaivers waivers) {
    this.scope = scope;
    this.product = product;
    this.pair = scope.pair(product);
    this.hosts = hosts;
    this.book = book;
    this.tables = tables;
    this.waivers = waivers;
    hosts.values().forEach(host -> evidence.put(host.name(), host.evidence(pair)));
  }

  static GatePairs of(
      GateScope scope,
      Product product,
      Map<String, GateHost> hosts,
      AddressBook book,
      PairTables tables,
      GateWaivers waivers) {
    GatePairs pairs = new GatePairs(scope, product, hosts, book, tables, waivers);
    hosts.values().forEach(pairs::read);
    pairs.rows.values().forEach(pairs::judge);
    hosts.values().forEach(pairs::lookForOthers);
    return pairs;
  }

  private void read(GateHost host) {
    PairRows all = new PairRows(evidence, host.evidence(pair), book);
    try {
      rows.put(host.name(), all.rows(Budget.whole()));
    } catch (LimitReached e) {
      tooMuch(host, e);
    }
  }

  /// A host that shows more than it may: nothing can be told of its connections.
  private void tooMuch(GateHost host, LimitReached why) {
    rows.put(host.name(), List.of());
    unread.add("the connections of %s could not be judged: %s".formatted(host.name(), why.why()));
  }

  /// The rows of one client's host: each process with one library and one server once.
  private void judge(List<Row> ofHost) {
    Map<List<String>, List<Row>> groups = new LinkedHashMap<>();
    ofHost.forEach(
        row -> groups.computeIfAbsent(PairEnds.group(row), _ -> new ArrayList<>(1)).add(row));
    groups.values().forEach(group -> judge(group.getFirst(), group.size()));
  }

  private Optional<Fate> fate(Installed end) {
    return end.host()
        .flatMap(name -> Optional.ofNullable(hosts.get(name)))
        .flatMap(host -> Fate.of(end, host.assumed()));
  }

  /// Whether the plan is about servers of this product on the row's server host, whose server could not be seen.
  private boolean isHidden(Row row) {
    return PairEnds.installedServer(row).host().filter(this::isServerPlanned).isPresent()
        && PairEnds.serverUnread(row).isPresent()
        && PairEnds.installedServer(row).ofPackage().isEmpty();
  }

  /// Whether the plan is about servers of this product there.
  boolean isServerPlanned(String host) {
    return scope.planned().of(host).stream()
        .anyMatch(each -> AffectedProducts.isServer(each, product, scope.products()));
  }

  private void judge(Row row, int connections) {
    Optional<Fate> server = fate(PairEnds.installedServer(row));
    Optional<Fate> client = fate(PairEnds.installedClient(row));
    if (server.isEmpty() && client.isEmpty() && !isHidden(row)) {
      return;
    }
    PairEnds.installedServer(row).host().ifPresent(connected::add);
    PairEnds.installedClient(row).host().ifPresent(connected::add);
    List<Behind> behind = behind(row);
    Row then = then(row, server, client);
    if (behind.isEmpty()) {
      PairTables.States states = states(row, then, server, client);
      GatePair one = pair(row, then, connections, Optional.empty(), states, Optional.empty());
      found.add(waivers.of(one, then));
    } else {
      String proxy =
          "%s on %s"
              .formatted(
                  PairEnds.client(row).process().map(Escape::sentence).orElse("a proxy"),
                  PairEnds.client(row).host());
      behind.forEach(each -> behind(each, proxy, row, then, server));
    }
  }

  private Row then(Row row, Optional<Fate> server, Optional<Fate> client) {
    Row withServer =
        server
            .flatMap(Fate::version)
            .map(version -> PairThen.withServer(scope.products(), row, version))
            .orElse(row);
    return client
        .flatMap(Fate::version)
        .map(version -> PairThen.withClient(scope.products(), withServer, version))
        .orElse(withServer);
  }

  private PairTables.States states(
      Row row, Row then, Optional<Fate> server, Optional<Fate> client) {
    Map<String, Told> told =
        scope
            .planned()
            .told(product.name(), PairEnds.server(row, row).host(), PairEnds.client(row).host());
    Map<String, String> answers = new HashMap<>();
    told.forEach((condition, by) -> answers.put(condition, by.is().getOrDefault(condition, "")));
    boolean fresh = server.filter(Fate::fresh).isPresent();
    PairTables.States states =
        tables.judge(new PairTables.Question(product.name(), row, then, fresh, answers));
    states.used().stream()
        .flatMap(each -> Optional.ofNullable(told.get(each)).stream())
        .forEach(used::add);
    differs.addAll(states.differs());
    return server
        .flatMap(fate -> fate.removed(true))
        .or(() -> client.flatMap(fate -> fate.removed(false)))
        .map(rule -> gone(states, rule))
        .orElse(states);
  }

  /// The states of a pair of which one end will be removed.
  private static PairTables.States gone(PairTables.States states, PairRule removed) {
    PairState then =
        new PairState(Optional.of(Compatible.BROKEN), Optional.empty(), List.of(removed));
    PairDelta delta =
        new PairDelta(List.of(removed), List.of(), List.of(), List.of(), Optional.empty());
    return new PairTables.States(states.now(), then, delta, states.used(), states.differs());
  }

  private static GatePair asPair(
      Row row,
      Row then,
      int connections,
      Optional<String> via,
      String product,
      PairTables.States states,
      Optional<PairState> straight) {
    return new GatePair(
        PairEnds.key(row),
        product,
        connections,
        via,
        PairEnds.client(row),
        PairEnds.clientVersion(then)
            .filter(version -> !Optional.of(version).equals(PairEnds.clientVersion(row))),
        PairEnds.server(row, then),
        states.now(),
        states.then(),
        states.delta(),
        straight);
  }

  private GatePair pair(
      Row row,
      Row then,
      int connections,
      Optional<String> via,
      PairTables.States states,
      Optional<PairState> straight) {
    return asPair(row, then, connections, via, product.name(), states, straight);
  }

  /// The clients of a process without a known client library, if it is a proxy.
  private List<Behind> behind(Row row) {
    GateHost host = PairEnds.installedClient(row).host().map(hosts::get).orElse(null);
    Optional<String> pid = PairEnds.client(row).pid();
    if (host == null || pid.isEmpty() || !PairEnds.hasOwnDriver(row)) {
      return List.of();
    }
    List<Row> accepted = host.proxied().getOrDefault(pair, List.of());
    return PairPeers.behind(host.name(), accepted, pid.get(), book);
  }

  /// A client behind a proxy: nobody sees which of the proxy's connections is whose. If the client was asked, it is
  /// judged as if it were connected to the server itself.
  private void behind(Behind client, String proxy, Row row, Row then, Optional<Fate> server) {
    String why = "it is behind %s, and the proxy speaks to the server".formatted(proxy);
    PairTables.States unknown = PairTables.States.unknown(why);
    List<Row> own =
        client.host().map(name -> rows.getOrDefault(name, List.of())).orElse(List.of()).stream()
            .filter(each -> PairPeers.leadsTo(each, PairEnds.client(row).host()))
            .collect(
                Collectors.collectingAndThen(
                    Collectors.toMap(
                        PairEnds::group, each -> each, (a, _) -> a, LinkedHashMap::new),
                    map -> List.copyOf(map.values())));
    if (own.isEmpty()) {
      GatePair through =
          pair(row, then, client.connections(), Optional.of(proxy), unknown, Optional.empty());
      GatePair hidden = through.ofClient(client.name(), PairEnds.key(row, client.name()));
      found.add(waivers.of(hidden, then));
    }
    for (Row each : own) {
      Row straight = PairThen.straight(each, row);
      PairTables.States states =
          states(straight, then(straight, server, Optional.empty()), server, Optional.empty());
      GatePair through =
          pair(
              straight,
              then(straight, server, Optional.empty()),
              client.connections(),
              Optional.of(proxy),
              unknown,
              Optional.of(states.then()));
      // what a check cannot tell is the proxy's connection, and so a waiver names that
      found.add(waivers.of(through, then));
    }
  }

  /// Clients of the servers of this host about which nothing could be told on their own hosts.
  private void lookForOthers(GateHost host) {
    if (!isServerPlanned(host.name())) {
      return;
    }
    PairRows all = new PairRows(evidence, host.evidence(pair), book);
    List<PairRows.UnaskedClient> clients = List.of();
    try {
      clients = all.unaskedClients(Budget.whole());
    } catch (LimitReached e) {
      tooMuch(host, e);
    }
    for (PairRows.UnaskedClient client : clients) {
      if (fate(PairEnds.installedServer(client.row())).isPresent() || isHidden(client.row())) {
        connected.add(host.name());
        notAsked.add(
            new NotAsked(
                host.name(),
                PairEnds.client(client.row()).address().orElse(client.name()),
                client.host(),
                client.connections(),
                client.why()));
      }
    }
  }

  List<GatePair> found() {
    return found;
  }

  List<NotAsked> notAsked() {
    return notAsked;
  }

  Set<Told> used() {
    return used;
  }

  Set<String> differs() {
    return differs;
  }

  /// Why connections could not be judged, one sentence a host.
  Set<String> unread() {
    return unread;
  }

  /// Whether a pair or a client of the host was seen that the plan touches.
  boolean isConnected(String host) {
    return connected.contains(host);
  }
}
