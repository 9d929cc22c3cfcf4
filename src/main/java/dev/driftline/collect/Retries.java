package dev.driftline.collect;

import dev.driftline.model.Outcome;
import dev.driftline.model.Outcome.Unreachable;
import java.time.Duration;

/// How often a host that could not be reached is tried again, and when.
///
/// Only what may be otherwise in a moment is tried again: a name that could not be resolved, a connection that was
/// refused, that timed out or that broke during the login. A wrong host key and a refused login never are: they would
/// be the same, and the server may ban us for them. A host that began to answer is not asked twice.
///
/// @param most how many further times; 0 for none
record Retries(int most) {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /// After that many, the pauses stay as long as they are: 1, 2, 4 and then 8 s.
  private static final int DOUBLINGS = 3;

  /// Whether the host may be tried again after it was tried `before` times. If it may, this method has waited: the
  /// pause counts as time of the host, so `--host-timeout` stays the limit for all tries together.
  boolean again(Interview.Heard heard, int before, HostClock clock) throws InterruptedException {
    if (before > most || !mayPass(heard.outcome()) || heard.frames().noise().isPresent()) {
      return false;
    }
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(before - 1, DOUBLINGS));
    if (heard.frames().started() || clock.end(pause.negated()).passed()) {
      return false;
    }
    Thread.sleep(pause);
    return true;
  }

  private static boolean mayPass(Outcome outcome) {
    return outcome instanceof Unreachable unreachable
        && switch (unreachable.reason()) {
          case DNS, REFUSED, TIMEOUT, PROTOCOL -> true;
          case INVENTORY,
              HOST_KEY,
              AUTH,
              LIMIT,
              UNSUPPORTED,
              PRIVILEGE,
              TRUNCATED,
              NO_RUNNER,
              INTERNAL ->
              false;
        };
  }
}
