package dev.driftline.ssh.line;

import dev.driftline.collect.HostClock;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// One SSH connection as seen from outside: how far it has come, what was noticed about it, and a way to end it at
/// once. Only closing the socket always ends a JSch session, whatever the other side does.
///
/// Safe for many threads. Only the first cut is remembered: every failure after it is a consequence.
public final class SshLine implements Closeable {

  /// Why a connection was ended from this side.
  public enum Cut {
    CONNECT_DEADLINE,
    HOST_DEADLINE,
    HOST_KEY_CHANGED,
    /// The host did not prove its key with the agreed algorithm; [#givenUp] says why.
    HOST_KEY_UNPROVED,
    TALKS_TOO_MUCH,
    TAKEN_ENOUGH,
    /// An error in this program; [#givenUp] says which.
    BROKEN,
    INTERRUPTED
  }

  /// How many bytes a host may send after its login.
  private static final long MOST_OF_A_HOST = 32L << 20;

  /// How many bytes more a bastion may send for each tunnel, its packets included.
  private static final long MOST_OF_A_TUNNEL = 64L << 20;

  /// How much CPU time the key exchanges of a connection may cost us, in milliseconds. Usual servers exchange keys once
  /// per hour or per some hundred megabytes. A server that is set to do so every 16 KiB also stays far below this.
  private static final int MOST_FOR_KEYS = 400;

  private static final int MOST_FOR_KEYS_OF_A_TUNNEL = 50;

  private final String host;
  private final String destination;
  private final HostClock clock;
  private final List<Closeable> ends = new ArrayList<>();
  private volatile Phase phase = Phase.START;
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

  /// Remembers something that has to be closed to end the connection. If the connection was ended already, it is closed
  /// now.
  public void attach(Closeable end) {
    synchronized (this) {
      if (!closed) {
        ends.add(end);
        return;
      }
    }
    close(end);
  }

  /// Forgets how the last attempt ended, before the next one on this line.
  public void beginAgain() {
    greeting = "";
    hungUp = false;
    givenUp = Optional.empty();
    phase = Phase.VERSION;
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

  /// Remembers the IP address of the other side. Never called for a connection through a bastion.
  void connectedTo(InetAddress address) {
    remote = Optional.of(address.getHostAddress());
  }

  /// The IP address, once the host key has shown that the right host answers there. Empty behind a bastion.
  public Optional<String> verifiedAddress() {
    return phase.compareTo(Phase.HOST_KEY) > 0 ? remote : Optional.empty();
  }

  /// Counts one more tunnel through this connection to a bastion, and raises its limits accordingly.
  void carriesOneMore() {
    tunnels.incrementAndGet();
  }

  /// How many bytes the other side may send after the login. Grows with each tunnel through this connection.
  long most() {
    return MOST_OF_A_HOST + tunnels.get() * MOST_OF_A_TUNNEL;
  }

  /// How much CPU time key exchanges may cost us, in milliseconds, as estimated. Grows with each tunnel.
  public int mostForKeys() {
    return MOST_FOR_KEYS + tunnels.get() * MOST_FOR_KEYS_OF_A_TUNNEL;
  }

  /// Remembers what the other side sent in place of its SSH version.
  void greeted(String words) {
    greeting = words;
  }

  String greeting() {
    return greeting;
  }

  /// The other side has closed the connection, or the network has lost it.
  void hungUp() {
    hungUp = true;
  }

  boolean hasHungUp() {
    return hungUp;
  }

  /// Remembers why the session was given up: a sentence of ours, of JSch or of Java. Only the first is kept.
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

  /// The host's clock. Pause it while the host waits for us.
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
