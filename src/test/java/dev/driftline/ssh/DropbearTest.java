package dev.driftline.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Another server than OpenSSH's: dropbear, which takes commands of 9,000 bytes at most. Root's home is a folder of its
/// own while it runs.
@Tag("host")
@Timeout(60)
class DropbearTest {

  @TempDir Path directory;
  private Process server;
  private int port;

  @BeforeEach
  void start() throws Exception {
    OpenSshServer.keygen(directory.resolve("user"), "ed25519", "");
    Path hostKey = directory.resolve("host");
    OpenSshServer.run("dropbearkey", "-t", "ed25519", "-f", hostKey.toString());
    port = OpenSshServer.freePort();
    server =
        new ProcessBuilder(
                "unshare",
                "-m",
                "sh",
                "-c",
                """
                set -e
                cp "$1/user.pub" "$1/authorized"
                mount -t tmpfs -o mode=700 none "$HOME"
                mkdir -m 700 "$HOME/.ssh"
                cp "$2" "$HOME/.ssh/authorized_keys"
                chmod 600 "$HOME/.ssh/authorized_keys"
                exec dropbear -F -E -s -p 127.0.0.1:"$3" -r "$4"
                """,
                "sh",
                directory.toString(),
                directory.resolve("authorized").toString(),
                Integer.toString(port),
                hostKey.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!log().contains("Not backgrounding") && server.isAlive() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(server.isAlive()).as(log()).isTrue();
  }

  @AfterEach
  void stop() throws Exception {
    List<ProcessHandle> sessions = server.descendants().toList();
    server.destroy();
    sessions.forEach(ProcessHandle::destroy);
    assertThat(server.waitFor(5, TimeUnit.SECONDS)).isTrue();
  }

  private String log() throws Exception {
    return Files.readString(directory.resolve("log"));
  }

  private String knownHosts() throws Exception {
    Process shown =
        new ProcessBuilder("dropbearkey", "-y", "-f", directory.resolve("host").toString())
            .redirectErrorStream(true)
            .start();
    return shown
        .inputReader()
        .lines()
        .filter(line -> line.startsWith("ssh-ed25519 "))
        .map(line -> "[127.0.0.1]:%d %s%n".formatted(port, line))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @DisplayName("Q05 a script of 3 MB arrives whole, and both streams come back apart")
  void sendsALargeScript() throws Exception {
    Recorder recorder = Recorder.patient();
    SshSettings settings =
        Hosts.settings(
            Files.writeString(directory.resolve("known_hosts"), knownHosts()),
            directory.resolve("user"));
    String script = "# " + "x".repeat(3_000_000) + "\necho out; echo err >&2\n";

    assertThat(Hosts.run(settings, Hosts.host("app1", port), script, recorder))
        .as(log())
        .isEqualTo(Hosts.ENDED);
    assertThat(recorder.stdout()).isEqualTo("out\n");
    assertThat(recorder.stderr()).isEqualTo("err\n");
  }
}
