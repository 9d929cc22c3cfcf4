package dev.driftline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.model.budget.LimitReached;
import dev.driftline.model.budget.SharedMemory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What is left of a host that was judged, in a JVM of its own that has only so much memory.
class KeptMemoryTest {

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final Pattern SAID =
      Pattern.compile("20000 results, 10000 findings, [0-9.]+ s, ([0-9.]+) KiB a host\n");

  /// A little is free for every host, however much others keep.
  @Test
  void whatIsKeptAboveALittleIsPaidForByWhatAllShare() {
    KeptMemory kept = new KeptMemory(new SharedMemory(64 * 1024));
    kept.pay(4 * 1024);
    kept.pay(4 * 1024 + 16 * 1024);

    assertThatThrownBy(() -> kept.pay(4 * 1024 + 16 * 1024))
        .isInstanceOf(LimitReached.class)
        .hasMessage(
            "what was found takes 20 KiB, more than a quarter of the memory that is left to keep it in");
    kept.pay(4 * 1024);
  }

  /// Rows that could not be judged are only counted then; what is wrong is still kept.
  @Test
  void undecidedRowsLeaveHalfOfTheMemoryToFindings() {
    KeptMemory kept = new KeptMemory(new SharedMemory(64 * 1024));

    assertThat(kept.paysWithUndecidedRows(4 * 1024)).isTrue();
    assertThat(kept.paysWithUndecidedRows(4 * 1024 + 16 * 1024)).isTrue();
    assertThat(kept.paysWithUndecidedRows(4 * 1024 + 12 * 1024)).isTrue();
    assertThat(kept.paysWithUndecidedRows(4 * 1024 + 8 * 1024)).isFalse();
    kept.pay(4 * 1024 + 8 * 1024);
  }

  @Test
  @DisplayName(
      "10,000 hosts of 300 rows, each with a finding, are judged in 64 MiB: 2 KiB a host stay")
  void ofAJudgedHostOnlyItsResultsAreKept() throws Exception {
    Process process =
        new ProcessBuilder(
                JAVA.toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                JudgedFleet.class.getName(),
                "10000",
                "2",
                "300",
                "~ ^package0$",
                "1")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    Matcher matcher = SAID.matcher(said);
    assertThat(matcher.find()).as(said).isTrue();
    assertThat(Double.parseDouble(matcher.group(1))).isLessThan(2);
  }
}
