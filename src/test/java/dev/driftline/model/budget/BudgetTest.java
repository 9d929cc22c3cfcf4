package dev.driftline.model.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.model.Reason;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BudgetTest {

  private static final Columns COLUMNS =
      new Columns(List.of(new Column("text", ColumnType.TEXT, "A text.", "a")));
  private static final long MEBIBYTE = 1024 * 1024;

  private final AtomicLong clock = new AtomicLong(-5);
  private final AtomicLong cpu = new AtomicLong(77);
  private final AtomicInteger cpuAsked = new AtomicInteger();
  private final AtomicReference<Optional<LimitReached>> over =
      new AtomicReference<>(Optional.empty());
  private final Budget budget =
      new Budget(
          2 * MEBIBYTE,
          Budget.ROWS,
          Duration.ofSeconds(2),
          over::get,
          clock::get,
          () -> {
            cpuAsked.incrementAndGet();
            return cpu.get();
          });

  private void work(Duration time) {
    clock.addAndGet(time.toNanos());
    cpu.addAndGet(time.toNanos());
    budget.steps(1_000);
  }

  @Test
  void aThousandStepsLookAtTheClockOnce() {
    AtomicInteger looks = new AtomicInteger();
    Budget counted =
        Budget.of(
            MEBIBYTE,
            () -> {
              looks.incrementAndGet();
              return Optional.empty();
            });

    for (int step = 0; step < 10_000; step++) {
      counted.step();
    }

    assertThat(looks).hasValue(10);
  }

  @Test
  void aHostThatTakesLessThanATenthOfASecondIsNotMetered() {
    work(Duration.ofMillis(99));

    assertThat(cpuAsked).hasValue(0);
  }

  @Test
  void twoSecondsOfCpuAreTheLimit() {
    work(Duration.ofMillis(100));
    work(Duration.ofMillis(1_900));

    assertThatThrownBy(() -> work(Duration.ofMillis(1)))
        .isInstanceOfSatisfying(
            LimitReached.class, reached -> assertThat(reached.reason()).isEqualTo(Reason.LIMIT))
        .hasMessage("what the host said costs too much: it takes more than 2 s of CPU time");
  }

  @Test
  void afterTheLimitTheFirstStepEnds() {
    work(Duration.ofMillis(100));
    assertThatThrownBy(() -> work(Duration.ofSeconds(2))).isInstanceOf(LimitReached.class);

    assertThatThrownBy(budget::step).isInstanceOf(LimitReached.class);
  }

  @Test
  void timeInWhichTheThreadDoesNotRunCostsNothing() {
    work(Duration.ofMillis(100));
    clock.addAndGet(Duration.ofHours(1).toNanos());

    assertThatCode(() -> work(Duration.ofMillis(1_800))).doesNotThrowAnyException();
  }

  @Test
  void readingAndJudgingAreAddedUp() {
    for (int part = 0; part < 2; part++) {
      budget.begin();
      work(Duration.ofMillis(100));
      work(Duration.ofMillis(850));
      budget.end();
      clock.addAndGet(Duration.ofHours(1).toNanos());
      cpu.set(-3);
    }
    budget.begin();
    work(Duration.ofMillis(100));

    assertThatThrownBy(() -> work(Duration.ofMillis(1))).isInstanceOf(LimitReached.class);
  }

  @Test
  void theEndOfTheRunEndsTheWork() {
    over.set(Optional.of(new LimitReached(Reason.NO_RUNNER, "the run was ended")));

    assertThatThrownBy(() -> budget.steps(1_000))
        .isInstanceOfSatisfying(
            LimitReached.class, reached -> assertThat(reached.reason()).isEqualTo(Reason.NO_RUNNER))
        .hasMessage("the run was ended");
  }

  @Test
  void memoryHasALimit() {
    budget.spend(2 * MEBIBYTE);

    assertThatThrownBy(() -> budget.spend(1))
        .isInstanceOf(LimitReached.class)
        .hasMessage("what the host said costs too much: it needs more than 2 MiB of memory");
  }

  @Test
  void aNumberThatOverflowsReachesTheLimit() {
    budget.spend(1);

    assertThatThrownBy(() -> budget.spend(Long.MAX_VALUE)).isInstanceOf(LimitReached.class);
    assertThatThrownBy(() -> budget.rows(Long.MAX_VALUE, 100)).isInstanceOf(LimitReached.class);
  }

  @Test
  void rowsAreCountedBeforeTheyAreMade() {
    budget.rows(150_000, 1);

    assertThatThrownBy(() -> budget.rows(60_000L * 3_000, 1))
        .isInstanceOf(LimitReached.class)
        .hasMessage("what the host said costs too much: it has more than 200000 rows");
  }

  @Test
  void aRowCostsWhatItHolds() {
    budget.row(new Row(COLUMNS, List.of(Cell.none())));
    long empty = budget.bytes();
    budget.row(new Row(COLUMNS, List.of(Cell.text("x".repeat(1_000)))));

    assertThat(empty).isEqualTo(60);
    assertThat(budget.bytes() - empty).isEqualTo(60 + 56 + 2_000);
  }

  @Test
  void aQuestionThatIsGivenUpGivesItsMemoryBack() {
    budget.spend(100);
    budget.keep();
    Budget.Mark before = budget.mark();
    budget.rows(150_000, 1);
    budget.forget(before);

    assertThat(budget.bytes()).isEqualTo(100);
    assertThatCode(() -> budget.rows(150_000, 1)).doesNotThrowAnyException();
  }

  @Test
  void whatOutlivesAQuestionIsNotGivenBack() {
    Budget.Mark before = budget.mark();
    budget.spend(100);
    budget.keep();
    budget.spend(50);
    budget.forget(before);

    assertThat(budget.bytes()).isEqualTo(100);
  }

  @Test
  void theCpuTimeOfAThreadIsThatOfTheThread() {
    long before = ThreadTime.nanos();
    long sum = 0;
    while (ThreadTime.nanos() - before < 1_000_000) {
      sum++;
    }

    assertThat(sum).isPositive();
  }
}
