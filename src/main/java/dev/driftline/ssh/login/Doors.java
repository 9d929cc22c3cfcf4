package dev.driftline.ssh.login;

import dev.driftline.collect.HostClock;
import dev.driftline.model.host.Hop;
import dev.driftline.model.host.Login;
import dev.driftline.ssh.line.Phase;
import dev.driftline.ssh.line.SshException;
import dev.driftline.ssh.line.SshFailures;
import dev.driftline.ssh.line.SshLine;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The logins of a run to each SSH server, paced so that no server turns this machine away. Where hosts of the
/// inventory have servers of their own, nobody waits here. Many hosts may share a server: accounts of one machine, or
/// bastions with several users.
///
/// Safe for many threads.
final class Doors {

  /// How long before the end of a host's time no further login is begun.
  private static final Duration TO_LOG_IN = Duration.ofSeconds(1);

  /// A server, as it is reached from here.
  private record Server(List<Hop> through, String address, int port) {}

  private final Map<Server, Door> doors = new HashMap<>();

  /// Waits until this login may begin. The line's clock stands still during the wait, except while the server turns us
  /// away: then the host's time runs.
  ///
  /// @throws SshException if the server still turns us away when the host's time is nearly over
  synchronized Visit enter(Destination to, SshLine line) throws SshException, InterruptedException {
    Server server = new Server(to.through(), to.address(), to.port());
    while (true) {
      Door door = doors.computeIfAbsent(server, _ -> new Door());
      if (door.lets(to.login())) {
        return new Visit(server, door, to.login());
      }
      if (door.turnsAway().isPresent()) {
        Duration left = line.clock().end(TO_LOG_IN.negated()).left();
        if (!left.minus(door.nextLook()).isPositive()) {
          line.reach(Phase.VERSION);
          throw SshFailures.turnedAway(line, door.turnsAway().get());
        }
        await(door.nextLook());
      } else {
        try (HostClock.Pause _ = line.clock().pause()) {
          await(door.nextLook());
        }
      }
    }
  }

  /// Waits until a login ends, or this time is over.
  @SuppressWarnings("WaitNotInLoop") // the caller looks again
  private void await(Duration time) throws InterruptedException {
    wait(Math.max(1, time.toMillis()));
  }

  /// One login, from the moment at which it may connect until it has succeeded or failed.
  final class Visit implements AutoCloseable {

    private final Server server;
    private final Door door;
    private final Login login;
    private final boolean risky;

    private Visit(Server server, Door door, Login login) {
      this.server = server;
      this.door = door;
      this.login = login;
      this.risky = door.enter(login);
    }

    void accepted(String version) {
      synchronized (Doors.this) {
        door.server(version);
        door.accepted(login);
      }
    }

    /// @param version the server's version line; empty if it sent none
    /// @param phase   how far the login had come
    void failed(String version, Phase phase) {
      synchronized (Doors.this) {
        door.failed(version, phase);
      }
    }

    void turnedAway(String words) {
      synchronized (Doors.this) {
        door.turnedAway(words);
      }
    }

    @Override
    public void close() {
      synchronized (Doors.this) {
        door.leave(risky);
        if (door.forgettable()) {
          doors.remove(server);
        }
        Doors.this.notifyAll();
      }
    }
  }
}
