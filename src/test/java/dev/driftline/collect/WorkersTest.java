package dev.driftline.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.model.Reason;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.LimitReached;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WorkersTest {

  private final AtomicReference<Optional<LimitReached>> over =
      new AtomicReference<>(Optional.empty());
  private final AtomicBoolean released = new AtomicBoolean();
  private final Workers workers = new Workers(1, Budget.BYTES, over::get, Duration.ofMillis(20));

  @AfterEach
  void release() {
    released.set(true);
  }

  /// Work that never asks its budget.
  private String spin() {
    while (!released.get()) {
      Thread.onSpinWait();
    }
    return "released";
  }

  @Test
  void workIsDoneOnAThreadOfThePlatformThatEndsWithTheProgram() {
    Thread thread = workers.begin(workers.budget(), Thread::currentThread).await();

    assertThat(thread.isVirtual()).isFalse();
    assertThat(thread.isDaemon()).isTrue();
  }

  @Test
  void whatTheWorkThrowsIsThrown() {
    IllegalStateException fault = new IllegalStateException("fault");

    assertThatThrownBy(() ->
            workers
                .begin(
                    workers.budget(),
                    () -> {
                      throw fault;
                    })
                .await())
        .isSameAs(fault);
  }

  @Test
  void workThatDoesNotEndIsGivenUpAndItsThreadReplaced() {
    Workers.Work<String> stuck = workers.begin(workers.budget(), this::spin);
    Workers.Work<String> next = workers.begin(workers.budget(), () -> "next");

    assertThatThrownBy(stuck::await)
        .isInstanceOfSatisfying(
            LimitReached.class, reached -> assertThat(reached.reason()).isEqualTo(Reason.LIMIT))
        .hasMessage("what the host said costs too much: reading it does not end");
    assertThat(next.await()).isEqualTo("next");
  }

  @Test
  void theEndOfTheRunEndsWorkThatAsksItsBudget() {
    CountDownLatch begun = new CountDownLatch(1);
    Budget budget = workers.budget();
    Workers.Work<String> endless =
        workers.begin(
            budget,
            () -> {
              begun.countDown();
              while (true) {
                budget.step();
              }
            });
    over.set(Optional.of(new LimitReached(Reason.NO_RUNNER, "ended")));

    assertThatThrownBy(endless::await).hasMessage("ended");
    assertThat(workers.cutShort()).isTrue();
  }

  @Test
  void theEndOfTheRunEndsTheWaitForWorkThatHasNotBegun() {
    workers.begin(workers.budget(), this::spin);
    Workers.Work<String> waiting = workers.begin(workers.budget(), () -> "never");
    over.set(Optional.of(new LimitReached(Reason.TIMEOUT, "the deadline came first")));

    assertThatThrownBy(waiting::await).hasMessage("the deadline came first");
    assertThat(workers.cutShort()).isTrue();
  }

  @Test
  void anInterruptDoesNotEndTheWaitAndStaysSet() throws InterruptedException {
    AtomicReference<String> seen = new AtomicReference<>("");
    Workers.Work<String> slow = workers.begin(workers.budget(), this::spin);
    Thread waiter =
        Thread.ofVirtual()
            .start(() -> seen.set(slow.await() + Thread.currentThread().isInterrupted()));
    waiter.interrupt();
    released.set(true);
    waiter.join();

    assertThat(seen).hasValue("releasedtrue");
  }
}
