package dev.driftline.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.Reason;
import dev.driftline.model.budget.LimitReached;
import dev.driftline.model.budget.SharedMemory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RoomTest {

  private static final int FREE = 1000;
  private static final Duration LONG = Duration.ofDays(1);

  private final SharedMemory shared = new SharedMemory(Room.SHARE);
  private final HostClock clock = new HostClock(LONG);
  private final AtomicReference<Optional<LimitReached>> over =
      new AtomicReference<>(Optional.empty());

  private Room room(Duration patience) {
    return new Room(FREE, shared, clock, patience, over::get);
  }

  @Test
  void whatFitsIntoTheFreePartTakesNothingOfTheOthers() {
    try (Room room = room(LONG)) {
      assertThat(room.make(FREE / 2)).isTrue();
      assertThat(shared.take(Room.SHARE)).isTrue();
    }
  }

  @Test
  void aShareIsEnoughForAllAndIsGivenBack() {
    try (Room room = room(LONG)) {
      assertThat(room.make(FREE)).isTrue();
      assertThat(room.make(Frames.HOST_BYTES)).isTrue();
      assertThat(shared.take(1)).isFalse();
    }
    assertThat(shared.take(Room.SHARE)).isTrue();
  }

  @Test
  void aHostWaitsUntilAnotherGivesItsShareBack() {
    Room first = room(LONG);
    assertThat(first.make(FREE)).isTrue();
    CompletableFuture<Boolean> second = new CompletableFuture<>();
    Thread.startVirtualThread(() -> second.complete(room(LONG).make(FREE)));
    awaitStandingClock();
    assertThat(second).isNotDone();
    first.close();

    assertThat(second.join()).isTrue();
  }

  @Test
  void whoWaitedLongerHasItsShareFirst() {
    Room first = room(LONG);
    assertThat(first.make(FREE)).isTrue();
    try (SharedMemory.Turn before = shared.queueUp(Room.SHARE)) {
      CompletableFuture<Boolean> second = new CompletableFuture<>();
      Thread.startVirtualThread(() -> second.complete(room(LONG).make(FREE)));
      awaitStandingClock();
      first.close();

      assertThat(shared.take(Room.SHARE)).isFalse();
      assertThat(before.take()).isTrue();
      assertThat(second).isNotDone();
      shared.give(Room.SHARE);
      assertThat(second.join()).isTrue();
    }
  }

  /// The host's clock stands still while it waits.
  private void awaitStandingClock() {
    Duration before = clock.ran();
    for (Duration now = clock.ran(); !now.equals(before); now = clock.ran()) {
      before = now;
    }
  }

  @Test
  void behindABastionNobodyWaits() {
    assertThat(room(LONG).make(FREE)).isTrue();

    assertThat(room(Duration.ZERO).make(FREE)).isFalse();
  }

  @Test
  void nobodyWaitsForMoreThanThereIs() {
    SharedMemory little = new SharedMemory(Room.SHARE - 1024);

    assertThat(new Room(FREE, little, clock, LONG, over::get).make(FREE)).isFalse();
  }

  @Test
  void whoWasRefusedIsRefusedFromThenOn() {
    Room first = room(LONG);
    assertThat(first.make(FREE)).isTrue();
    Room second = room(Duration.ZERO);
    assertThat(second.make(FREE)).isFalse();
    first.close();

    assertThat(second.make(1)).isFalse();
  }

  @Test
  void theEndOfTheRunEndsTheWait() {
    assertThat(room(LONG).make(FREE)).isTrue();
    over.set(Optional.of(new LimitReached(Reason.TIMEOUT, "the deadline came first")));

    assertThat(room(LONG).make(FREE)).isFalse();
  }
}
