package dev.driftline.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostClockTest {

  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void standsStillWhileTheHostWaits() {
    HostClock clock = new HostClock(LONG);
    Duration ran;
    try (var _ = clock.pause()) {
      ran = clock.ran();
      turn();
      assertThat(clock.ran()).isEqualTo(ran);
      assertThat(clock.end().left()).isEqualTo(LONG.minus(ran));
    }
    turn();
    assertThat(clock.ran()).isGreaterThan(ran);
  }

  @Test
  void runsOnlyAfterTheLastOfSeveralPauses() {
    HostClock clock = new HostClock(LONG);
    HostClock.Pause first = clock.pause();
    HostClock.Pause second = clock.pause();
    Duration ran = clock.ran();
    first.close();
    first.close();
    turn();
    assertThat(clock.ran()).isEqualTo(ran);
    second.close();
    turn();
    assertThat(clock.ran()).isGreaterThan(ran);
  }

  @Test
  void theDeadlineOfTheRunStandsStillForNobody() {
    HostClock clock = new HostClock(LONG, Optional.of(Deadline.in(Duration.ofNanos(1))));
    try (var _ = clock.pause()) {
      turn();
      assertThat(clock.end().passed()).isTrue();
      assertThat(clock.end().nextLook()).isZero();
      assertThat(clock.end(LONG).left()).isBetween(LONG.minusMinutes(1), LONG);
      assertThat(clock.in(Duration.ofMinutes(1)).passed()).isFalse();
    }
  }

  @Test
  void isNeverNegative() {
    HostClock clock = new HostClock(Duration.ofNanos(1));
    turn();
    assertThat(clock.end().left()).isZero();
    assertThat(clock.end(LONG.negated()).left()).isZero();
    try (var _ = clock.pause()) {
      assertThat(clock.end().passed()).isTrue();
    }
  }

  @Test
  void countsFromNowWithoutTheWaiting() {
    HostClock clock = new HostClock(LONG);
    HostClock.Moment moment = clock.in(Duration.ofNanos(1));
    try (var _ = clock.pause()) {
      HostClock.Moment later = clock.in(Duration.ofNanos(1));
      turn();
      assertThat(later.passed()).isFalse();
      assertThat(later.nextLook()).isGreaterThan(Duration.ofMillis(1));
    }
    turn();
    assertThat(moment.passed()).isTrue();
  }

  /// Until the monotonic clock has moved.
  private static void turn() {
    long before = System.nanoTime();
    while (System.nanoTime() - before < 1_000) {
      Thread.onSpinWait();
    }
  }
}
