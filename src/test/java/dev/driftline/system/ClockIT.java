package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Clocks that are set forth and back, and files from the future. The clocks are libfaketime's, which
/// is loaded without its program: that refuses to start under a process number that it has left
/// a file of in `/dev/shm`, the library goes on.
@Tag("host")
class ClockIT {

  private static final String FAKE =
      "LD_PRELOAD=$(ls /usr/lib/*/faketime/libfaketime.so.1) FAKETIME_DONT_FAKE_MONOTONIC=1 DONT_FAKE_MONOTONIC=1";

  @TempDir private Path folder;
  private RunFolder run;

  @BeforeEach
  void write() throws Exception {
    run = RunFolder.with(folder);
    run.policy("quick", 1, "true");
  }

  @ParameterizedTest
  @DisplayName(
      "D01: in the night in which clocks are set forth or back, seconds are seconds and files say UTC")
  @CsvSource({
    "2026-03-29 01:59:58, 2026-03-29 03:00:01, 2026-03-29T00:59:58Z",
    "2026-10-25 01:59:58, 2026-10-25 02:00:01, 2026-10-24T23:59:58Z",
    "2026-10-25 03:00:01, 2026-10-25 03:00:04, 2026-10-25T02:00:01Z"
  })
  void theNightOfTheChangeIsLikeAnyOther(String before, String after, String utc) throws Exception {
    run.write("clock", before);
    run.policy("night", 1, "echo \"%s\" >%s/clock; sleep 3".formatted(after, folder));
    Program.Result result =
        Program.shell(
            "export TZ=Europe/Berlin FAKETIME_NO_CACHE=1 FAKETIME_TIMESTAMP_FILE=%1$s/clock %2$s; exec %3$s --format json -o text=%1$s/text"
                .formatted(folder, FAKE, run.check("night")));

    assertThat(result.exit()).as(result.toString()).isZero();
    JsonNode report = result.json().get("run");
    assertThat(report.get("started").asText()).isEqualTo(utc);
    assertThat(report.get("id").asText()).startsWith(utc.replaceAll("[-:]", "") + "-");
    assertThat(report.get("seconds").asDouble()).isBetween(2.9, 60.0);
    assertThat(run.text("text")).contains("started " + utc + ", took ");
  }

  @Test
  @DisplayName("D08: files that were changed in the future are read like any others")
  void filesFromTheFutureAreLikeAnyOthers() throws Exception {
    Program.Result result =
        Program.shell(
            "cd %s && touch known_hosts && touch -d 2040-01-01 * && exec %s --known-hosts known_hosts --format json"
                .formatted(folder, run.check("quick")));

    assertThat(result.exit()).as(result.toString()).isZero();
    assertThat(result.stderr()).isEmpty();
    assertThat(result.json().at("/run/started").asText()).doesNotStartWith("2040");
  }

  @Test
  @DisplayName("D07: two runs of one second have different ids")
  void twoRunsOfOneSecondHaveDifferentIds() throws Exception {
    String words =
        "export FAKETIME='2030-01-01 00:00:00' TZ=UTC %s; exec %s --format json"
            .formatted(FAKE, run.check("quick"));
    String first = id(Program.shell(words));
    String second = id(Program.shell(words));

    assertThat(first.substring(0, 15))
        .isEqualTo(second.substring(0, 15))
        .isEqualTo("20300101T000000");
    assertThat(first).isNotEqualTo(second);
  }

  private static String id(Program.Result result) throws Exception {
    assertThat(result.exit()).as(result.toString()).isZero();
    return result.json().at("/run/id").asText();
  }
}
