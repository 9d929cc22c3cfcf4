package dev.driftline.ssh.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.host.Login;
import dev.driftline.ssh.line.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DoorTest {

  private static final String PUNISHES = "SSH-2.0-OpenSSH_9.8p1 Debian-3";

  private final Door door = new Door();

  private static Login login(String user) {
    return new Login(user, Optional.empty(), Optional.empty());
  }

  private int lets(String user) {
    int inside = 0;
    while (door.lets(login(user))) {
      door.enter(login(user));
      inside++;
    }
    return inside;
  }

  @Test
  void anUnknownServerGetsAsManyStrangersAsItWouldForgive() {
    assertThat(lets("stranger")).isEqualTo(2);
  }

  @Test
  void aServerWithoutPenaltiesGetsAsManyAsMaxStartupsLetsIn() {
    door.server("SSH-2.0-OpenSSH_9.7p1");

    assertThat(lets("stranger")).isEqualTo(8);
  }

  @Test
  void whoWasLetInBeforeIsNoRisk() {
    door.server(PUNISHES);
    door.accepted(login("deploy"));

    assertThat(lets("deploy")).isEqualTo(8);
  }

  @Test
  void afterTwoRefusedLoginsOnlyThoseComeInWhoWereLetInBefore() {
    door.accepted(login("deploy"));
    door.failed(PUNISHES, Phase.LOGIN);
    door.failed(PUNISHES, Phase.LOGIN);

    assertThat(door.lets(login("stranger"))).isFalse();
    assertThat(door.lets(login("deploy"))).isTrue();
  }

  @Test
  void whoTurnsUsAwayGetsFewerAtOnceAndNoneForAWhile() {
    door.turnedAway("Exceeded MaxStartups");

    assertThat(door.lets(login("deploy"))).isFalse();
    assertThat(door.forgettable()).isFalse();
    assertThat(door.turnsAway()).contains("Exceeded MaxStartups");
    door.accepted(login("deploy"));
    while (!door.lets(login("deploy"))) {
      Thread.onSpinWait(); // a quarter of a second
    }
    assertThat(lets("deploy")).isEqualTo(4);
  }

  @Test
  void whoTurnsUsAwayAgainIsLeftAloneForTwiceAsLongUpToEightSeconds() {
    for (int millis : List.of(250, 500, 1000, 2000, 4000, 8000, 8000)) {
      door.turnedAway("Exceeded MaxStartups");

      assertThat(door.nextLook())
          .isBetween(Duration.ofMillis(millis / 2 + 1), Duration.ofMillis(millis));
    }
    door.server(PUNISHES);
    door.turnedAway("Exceeded MaxStartups");
    assertThat(door.nextLook()).isLessThanOrEqualTo(Duration.ofMillis(250));
  }

  @Test
  void connectionsThatEndBeforeTheLoginCountASecondEach() {
    for (int i = 0; i < 9; i++) {
      door.failed(PUNISHES, Phase.KEY_EXCHANGE);
    }
    assertThat(door.lets(login("stranger"))).isTrue();

    door.failed(PUNISHES, Phase.KEY_EXCHANGE);
    assertThat(door.lets(login("stranger"))).isFalse();
  }
}
