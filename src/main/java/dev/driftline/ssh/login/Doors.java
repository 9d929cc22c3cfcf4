package dev.driftline.ssh.login;

import dev.driftline.collect.Deadline;
import dev.driftline.collect.HostClock;
import dev.driftline.model.host.Hop;
import dev.driftline.ssh.line.Phase;
import dev.driftline.ssh.line.SshException;
import dev.driftline.ssh.line.SshFailures;
import dev.driftline.ssh.line.SshLine;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The logins of a run to each SSH server, paced so that no server turns this machine away. Where hosts of the
/// inventory have servers of their own, nobody waits here. Many hosts may share a server: accounts of one machine, or
/// bastions with several users.
///
/// Safe for many threads.
final class Doors {

  /// How long before the end of a host's time no further login is begun.
  private static final Duration TO_LOG_IN = Duration.ofSeconds(1);

  /// How long a login waits for others. At a server with penalties, each of the 50 hosts that are asked at once may
  /// keep the last of them waiting for 5 s.
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  /// A server, as it is reached from here.
  private record Server(List<Hop> through, String address, int port) {}

  private final Duration loginTime;
  private final Map<Server, Door> doors = new HashMap<>();

  /// @param loginTime how long one login may take
  Doors(Duration loginTime) {
    this.loginTime = loginTime;
  }

  /// Waits until this login may begin. The line's clock stands still during the wait, except while the server turns us
  /// away: then the host's time runs.
  ///
  /// @throws SshException if the line was cut meanwhile; if the server answers none of the logins that are under way;
  ///     if it still turns us away when the host's time is nearly over
  synchronized Visit enter(Destination to, SshLine line) throws SshException, InterruptedException {
    Server server = new Server(to.through(), to.address(), to.port());
    Door door = doors.computeIfAbsent(server, _ -> new Door(loginTime));
    Door.Caller caller = door.comes(to.login());
    try {
      while (!door.lets(caller)) {
        await(door, caller, line);
        Optional<SshException> cut = SshFailures.ofCut(line);
        if (cut.isPresent()) {
          throw cut.get();
        }
      }
      door.enters(caller);
      return new Visit(server, door, caller);
    } finally {
      door.goes(caller);
      lookAgain(server, door);
    }
  }

  private void await(Door door, Door.Caller caller, SshLine line)
      throws SshException, InterruptedException {
    if (door.turnsAway().isPresent()) {
      Duration left = line.clock().end(TO_LOG_IN.negated()).left();
      if (!left.minus(door.nextLook()).isPositive()) {
        line.reach(Phase.VERSION);
        throw SshFailures.turnedAway(line, door.turnsAway().get());
      }
      await(door.nextLook());
      return;
    }
    line.reach(Phase.DOOR);
    Deadline longest = caller.came().plus(LONGEST_WAIT);
    if (longest.passed()) {
      throw SshFailures.outOfTurn(line, LONGEST_WAIT);
    }
    Deadline patience = door.patience(caller).orElse(longest);
    if (patience.passed()) {
      throw SshFailures.noneAnswered(line);
    }
    try (HostClock.Pause _ = line.clock().pause()) {
      await(Deadline.in(door.nextLook()).or(patience).or(longest).left());
    }
  }

  /// Waits until a login ends, or this time is over.
  @SuppressWarnings("WaitNotInLoop") // the caller looks again
  private void await(Duration time) throws InterruptedException {
    wait(Math.max(1, time.toMillis()));
  }

  /// Something has changed at this door: those who wait there look again.
  private void lookAgain(Server server, Door door) {
    if (door.forgettable()) {
      doors.remove(server);
    }
    notifyAll();
  }

  /// One login, from the moment at which it may connect until it has succeeded or failed.
  final class Visit implements AutoCloseable {

    private final Server server;
    private final Door door;
    private final Door.Caller caller;

    private Visit(Server server, Door door, Door.Caller caller) {
      this.server = server;
      this.door = door;
      this.caller = caller;
    }

    /// The server has sent this version line.
    void speaks(String version) {
      synchronized (Doors.this) {
        door.speaks(caller, version);
        Doors.this.notifyAll();
      }
    }

    void accepted() {
      synchronized (Doors.this) {
        door.accepts(caller);
      }
    }

    /// @param phase how far the login had come
    /// @param cut   whether this side ended it, as at the end of its time
    void failed(Phase phase, boolean cut) {
      synchronized (Doors.this) {
        door.fails(caller, phase, cut);
      }
    }

    void turnedAway(String words) {
      synchronized (Doors.this) {
        door.turnsAway(caller, words);
      }
    }

    @Override
    public void close() {
      synchronized (Doors.this) {
        door.leaves(caller);
        lookAgain(server, door);
      }
    }
  }
}
