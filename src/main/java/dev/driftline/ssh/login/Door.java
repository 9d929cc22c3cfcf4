package dev.driftline.ssh.login;

import dev.driftline.collect.Deadline;
import dev.driftline.model.host.Login;
import dev.driftline.ssh.line.Phase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The way in at one SSH server: which logins are under way there, which ones wait, and whether one more may begin.
/// Used by one thread at a time, see [Doors].
///
/// Two limits of sshd_config(5) are kept away from. `MaxStartups 10:30:100` turns connections away at random from the
/// tenth login on that is under way. `PerSourcePenalties`, since OpenSSH 9.8, turns an address away whose failures add
/// up to 15 s: 5 s for each refused login, 1 s for each connection without one.
///
/// Nobody waits long for a server that is dead. Who waits gives up after the time that a login may take, if the server
/// sent its version to none of those under way, and after [#STUCK] times as long, if it did, but let none of them in
/// and refused none. So one account that hangs costs the others nothing.
final class Door {

  private static final int MOST_AT_ONCE = 8;

  private static final Duration REFUSED_LOGIN = Duration.ofSeconds(5);
  private static final Duration NO_LOGIN = Duration.ofSeconds(1);

  /// A second below the 15 s, as the server's clock is not ours.
  private static final Duration BELOW_BAN = Duration.ofSeconds(14);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

  private static final int STUCK = 3;

  private static final Pattern OPENSSH =
      Pattern.compile("SSH-2\\.0-OpenSSH_(?:for_Windows_)?([0-9]{1,4})\\.([0-9]{1,4}).*");

  /// One login at this door: first it waits, then it is under way.
  static final class Caller {

    private final Login login;
    private final Deadline came = now();
    private boolean risky;
    private boolean heard;
    private boolean answered;

    private Caller(Login login) {
      this.login = login;
    }

    Deadline came() {
      return came;
    }
  }

  private final Duration loginTime;
  private final Deque<Caller> waiting = new ArrayDeque<>();
  private int most = MOST_AT_ONCE;
  private int acceptedInARow;
  private int inside;
  private int untried;
  private boolean punishes = true;
  private Deadline penalty = now();
  private Deadline closed = now();
  private Duration pause = FIRST_PAUSE;
  private Optional<String> turnsAway = Optional.empty();
  private final Set<Login> accepted = new HashSet<>();

  /// Since when the server owes an answer to a login that is under way, and whether it sent its version since then.
  /// Time in which nobody is inside does not count.
  private Optional<Deadline> owesSince = Optional.empty();

  private boolean spoke;
  private Deadline emptySince = now();

  /// @param loginTime how long one login may take
  Door(Duration loginTime) {
    this.loginTime = loginTime;
  }

  private static Deadline now() {
    return Deadline.in(Duration.ZERO);
  }

  /// A login comes, and waits behind those that came before.
  Caller comes(Login login) {
    Caller caller = new Caller(login);
    waiting.add(caller);
    return caller;
  }

  /// It waits no longer.
  void goes(Caller caller) {
    waiting.remove(caller);
  }

  /// Whether this login may begin now. One that succeeded here before is not expected to fail, and need not wait for
  /// those before it.
  boolean lets(Caller caller) {
    return inside < most && closed.passed() && (known(caller) || (isNext(caller) && !isTooMuch()));
  }

  private boolean known(Caller caller) {
    return accepted.contains(caller.login);
  }

  @SuppressWarnings("ReferenceEquality") // the same login, not an equal one
  private boolean isNext(Caller caller) {
    return waiting.peek() == caller;
  }

  private boolean isTooMuch() {
    return punishes && atStake().compareTo(BELOW_BAN) > 0;
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

  /// When this login gives up, if nobody is answered until then. Empty if the server owes no answer.
  Optional<Deadline> patience(Caller caller) {
    if (inside == 0) {
      return Optional.empty();
    }
    Duration time = spoke ? loginTime.multipliedBy(STUCK) : loginTime;
    return owesSince.map(since -> since.and(caller.came).plus(time));
  }

  /// What the server said to the last login, if it turned that one away.
  Optional<String> turnsAway() {
    return turnsAway;
  }

  /// A login begins.
  void enters(Caller caller) {
    goes(caller);
    if (owesSince.isEmpty()) {
      owesSince = Optional.of(now());
      spoke = false;
    } else if (inside == 0) {
      Duration empty = Duration.ofNanos(now().nanoTime() - emptySince.nanoTime());
      owesSince = owesSince.map(since -> since.plus(empty));
    }
    caller.risky = !known(caller);
    inside++;
    untried += caller.risky ? 1 : 0;
  }

  /// The server sends its version to this login.
  void speaks(Caller caller, String version) {
    caller.heard = true;
    spoke = true;
    Matcher openSsh = OPENSSH.matcher(version);
    punishes =
        openSsh.matches()
            && Integer.parseInt(openSsh.group(1)) * 100 + Integer.parseInt(openSsh.group(2)) >= 908;
  }

  void accepts(Caller caller) {
    caller.answered = true;
    accepted.add(caller.login);
    takesLogins();
    acceptedInARow++;
    if (acceptedInARow >= MOST_AT_ONCE && most < MOST_AT_ONCE) {
      acceptedInARow = 0;
      most++;
    }
  }

  /// @param phase how far the login had come
  /// @param cut   whether this side ended it, as at the end of its time
  void fails(Caller caller, Phase phase, boolean cut) {
    caller.answered = caller.heard && !cut;
    boolean tried = phase.compareTo(Phase.LOGIN) >= 0;
    if (punishes && caller.heard) {
      penalty = Deadline.in(penalty.left().plus(tried ? REFUSED_LOGIN : NO_LOGIN));
    }
    if (tried && caller.answered) {
      takesLogins();
    }
  }

  private void takesLogins() {
    turnsAway = Optional.empty();
    pause = FIRST_PAUSE;
  }

  /// Fewer at once from now on, and none for a while, each time longer.
  void turnsAway(Caller caller, String words) {
    caller.answered = true;
    turnsAway = Optional.of(words);
    acceptedInARow = 0;
    most = Math.max(1, most / 2);
    closed = Deadline.in(pause);
    Duration longer = pause.multipliedBy(2);
    pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
  }

  /// A login has ended.
  void leaves(Caller caller) {
    inside--;
    untried -= caller.risky ? 1 : 0;
    emptySince = now();
    if (caller.answered) {
      owesSince = inside > 0 ? Optional.of(now()) : Optional.empty();
    }
  }

  /// Whether nothing has to be remembered about it.
  boolean forgettable() {
    return inside == 0
        && waiting.isEmpty()
        && turnsAway.isEmpty()
        && penalty.passed()
        && closed.passed();
  }
}
