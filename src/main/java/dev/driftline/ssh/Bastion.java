package dev.driftline.ssh;

import dev.driftline.collect.Deadline;
import dev.driftline.ssh.line.BastionSession;
import dev.driftline.ssh.line.Deadlines;
import dev.driftline.ssh.line.SshException;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// One bastion: its sessions, the places on them, and a queue of hosts that wait for a place. The first host in the
/// queue gets the first place.
///
/// A session is opened when the first host needs one, and again if it was lost. If the first host of the queue has
/// waited for a while, one more session is opened, up to [#MOST_SESSIONS]. If the bastion refuses the login and there
/// is no session, it is not asked again for half a minute: otherwise a thousand hosts behind it would be a thousand
/// logins. If it refuses only a further session, the others are used.
///
/// Safe for many threads. Nothing blocks while it holds the lock.
final class Bastion implements AutoCloseable {

  /// How many sessions a bastion has at most, at the same time.
  static final int MOST_SESSIONS = 4;

  private static final Duration LEFT_ALONE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMillis(250);

  /// Logs in to the bastion. Called on a thread of its own, since the session outlives the host for which it was
  /// opened.
  @FunctionalInterface
  interface SessionSupplier {
    BastionSession open() throws SshException, InterruptedException;
  }

  private record Waiting(CompletableFuture<TunnelPlace> place, Deadline patience) {}

  /// Why the bastion opened no session, and until when it is not asked again.
  ///
  /// @param forAll whether there was no other session, so that all waiting hosts fail
  private record Refusal(Throwable why, Deadline until, boolean forAll) {}

  private final SessionSupplier supplier;
  private final Deadlines deadlines;
  private final int placesEach;
  private final List<SharedSession> sessions = new ArrayList<>();
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private Optional<Refusal> refusal = Optional.empty();
  private boolean opening;
  private boolean looking;
  private boolean closed;

  /// @param placesEach how many places each session has
  Bastion(SessionSupplier supplier, Deadlines deadlines, int placesEach) {
    this.supplier = supplier;
    this.deadlines = deadlines;
    this.placesEach = placesEach;
  }

  /// Waits for a place. An interrupt ends the wait.
  TunnelPlace place() throws SshException, InterruptedException {
    CompletableFuture<TunnelPlace> place = queueUp();
    try {
      return place.get();
    } catch (InterruptedException e) {
      leave(place);
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SshException known) {
        throw known;
      }
      throw new IllegalStateException("a bastion failed in an unknown way", e);
    }
  }

  private synchronized CompletableFuture<TunnelPlace> queueUp() {
    Waiting host = new Waiting(new CompletableFuture<>(), Deadline.in(PATIENCE));
    queue.add(host);
    serve();
    return host.place();
  }

  /// Leaves the queue. If a place was given at the same moment, gives it back.
  @SuppressWarnings("ReferenceEquality") // the same future, not an equal one
  private synchronized void leave(CompletableFuture<TunnelPlace> place) {
    queue.removeIf(host -> host.place() == place);
    if (place.state() == Future.State.SUCCESS) {
      place.resultNow().close();
    }
  }

  /// Gives the free places to the hosts at the head of the queue. If hosts still wait, opens a session or plans to look
  /// again.
  private void serve() {
    sessions.removeIf(SharedSession::lost);
    Optional<SharedSession> free = freest();
    while (!queue.isEmpty() && free.isPresent()) {
      queue.remove().place().complete(take(free.get()));
      free = freest();
    }
    if (queue.isEmpty() || opening || closed) {
      return;
    }
    if (!sessions.isEmpty()) {
      lookLater();
    } else if (refusal.isPresent() && refusal.get().forAll() && !refusal.get().until().passed()) {
      turnAway(refusal.get().why());
    } else {
      open();
    }
  }

  private Optional<SharedSession> freest() {
    return sessions.stream()
        .filter(session -> session.taken < placesEach)
        .min(Comparator.comparingInt(session -> session.taken));
  }

  private void turnAway(Throwable why) {
    queue.forEach(host -> host.place().completeExceptionally(why));
    queue.clear();
  }

  /// Looks again when the first host of the queue has waited long enough and the bastion may be asked again.
  private void lookLater() {
    if (!looking && sessions.size() < MOST_SESSIONS) {
      looking = true;
      Future<?> _ = deadlines.at(nextLook(), this::look);
    }
  }

  private Deadline nextLook() {
    Deadline patience = queue.element().patience();
    return refusal.map(Refusal::until).map(patience::and).orElse(patience);
  }

  private synchronized void look() {
    looking = false;
    boolean more = !sessions.isEmpty() && sessions.size() < MOST_SESSIONS;
    if (more && !queue.isEmpty() && nextLook().passed() && !opening && !closed) {
      open();
    } else {
      serve();
    }
  }

  private void open() {
    opening = true;
    Thread.ofVirtual().name("ssh bastion").start(this::enter);
  }

  private void enter() {
    try {
      entered(supplier.open());
    } catch (Throwable e) {
      // Whatever it is, the waiting hosts have to hear of it.
      refused(e);
    }
  }

  private synchronized void entered(BastionSession carrier) {
    opening = false;
    if (closed) {
      carrier.close();
      return;
    }
    refusal = Optional.empty();
    sessions.add(new SharedSession(carrier));
    serve();
  }

  private synchronized void refused(Throwable why) {
    opening = false;
    sessions.removeIf(SharedSession::lost);
    refusal = Optional.of(new Refusal(why, Deadline.in(LEFT_ALONE), sessions.isEmpty()));
    serve();
  }

  @Override
  public synchronized void close() {
    closed = true;
    turnAway(new IllegalStateException("the run is over"));
    sessions.forEach(session -> session.carrier.close());
    sessions.clear();
  }

  /// One session, and how many of its places are taken.
  private static final class SharedSession {

    private final BastionSession carrier;
    private int taken;

    SharedSession(BastionSession carrier) {
      this.carrier = carrier;
    }

    boolean lost() {
      if (carrier.lost()) {
        carrier.close();
        return true;
      }
      return false;
    }
  }

  private TunnelPlace take(SharedSession session) {
    session.taken++;
    return new TunnelPlace(session);
  }

  /// A place on a session, for one host. Close it when the host is done.
  final class TunnelPlace implements Closeable {

    private final SharedSession session;
    private boolean given;

    private TunnelPlace(SharedSession session) {
      this.session = session;
    }

    BastionSession carrier() {
      return session.carrier;
    }

    @Override
    public void close() {
      synchronized (Bastion.this) {
        if (!given) {
          given = true;
          session.taken--;
          serve();
        }
      }
    }
  }
}
