package dev.driftline.ssh;

import com.jcraft.jsch.Session;
import dev.driftline.collect.Deadline;
import dev.driftline.collect.HostClock;
import dev.driftline.model.host.Hop;
import dev.driftline.ssh.line.Deadlines;
import dev.driftline.ssh.line.Line;
import dev.driftline.ssh.line.Route;
import dev.driftline.ssh.line.SshException;
import dev.driftline.ssh.login.Destination;
import dev.driftline.ssh.login.SessionOpener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// The bastions of a run: one session each, shared by all hosts behind it and opened when the first one needs
/// it, again if it was lost. A bastion that fails is left alone for half a minute, so that a thousand hosts behind it
/// are not a thousand logins.
final class Bastions implements AutoCloseable {

  private static final Duration LEFT_ALONE = Duration.ofSeconds(30);

  /// A chain of hops from here, and which files say who they are.
  private record Key(List<Hop> hops, List<Path> knownHosts) {}

  private final SessionOpener opener;
  private final Deadlines deadlines;
  private final SshSettings settings;
  private final Map<Key, Bastion> bastions = new HashMap<>();

  Bastions(SessionOpener opener, Deadlines deadlines, SshSettings settings) {
    this.opener = opener;
    this.deadlines = deadlines;
    this.settings = settings;
  }

  /// A place on a bastion's session. Close it when the host is done.
  record Place(Session session, Semaphore places) implements AutoCloseable {
    @Override
    public void close() {
      places.release();
    }
  }

  /// Waits for a place at the last of the hops. An interrupt ends the wait.
  ///
  /// @param clock stands still meanwhile
  Place place(List<Hop> hops, List<Path> knownHosts, HostClock clock)
      throws SshException, InterruptedException {
    try (var _ = clock.pause()) {
      return place(hops, knownHosts);
    }
  }

  private Place place(List<Hop> hops, List<Path> knownHosts)
      throws SshException, InterruptedException {
    Bastion bastion = bastion(new Key(hops, knownHosts));
    bastion.places.acquire();
    boolean taken = false;
    try {
      Place place = new Place(bastion.session(), bastion.places);
      taken = true;
      return place;
    } finally {
      if (!taken) {
        bastion.places.release();
      }
    }
  }

  private synchronized Bastion bastion(Key key) {
    return bastions.computeIfAbsent(key, Bastion::new);
  }

  @Override
  public synchronized void close() {
    bastions.values().forEach(Bastion::close);
    bastions.clear();
  }

  private final class Bastion {

    private final Key key;
    private final Semaphore places = new Semaphore(settings.perBastion(), true);
    private Optional<CompletableFuture<Session>> opening = Optional.empty();
    private Optional<Deadline> leftAloneUntil = Optional.empty();
    private Optional<Place> outer = Optional.empty();

    Bastion(Key key) {
      this.key = key;
    }

    Session session() throws SshException, InterruptedException {
      try {
        return current().get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof SshException known) {
          throw known;
        }
        throw new IllegalStateException("a bastion failed in an unknown way", e);
      }
    }

    /// The session that is open or being opened. It is opened by a thread of its own, because it outlives
    /// the host that asked for it first.
    private synchronized Future<Session> current() {
      if (opening.isEmpty() || worthless(opening.get())) {
        CompletableFuture<Session> next = new CompletableFuture<>();
        opening = Optional.of(next);
        leftAloneUntil = Optional.empty();
        Thread.ofVirtual().name("ssh bastion").start(() -> open(next));
      }
      return opening.get();
    }

    private boolean worthless(CompletableFuture<Session> opened) {
      return switch (opened.state()) {
        case RUNNING -> false;
        case SUCCESS -> !opened.resultNow().isConnected();
        case FAILED, CANCELLED -> leftAloneUntil.map(Deadline::passed).orElse(true);
      };
    }

    private void open(CompletableFuture<Session> next) {
      Hop hop = key.hops().getLast();
      Destination to = new Destination(hop.address(), hop.port(), hop.login(), key.knownHosts());
      HostClock clock = new HostClock(settings.connectTimeout());
      Line line = new Line("bastion", to.shown(), clock);
      try {
        Route route = route(hop, clock);
        Deadlines.Alarm deadline =
            deadlines.at(clock.end(), () -> line.cut(Line.Cut.CONNECT_DEADLINE));
        try {
          next.complete(opener.open(to, route, line));
        } finally {
          deadline.cancel();
        }
      } catch (SshException | RuntimeException e) {
        line.close();
        fail(next, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        fail(next, e);
      }
    }

    private Route route(Hop hop, HostClock clock) throws SshException, InterruptedException {
      List<Hop> before = key.hops().subList(0, key.hops().size() - 1);
      outer.ifPresent(Place::close);
      outer = Optional.empty();
      if (before.isEmpty()) {
        return Route.direct(hop.address());
      }
      Place place = place(List.copyOf(before), key.knownHosts(), clock);
      outer = Optional.of(place);
      return Route.through(place.session());
    }

    private synchronized void fail(CompletableFuture<Session> next, Exception why) {
      leftAloneUntil = Optional.of(Deadline.in(LEFT_ALONE));
      next.completeExceptionally(why);
    }

    synchronized void close() {
      opening
          .filter(opened -> opened.state() == Future.State.SUCCESS)
          .ifPresent(opened -> opened.resultNow().disconnect());
    }
  }
}
