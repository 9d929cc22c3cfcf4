package dev.driftline.model.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PortionsTest {

  private static final long MEBIBYTE = 1024 * 1024;

  @Test
  void fiftyHostsAtOnceInHalfAGibibyte() {
    assertThat(Portions.of(512 * MEBIBYTE, 2, 50))
        .isEqualTo(new Portions(2, 32 * MEBIBYTE, MEBIBYTE, 199 * MEBIBYTE, 199 * MEBIBYTE));
  }

  @Test
  void littleMemoryMeansLessForEach() {
    assertThat(Portions.of(16 * MEBIBYTE, 2, 64))
        .isEqualTo(new Portions(1, 8 * MEBIBYTE, MEBIBYTE / 32, 6 * MEBIBYTE, 0));
  }

  @Test
  void togetherTheyAreNeverMoreThanThereIs() {
    long seed = Long.getLong("driftline.seed", new Random().nextLong());
    System.out.println("portions seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 10_000; round++) {
      long bytes = random.nextLong(MEBIBYTE, 64 * 1024 * MEBIBYTE);
      int forks = random.nextInt(1, 5_000);
      Portions portions = Portions.of(bytes, random.nextInt(1, 256), forks);

      assertThat(portions.shared()).isNotNegative();
      assertThat(portions.kept()).isNotNegative();
      assertThat(portions.workers()).isPositive();
      assertThat(portions.working()).isBetween(1L, Budget.BYTES);
      assertThat(
              portions.workers() * portions.working()
                  + forks * portions.receiving()
                  + portions.shared()
                  + portions.kept())
          .isEqualTo(bytes);
    }
  }
}
