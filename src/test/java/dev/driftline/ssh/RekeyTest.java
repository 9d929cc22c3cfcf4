package dev.driftline.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Against a real sshd that exchanges keys again every 16 KiB, in both directions, with the key it always had.
@Tag("host")
@Timeout(60)
class RekeyTest {

  private static final int LARGE = 300_000;

  @TempDir Path directory;

  @Test
  void goesOnWhileKeysAreExchangedAgain() throws Exception {
    try (OpenSshServer server =
        OpenSshServer.start(directory, "RekeyLimit 16K", "LogLevel DEBUG1")) {
      Recorder recorder = Recorder.patient();
      String script =
          "# %s\nhead -c %d /dev/zero | tr '\\0' x\n".formatted("x".repeat(LARGE), LARGE);

      assertThat(
              Hosts.run(
                  Hosts.settings(server.knownHosts("ed25519"), server.userKey()),
                  Hosts.host("app1", server.port()),
                  script,
                  recorder))
          .isEqualTo(Hosts.ENDED);
      assertThat(recorder.stdout()).isEqualTo("x".repeat(LARGE));
      assertThat(server.log().split("SSH2_MSG_KEXINIT received", -1).length - 1)
          .as("exchanges of keys")
          .isGreaterThan(10);
    }
  }
}
