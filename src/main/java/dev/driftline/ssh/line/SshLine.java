package dev.driftline.ssh.line;

import dev.driftline.collect.HostClock;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// One connection as seen from outside: how far it has come, and the means to end it at once whatever the
/// other side does. Closing the socket is the only thing that always ends a JSch session.
///
/// Safe for many threads. The first cut counts: what fails afterwards fails because of it.
public final class SshLine implements Closeable {

  /// Why a connection was ended from this side.
  public enum Cut {
    CONNECT_DEADLINE,
    HOST_DEADLINE,
    HOST_KEY_CHANGED,
    /// The host did not prove its key with what was agreed on, which [#givenUp] tells.
    HOST_KEY_UNPROVED,
    TALKS_TOO_MUCH,
    TAKEN_ENOUGH,
    /// By an error of this program, which [#givenUp] tells.
    BROKEN,
    INTERRUPTED
  }

  private static final long MOST_OF_A_HOST = 32L << 20;

  /// A tunnel brings no more, with what its packets take.
  private static final long MOST_OF_A_TUNNEL = 64L << 20;

  /// What exchanges of keys may cost here, in milliseconds of CPU time. Honest servers renew their keys once in an hour
  /// or in some hundred megabytes, and those that are set to do so every 16 KiB stay far below.
  private static final int MOST_FOR_KEYS = 400;

  private static final int MOST_FOR_KEYS_OF_A_TUNNEL = 50;

  private final String host;
  private final String destination;
  private final HostClock clock;
  private final List<Closeable> ends = new ArrayList<>();
  private volatile Phase phase = Phase.NAME;
  private volatile String greeting = "";
  private volatile boolean hungUp;
  private volatile Optional<String> givenUp = Optional.empty();
  private volatile Optional<String> remote = Optional.empty();
  private final AtomicInteger tunnels = new AtomicInteger();
  private Optional<Cut> cut = Optional.empty();
  private boolean closed;

  /// @param host        as the inventory names it
  /// @param destination `address:port`
  /// @param clock       runs while the other side is waited for
  public SshLine(String host, String destination, HostClock clock) {
    this.host = host;
    this.destination = destination;
    this.clock = clock;
  }

  /// Takes over something that must be closed to end the connection; closes it at once if it is too late.
  public void attach(Closeable end) {
    synchronized (this) {
      if (!closed) {
        ends.add(end);
        return;
      }
    }
    close(end);
  }

  public void reach(Phase reached) {
    phase = reached;
  }

  public Phase phase() {
    return phase;
  }

  boolean hasSaidVersion() {
    return phase.compareTo(Phase.VERSION) > 0;
  }

  public boolean loggedIn() {
    return phase.compareTo(Phase.LOGIN) > 0;
  }

  /// To which address of the network the connection goes. A line through a bastion never learns it.
  void connectedTo(InetAddress address) {
    remote = Optional.of(address.getHostAddress());
  }

  /// The address of the network at which the other side has proved, by its host key, that it is who it should be.
  public Optional<String> verifiedAddress() {
    return phase.compareTo(Phase.HOST_KEY) > 0 ? remote : Optional.empty();
  }

  /// It is a bastion's, and there is one more tunnel through it, which has its own limit.
  void carriesOneMore() {
    tunnels.incrementAndGet();
  }

  /// How many bytes the other side may send after the login, with all the tunnels that there were.
  long most() {
    return MOST_OF_A_HOST + tunnels.get() * MOST_OF_A_TUNNEL;
  }

  /// What exchanges of keys may cost here, with all the tunnels that there were: milliseconds of CPU time, about.
  public int mostForKeys() {
    return MOST_FOR_KEYS + tunnels.get() * MOST_FOR_KEYS_OF_A_TUNNEL;
  }

  /// What the other side said where the version of its SSH was expected.
  void greeted(String words) {
    greeting = words;
  }

  String greeting() {
    return greeting;
  }

  /// The other side has ended the connection, or it is lost.
  void hungUp() {
    hungUp = true;
  }

  boolean hasHungUp() {
    return hungUp;
  }

  /// The session was given up: why, in a sentence, or in JSch's words or Java's. The first reason counts.
  public synchronized void givenUp(String why) {
    givenUp = givenUp.or(() -> Optional.of(why));
  }

  Optional<String> givenUp() {
    return givenUp;
  }

  /// `host: address:port: phase`, the start of every message.
  public String where() {
    return host + ": " + destination + ": " + phase;
  }

  public String host() {
    return host;
  }

  String destination() {
    return destination;
  }

  /// To be paused where the other side waits for this one.
  public HostClock clock() {
    return clock;
  }

  public void cut(Cut why) {
    synchronized (this) {
      if (cut.isEmpty() && !closed) {
        cut = Optional.of(why);
      }
    }
    close();
  }

  public synchronized Optional<Cut> cut() {
    return cut;
  }

  @Override
  public void close() {
    List<Closeable> open;
    synchronized (this) {
      closed = true;
      open = List.copyOf(ends);
      ends.clear();
    }
    open.forEach(SshLine::close);
  }

  private static void close(Closeable end) {
    try {
      end.close();
    } catch (IOException _) {
      // it is of no use any more, closed or not
      return;
    }
  }
}
