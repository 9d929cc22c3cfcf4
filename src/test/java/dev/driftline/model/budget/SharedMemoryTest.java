package dev.driftline.model.budget;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedMemoryTest {

  private static final long MEBIBYTE = 1024 * 1024;

  private final SharedMemory memory = new SharedMemory(24 * MEBIBYTE);

  /// Five hosts take for good whatever they can get, a mebibyte at a time and each up to all that one host may have.
  @Test
  void whoeverTakesForGoodLeavesSomethingForTheNext() {
    assertThat(memory.takePart(24 * MEBIBYTE)).isFalse();
    for (int host = 0; host < 5; host++) {
      boolean taken = false;
      for (long wanted = Budget.BYTES; !taken; wanted -= MEBIBYTE / 4) {
        taken = memory.takePart(wanted);
      }
    }

    assertThat(memory.takePart(MEBIBYTE)).isTrue();
  }

  @Test
  void whatIsGivenBackIsThereAgain() {
    assertThat(memory.take(24 * MEBIBYTE)).isTrue();
    assertThat(memory.take(1)).isFalse();
    memory.give(24 * MEBIBYTE);

    assertThat(memory.takePart(6 * MEBIBYTE)).isTrue();
    assertThat(memory.takePart(6 * MEBIBYTE)).isFalse();
  }

  @Test
  void whoWaitsIsServedInOrder() {
    assertThat(memory.take(20 * MEBIBYTE)).isTrue();
    try (SharedMemory.Turn first = memory.queueUp(8 * MEBIBYTE);
        SharedMemory.Turn second = memory.queueUp(2 * MEBIBYTE)) {
      assertThat(first.take()).isFalse();
      assertThat(second.take()).as("it is not its turn").isFalse();
      assertThat(memory.take(1)).as("others wait").isFalse();

      memory.give(20 * MEBIBYTE);

      assertThat(second.take()).isFalse();
      assertThat(first.take()).isTrue();
      assertThat(second.take()).isTrue();
    }
    assertThat(memory.take(14 * MEBIBYTE)).isTrue();
  }

  @Test
  void whoLeavesTheLineHoldsNobodyUp() {
    try (SharedMemory.Turn second = memory.queueUp(MEBIBYTE)) {
      memory.queueUp(MEBIBYTE).close();

      assertThat(second.take()).isTrue();
    }
  }
}
