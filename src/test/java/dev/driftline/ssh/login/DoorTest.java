package dev.driftline.ssh.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.Deadline;
import dev.driftline.model.host.Login;
import dev.driftline.ssh.line.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DoorTest {

  private static final String PUNISHES = "SSH-2.0-OpenSSH_9.8p1 Debian-3";
  private static final String FORGIVES = "SSH-2.0-OpenSSH_9.7p1";

  /// So long that no test waits for it.
  private static final Duration LOGIN_TIME = Duration.ofHours(1);

  private final Door door = new Door(LOGIN_TIME);

  private static Login login(String user) {
    return new Login(user, Optional.empty(), Optional.empty());
  }

  private Door.Caller inside(String user) {
    Door.Caller caller = door.comes(login(user));
    assertThat(door.lets(caller)).isTrue();
    door.enters(caller);
    return caller;
  }

  private boolean lets(String user) {
    Door.Caller caller = door.comes(login(user));
    boolean lets = door.lets(caller);
    door.goes(caller);
    return lets;
  }

  private int howMany(String user) {
    int inside = 0;
    while (lets(user)) {
      inside(user);
      inside++;
    }
    return inside;
  }

  private void accepted(String user) {
    Door.Caller caller = inside(user);
    door.accepts(caller);
    door.leaves(caller);
  }

  private void fails(Phase phase) {
    Door.Caller caller = inside("stranger");
    door.speaks(caller, PUNISHES);
    door.fails(caller, phase, false);
    door.leaves(caller);
  }

  /// As a server does that says so only after its version, such as with SSH_DISCONNECT_TOO_MANY_CONNECTIONS.
  private void turnedAway() {
    awaitOpen();
    Door.Caller caller = inside("stranger");
    door.speaks(caller, FORGIVES);
    door.turnsAway(caller, "Too many connections");
    door.leaves(caller);
  }

  private void awaitOpen() {
    while (!lets("stranger")) {
      Thread.onSpinWait();
    }
  }

  /// How long this login waits at most, if nobody is answered.
  private Optional<Duration> patience(Door.Caller caller) {
    return door.patience(caller).map(Deadline::left);
  }

  @Test
  void anUnknownServerGetsAsManyStrangersAsItWouldForgive() {
    assertThat(howMany("stranger")).isEqualTo(2);
  }

  @Test
  void aServerWithoutPenaltiesGetsAsManyAsMaxStartupsLetsInOnceItsVersionIsSeen() {
    door.speaks(inside("stranger"), FORGIVES);

    assertThat(1 + howMany("stranger")).isEqualTo(8);
  }

  @Test
  void whoWasLetInBeforeIsNoRisk() {
    accepted("deploy");

    assertThat(howMany("deploy")).isEqualTo(8);
  }

  @Test
  void afterTwoRefusedLoginsOnlyThoseComeInWhoWereLetInBefore() {
    accepted("deploy");
    fails(Phase.LOGIN);
    fails(Phase.LOGIN);

    assertThat(lets("stranger")).isFalse();
    assertThat(lets("deploy")).isTrue();
  }

  @Test
  void strangersComeInInTheirOrder() {
    Door.Caller first = door.comes(login("first"));
    Door.Caller second = door.comes(login("second"));

    assertThat(door.lets(second)).isFalse();
    door.enters(first);
    assertThat(door.lets(second)).isTrue();
  }

  @Test
  void whoTurnsUsAwayGetsFewerAtOnceAndNoneForAWhile() {
    turnedAway();

    assertThat(lets("deploy")).isFalse();
    assertThat(door.forgettable()).isFalse();
    assertThat(door.turnsAway()).contains("Too many connections");
  }

  /// Each time the server sends its version before. That alone does not begin anew.
  @Test
  void whoTurnsUsAwayAgainIsLeftAloneForTwiceAsLongUpToEightSeconds() {
    Door.Caller caller = inside("stranger");
    for (int millis : List.of(250, 500, 1000, 2000, 4000, 8000, 8000)) {
      door.speaks(caller, PUNISHES);
      door.turnsAway(caller, "Exceeded MaxStartups");

      assertThat(door.nextLook()).isLessThanOrEqualTo(Duration.ofMillis(millis));
    }
    assertThat(door.nextLook()).isGreaterThan(Duration.ofSeconds(4));
    door.accepts(caller);
    door.turnsAway(caller, "Exceeded MaxStartups");
    assertThat(door.nextLook()).isLessThanOrEqualTo(Duration.ofMillis(250));
  }

  @Test
  void connectionsThatEndBeforeTheLoginCountASecondEach() {
    for (int i = 0; i < 10; i++) {
      assertThat(lets("stranger")).isTrue();
      fails(Phase.KEY_EXCHANGE);
    }

    assertThat(lets("stranger")).isFalse();
  }

  @Test
  void aServerThatTurnedUsAwayGetsFourAtOnceWhenItIsOpenAgain() {
    turnedAway();
    awaitOpen();
    accepted("deploy");

    assertThat(howMany("deploy")).isEqualTo(4);
  }

  @Test
  void aServerThatTurnedUsAwayGetsOneMoreAgainForEachEightThatItLetsIn() {
    turnedAway();
    awaitOpen();
    for (int i = 0; i < 8; i++) {
      accepted("deploy");
    }

    assertThat(howMany("deploy")).isEqualTo(5);
  }

  @Test
  void nobodyWaitsLongerAtAMuteServerThanALoginMayTake() {
    inside("first");
    Door.Caller waiting = door.comes(login("second"));

    assertThat(patience(waiting))
        .hasValueSatisfying(time -> assertThat(time).isLessThanOrEqualTo(LOGIN_TIME));
  }

  @Test
  void anAccountThatHangsDoesNotMakeTheOthersGiveUp() {
    door.speaks(inside("first"), PUNISHES);
    Door.Caller waiting = door.comes(login("second"));

    assertThat(patience(waiting))
        .hasValueSatisfying(time -> assertThat(time).isGreaterThan(LOGIN_TIME));
  }

  @Test
  void whileNobodyIsInsideTheServerOwesNoAnswer() {
    Door.Caller first = inside("first");
    door.speaks(first, PUNISHES);
    door.fails(first, Phase.LOGIN, true);
    door.leaves(first);

    assertThat(patience(door.comes(login("second")))).isEmpty();
  }
}
