package dev.driftline.ssh.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.HostClock;
import dev.driftline.model.host.AlgorithmNames;
import dev.driftline.model.host.Login;
import dev.driftline.ssh.line.SshLine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who waits for a server, and whose time runs meanwhile.
@Timeout(60)
class DoorsTest {

  private final Doors doors = new Doors(Duration.ofHours(1));

  /// A login that waits for its turn, or has had it.
  private record Waiting(HostClock clock, Thread thread, CompletableFuture<Doors.Visit> visit) {

    /// Until it waits.
    void awaitWaiting() {
      while (thread.getState() != Thread.State.TIMED_WAITING) {
        assertThat(visit).isNotDone();
        Thread.onSpinWait();
      }
    }

    boolean clockRuns() {
      Duration before = clock.ran();
      for (int i = 0; i < 1000; i++) {
        if (!clock.ran().equals(before)) {
          return true;
        }
      }
      return false;
    }
  }

  private static Destination to(String user, int port) {
    return new Destination(
        List.of(),
        "192.0.2.7",
        port,
        new Login(user, Optional.empty(), Optional.empty()),
        List.of(),
        AlgorithmNames.USUAL);
  }

  private Doors.Visit enter(String user, int port) throws Exception {
    return start(user, port).visit().get(20, TimeUnit.SECONDS);
  }

  private Waiting start(String user, int port) {
    HostClock clock = new HostClock(Duration.ofSeconds(60));
    SshLine line = new SshLine("app1", "192.0.2.7:" + port, clock);
    CompletableFuture<Doors.Visit> visit = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                visit.complete(doors.enter(to(user, port), line));
              } catch (Exception e) {
                visit.completeExceptionally(e);
              }
            });
    return new Waiting(clock, thread, visit);
  }

  @Test
  void theTimeOfAHostStandsStillWhileItWaitsForItsTurn() throws Exception {
    Doors.Visit first = enter("a", 22);
    enter("b", 22);
    Waiting third = start("c", 22);

    third.awaitWaiting();
    assertThat(third.clockRuns()).isFalse();

    first.speaks("SSH-2.0-OpenSSH_9.2p1");
    first.accepted();
    first.close();
    assertThat(third.visit().get(20, TimeUnit.SECONDS)).isNotNull();
    assertThat(third.clockRuns()).isTrue();
  }

  @Test
  void anotherServerLetsInWhatThisOneDoesNot() throws Exception {
    enter("a", 22);
    enter("b", 22);

    assertThat(enter("c", 2222)).isNotNull();
  }

  @Test
  void theTimeOfAHostRunsWhileTheServerTurnsItAway() throws Exception {
    Doors.Visit first = enter("a", 22);
    for (int i = 0; i < 7; i++) {
      first.turnedAway("Exceeded MaxStartups");
    }
    first.close();
    Waiting second = start("a", 22);

    second.awaitWaiting();
    assertThat(second.clockRuns()).isTrue();
    second.thread().interrupt();
  }
}
