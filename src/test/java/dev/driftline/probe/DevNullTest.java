package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.LocalRun;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.probe.host.HostProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Hosts whose `/dev/null` is something else. Each is played by a mount namespace of this machine, in which something
/// is mounted over it. Needs root, and util-linux (unshare, mount).
@Tag("host")
class DevNullTest {

  private static final Question HOST = new Question("host");

  @TempDir private Path folder;

  @Test
  void theNullDeviceIsADevice() {
    assertThat(devNull(LocalRun.in("/bin/sh", "-s"))).isEqualTo("device");
  }

  @ParameterizedTest
  @CsvSource({"/dev/null, device", "/dev/zero, other", "/dev/full, other"})
  void aDeviceIsTheNullDeviceByItsNumber(String device, String word) {
    assertThat(devNull(over("/dev/null", device))).isEqualTo(word);
  }

  /// A script of a package removed it, and the next redirection made a file.
  @Test
  void aFileIsToldAndNothingIsWrittenToIt() throws IOException {
    Path file = Files.writeString(folder.resolve("null"), "what a daemon said\n");

    assertThat(devNull(over("/dev/null", file.toString()))).isEqualTo("file");
    assertThat(file).hasContent("what a daemon said\n");
  }

  /// A run on a host on which `what` is mounted over `path`.
  private static LocalRun over(String path, String what) {
    return LocalRun.in(
        "unshare",
        "-m",
        "/bin/sh",
        "-c",
        "mount --bind \"$1\" \"$2\" && exec /bin/sh -s",
        "sh",
        what,
        path);
  }

  private static String devNull(LocalRun run) {
    Answer answer = run.ask(new HostProbe(), HOST);
    assertThat(answer).isInstanceOf(Answer.Observed.class);
    return ((Answer.Observed) answer).rows().getFirst().text("dev_null").orElse("?");
  }
}
