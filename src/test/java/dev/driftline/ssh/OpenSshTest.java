package dev.driftline.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.Deadline;
import dev.driftline.collect.HostClock;
import dev.driftline.collect.Transport.Ending;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Against a real sshd (Debian's openssh-server), started here.
@Tag("host")
@Timeout(60)
class OpenSshTest {

  @TempDir static Path directory;
  private static OpenSshServer server;

  @BeforeAll
  static void start() throws Exception {
    server = OpenSshServer.start(directory);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private SshSettings settings() throws Exception {
    return Hosts.settings(server.knownHosts("ed25519"), server.userKey());
  }

  @Test
  void bringsBackBothStreamsOfAScriptApart() throws Exception {
    Recorder recorder = Recorder.patient();

    Ending ending =
        Hosts.run(
            settings(), Hosts.host("app1", server.port()), "echo out; echo err >&2", recorder);

    assertThat(ending).isEqualTo(Hosts.ENDED);
    assertThat(recorder.stdout()).isEqualTo("out\n");
    assertThat(recorder.stderr()).isEqualTo("err\n");
  }

  @Test
  void doesNotWaitForAChildThatHoldsTheOutputOnceAllIsSaid() throws Exception {
    Recorder recorder = new Recorder("end\n", 1000);
    Path mayEnd = directory.resolve("child-may-end");
    // the folder goes away with the test, perhaps before the child has seen the file
    String child =
        "until [ -e %s ] || ! [ -d %s ]; do sleep 0.1; done & echo end"
            .formatted(mayEnd, directory);

    Ending ending = Hosts.run(settings(), Hosts.host("app1", server.port()), child, recorder);
    Files.createFile(mayEnd);

    assertThat(ending).isEqualTo(Hosts.ENDED);
    assertThat(recorder.stdout()).isEqualTo("end\n");
  }

  @Test
  void theScriptIsGarbageWhileItRuns() throws Exception {
    Path go = directory.resolve("go");
    String text = "until [ -e %s ]; do sleep 0.05; done".formatted(go);
    CompletableFuture<WeakReference<byte[]>> sent = new CompletableFuture<>();
    Supplier<byte[]> script =
        () -> {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          sent.complete(new WeakReference<>(bytes));
          return bytes;
        };
    try (SshTransport transport = new SshTransport(settings());
        ExecutorService hosts = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Ending> ending =
          hosts.submit(() ->
              transport.run(
                  Hosts.host("app1", server.port()),
                  script,
                  Recorder.patient(),
                  new HostClock(Hosts.LONG)));
      WeakReference<byte[]> bytes = sent.get();
      Deadline patience = Deadline.in(Duration.ofSeconds(10));
      while (bytes.get() != null && !patience.passed()) {
        System.gc();
      }
      boolean held = bytes.get() != null;
      Files.createFile(go);

      assertThat(ending.get()).isEqualTo(Hosts.ENDED);
      assertThat(held).isFalse();
    }
  }

  @Test
  void sendsAScriptLargerThanTheWindow() throws Exception {
    Recorder recorder = Recorder.patient();
    String script = "# " + "x".repeat(3_000_000) + "\necho end\n";

    Ending ending = Hosts.run(settings(), Hosts.host("app1", server.port()), script, recorder);

    assertThat(ending).isEqualTo(Hosts.ENDED);
    assertThat(recorder.stdout()).isEqualTo("end\n");
  }

  @Test
  void goesThroughTwoBastionsAndChecksEachHostKey() throws Exception {
    Recorder recorder = Recorder.patient();

    Ending ending =
        Hosts.run(
            settings(),
            Hosts.behind("db1", server.port(), server.port(), server.port()),
            "echo through",
            recorder);

    assertThat(ending).isEqualTo(Hosts.ENDED_BEHIND_A_BASTION);
    assertThat(recorder.stdout()).isEqualTo("through\n");
  }

  @Test
  void asksForTheTypeOfKeyThatAHashedLineHolds() throws Exception {
    Path known = server.knownHosts("rsa");
    OpenSshServer.run("ssh-keygen", "-q", "-H", "-f", known.toString());
    Recorder recorder = Recorder.patient();

    Ending ending =
        Hosts.run(
            Hosts.settings(known, server.userKey()),
            Hosts.host("app1", server.port()),
            "echo known",
            recorder);

    assertThat(ending).isEqualTo(Hosts.ENDED);
    assertThat(recorder.stdout()).isEqualTo("known\n");
  }
}
