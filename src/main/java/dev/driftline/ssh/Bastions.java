package dev.driftline.ssh;

import dev.driftline.collect.HostClock;
import dev.driftline.model.host.Hop;
import dev.driftline.ssh.line.BastionSession;
import dev.driftline.ssh.line.Deadlines;
import dev.driftline.ssh.line.Route;
import dev.driftline.ssh.line.SshException;
import dev.driftline.ssh.line.SshLine;
import dev.driftline.ssh.login.Destination;
import dev.driftline.ssh.login.SessionOpener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The bastions of a run. All hosts behind a bastion share it. A bastion is logged in to directly, or through the
/// bastion before it in a chain.
final class Bastions implements AutoCloseable {

  /// What makes a bastion another one: the chain of hops to it, and the known_hosts files that count there.
  private record Key(List<Hop> hops, List<Path> knownHosts) {}

  /// How long a bastion that takes no login for now is tried again.
  private static final Duration TURNED_AWAY = Duration.ofSeconds(30);

  private final SessionOpener opener;
  private final Deadlines deadlines;
  private final SshSettings settings;
  private final Map<Key, Bastion> bastions = new HashMap<>();

  Bastions(SessionOpener opener, Deadlines deadlines, SshSettings settings) {
    this.opener = opener;
    this.deadlines = deadlines;
    this.settings = settings;
  }

  /// Waits for a place at the last of the hops, and returns the route through it. The place is given back when the line
  /// is closed. The line's clock stands still during the wait. An interrupt ends it.
  Route route(List<Hop> hops, List<Path> knownHosts, SshLine line)
      throws SshException, InterruptedException {
    Bastion bastion = bastion(new Key(hops, knownHosts));
    try (var _ = line.clock().pause()) {
      Bastion.TunnelPlace place = bastion.place();
      line.attach(place);
      return Route.through(place.carrier());
    }
  }

  private synchronized Bastion bastion(Key key) {
    return bastions.computeIfAbsent(
        key, chain -> new Bastion(() -> enter(chain), deadlines, settings.placesPerSession()));
  }

  private BastionSession enter(Key chain) throws SshException, InterruptedException {
    List<Hop> before = List.copyOf(chain.hops().subList(0, chain.hops().size() - 1));
    Hop hop = chain.hops().getLast();
    Destination to =
        new Destination(
            before, hop.address(), hop.port(), hop.login(), chain.knownHosts(), hop.algorithms());
    SshLine line =
        new SshLine(
            "bastion", to.shown(), new HostClock(settings.connectTimeout().plus(TURNED_AWAY)));
    boolean entered = false;
    try {
      Route route =
          before.isEmpty()
              ? Route.direct(hop.address(), settings.connectTimeout())
              : route(before, chain.knownHosts(), line);
      BastionSession carrier =
          new BastionSession(opener.open(to, route, line, () -> connecting(line)), line);
      entered = true;
      return carrier;
    } finally {
      if (!entered) {
        line.close();
      }
    }
  }

  private Deadlines.Alarm connecting(SshLine line) {
    return deadlines.at(
        line.clock().in(settings.connectTimeout()), () -> line.cut(SshLine.Cut.CONNECT_DEADLINE));
  }

  @Override
  public synchronized void close() {
    bastions.values().forEach(Bastion::close);
    bastions.clear();
  }
}
