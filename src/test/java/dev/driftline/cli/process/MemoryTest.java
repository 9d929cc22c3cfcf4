package dev.driftline.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTest {

  private static final long MEBIBYTE = 1024L * 1024;

  private final List<String> said = new ArrayList<>();

  private int hostsAtOnce(long mebibytes, int wanted, long hosts, long results) throws IOException {
    return new Memory(mebibytes * MEBIBYTE).hostsAtOnce(wanted, hosts, results, said::add);
  }

  @Test
  void asManyAreAskedAsAreWantedIfTheyFit() throws IOException {
    assertThat(hostsAtOnce(990, 2_000, 10_000, 20_000)).isEqualTo(2_000);
    assertThat(said).isEmpty();
  }

  @Test
  void whatIsFoundOutOfAllHostsTakesItsShareAndIsSaid() throws IOException {
    assertThat(hostsAtOnce(247, 2_000, 10_000, 20_000)).isEqualTo(1_510);
    assertThat(said)
        .containsExactly(
            "asks 1510 hosts at once instead of 2000: this process may use 247 MiB of memory (-Xmx):"
                + " 32 MiB are kept, 49 MiB are for what is found out of 10000 hosts, a host that is"
                + " asked takes 112 KiB");
  }

  @Test
  void aHundredChecksTakeMoreThanTwo() throws IOException {
    assertThat(hostsAtOnce(247, 2_000, 10_000, 1_000_000)).isEqualTo(1_100);
  }

  @Test
  void aRunWhoseReportDoesNotFitDoesNotBegin() {
    assertThatThrownBy(() -> hostsAtOnce(247, 50, 50_000, 100_000))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot ask any host: this process may use 247 MiB of memory (-Xmx): 32 MiB are kept,"
                + " 248 MiB are for what is found out of 50000 hosts, a host that is asked takes"
                + " 112 KiB");
  }
}
