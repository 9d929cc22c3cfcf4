package dev.driftline.ssh.login;

import dev.driftline.collect.Deadline;
import dev.driftline.model.host.Login;
import dev.driftline.ssh.line.Phase;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The way in at one SSH server: how many logins are under way there, and whether one more may begin. Used by one
/// thread at a time, see [Doors].
///
/// Two limits of sshd_config(5) are kept away from. `MaxStartups 10:30:100` turns connections away at random from the
/// tenth login on that is under way. `PerSourcePenalties`, since OpenSSH 9.8, turns an address away whose failures add
/// up to 15 s: 5 s for each refused login, 1 s for each connection without one.
final class Door {

  private static final int MOST_AT_ONCE = 8;

  private static final Duration REFUSED_LOGIN = Duration.ofSeconds(5);
  private static final Duration NO_LOGIN = Duration.ofSeconds(1);

  /// A second below the 15 s, as the server's clock is not ours.
  private static final Duration BELOW_BAN = Duration.ofSeconds(14);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

  private static final Pattern OPENSSH =
      Pattern.compile("SSH-2\\.0-OpenSSH_(?:for_Windows_)?([0-9]{1,4})\\.([0-9]{1,4}).*");

  private int most = MOST_AT_ONCE;
  private int inside;
  private int untried;
  private boolean punishes = true;
  private Deadline penalty = Deadline.in(Duration.ZERO);
  private Deadline closed = Deadline.in(Duration.ZERO);
  private Duration pause = FIRST_PAUSE;
  private Optional<String> turnsAway = Optional.empty();
  private final Set<Login> accepted = new HashSet<>();

  /// Whether this login may begin now. A login that succeeded here before is not expected to fail.
  boolean lets(Login login) {
    return inside < most
        && closed.passed()
        && (!punishes || accepted.contains(login) || atStake().compareTo(BELOW_BAN) <= 0);
  }

  /// The penalty if each login under way that was never tried here fails, and one more.
  private Duration atStake() {
    return penalty.left().plus(REFUSED_LOGIN.multipliedBy(untried + 1L));
  }

  /// When to look again at the latest, if nothing happens before.
  Duration nextLook() {
    if (!closed.passed()) {
      return closed.left();
    }
    Duration tooMuch = atStake().minus(BELOW_BAN);
    return tooMuch.isPositive() && tooMuch.compareTo(NO_LOGIN) < 0 ? tooMuch : NO_LOGIN;
  }

  /// What the server said to the last login, if it turned that one away.
  Optional<String> turnsAway() {
    return turnsAway;
  }

  /// A login begins.
  ///
  /// @return whether the login was not known to succeed
  boolean enter(Login login) {
    inside++;
    boolean risky = !accepted.contains(login);
    untried += risky ? 1 : 0;
    return risky;
  }

  void leave(boolean risky) {
    inside--;
    untried -= risky ? 1 : 0;
  }

  void accepted(Login login) {
    accepted.add(login);
  }

  /// Fewer at once from now on, and none for a while, each time longer.
  void turnedAway(String words) {
    turnsAway = Optional.of(words);
    most = Math.max(1, most / 2);
    closed = Deadline.in(pause);
    Duration longer = pause.multipliedBy(2);
    pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
  }

  /// @param version the server's version line; empty if it sent none
  void server(String version) {
    if (!version.isEmpty()) {
      turnsAway = Optional.empty();
      pause = FIRST_PAUSE;
      Matcher openSsh = OPENSSH.matcher(version);
      punishes =
          openSsh.matches()
              && Integer.parseInt(openSsh.group(1)) * 100 + Integer.parseInt(openSsh.group(2))
                  >= 908;
    }
  }

  void failed(String version, Phase phase) {
    server(version);
    if (punishes && !version.isEmpty()) {
      Duration more = phase.compareTo(Phase.LOGIN) < 0 ? NO_LOGIN : REFUSED_LOGIN;
      penalty = Deadline.in(penalty.left().plus(more));
    }
  }

  /// Whether nothing has to be remembered about it.
  boolean forgettable() {
    return inside == 0 && turnsAway.isEmpty() && penalty.passed() && closed.passed();
  }
}
