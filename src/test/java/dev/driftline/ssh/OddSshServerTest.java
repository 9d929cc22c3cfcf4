package dev.driftline.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.Deadline;
import dev.driftline.collect.Transport.Ending;
import dev.driftline.model.Reason;
import dev.driftline.ssh.OddPeer.Act;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.auth.keyboard.InteractiveChallenge;
import org.apache.sshd.server.auth.keyboard.KeyboardInteractiveAuthenticator;
import org.apache.sshd.server.forward.DirectTcpipFactory;
import org.apache.sshd.server.session.ServerSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Servers that speak SSH and then do what no honest host does. Apache MINA SSHD in this process.
@Timeout(60)
class OddSshServerTest {

  @TempDir Path directory;

  private Ending run(OddSshServer server, String script, Duration limit) throws Exception {
    return Hosts.run(
        OddPeerTest.settings(directory, server.known()),
        Hosts.host("app1", server.port()),
        script,
        Recorder.patient(),
        limit);
  }

  private static String where(OddSshServer server, String rest) {
    return "app1: 127.0.0.1:" + server.port() + ": " + rest;
  }

  private static final String RUN_AGAIN = "Run again; if it stays so, look at the host's log.";

  @Test
  void saysThatCommandsAreNotRun() throws Exception {
    try (OddSshServer server = new OddSshServer().start()) {
      assertThat(run(server, "echo", Hosts.LONG))
          .isEqualTo(
              new Ending.Failed(
                  Reason.UNSUPPORTED,
                  where(server, "script: the host does not run commands for this user"),
                  "Check ForceCommand and the account's restrictions on the host."));
    }
  }

  @Test
  void saysThatNoSessionIsOpened() throws Exception {
    try (OddSshServer server = new OddSshServer()) {
      server.settings().setChannelFactories(List.of(DirectTcpipFactory.INSTANCE));
      server.start();
      assertThat(run(server, "echo", Hosts.LONG))
          .isEqualTo(
              new Ending.Failed(
                  Reason.UNSUPPORTED,
                  where(server, "exec: the host opened no session"),
                  "Check MaxSessions and the account's restrictions in the host's sshd_config."));
    }
  }

  @Test
  void doesNotTakeAClosedChannelForAnEnd() throws Exception {
    try (OddSshServer server =
        new OddSshServer()
            .doing(exec -> {
              exec.say("mysql 5.1");
              exec.channel().close(false);
            })
            .start()) {
      assertThat(run(server, "echo", Hosts.LONG))
          .isEqualTo(
              new Ending.Failed(
                  Reason.TRUNCATED,
                  where(server, "script: the host ended the session before the script had ended"),
                  RUN_AGAIN));
    }
  }

  @Test
  void doesNotTakeALostConnectionForAnEnd() throws Exception {
    try (OddSshServer server =
        new OddSshServer()
            .doing(exec -> {
              exec.say("mysql 5.1");
              exec.channel().getSession().close(true);
            })
            .start()) {
      assertThat(run(server, "echo", Hosts.LONG))
          .isEqualTo(
              new Ending.Failed(
                  Reason.TRUNCATED,
                  where(server, "script: the connection was lost before the script had ended"),
                  RUN_AGAIN));
    }
  }

  @Test
  void endsAHostThatNeverReadsTheScriptAtItsDeadline() throws Exception {
    try (OddSshServer server = new OddSshServer().doing(exec -> exec.say("")).start()) {
      long start = System.nanoTime();
      Ending ending = run(server, "# " + "x".repeat(9 << 20), Duration.ofSeconds(3));

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(3500));
      assertThat(ending)
          .isEqualTo(
              new Ending.Failed(
                  Reason.TIMEOUT,
                  where(server, "script: not done when the time was up"),
                  "Check the load of the host, or raise --host-timeout."));
    }
  }

  @Test
  void refusesPacketsOfAFewBytes() throws Exception {
    try (OddSshServer server = new OddSshServer().doing(exec -> exec.exit().onExit(0))) {
      CoreModuleProperties.MAX_PACKET_SIZE.set(server.settings(), 100L);
      server.start();
      assertThat(run(server, "echo", Hosts.LONG))
          .isEqualTo(
              new Ending.Failed(
                  Reason.PROTOCOL,
                  where(server, "exec: the host wants packets of 100 bytes"),
                  "Check what listens there."));
    }
  }

  @Test
  void offersNothingBeforeTheHostKeyIsKnown() throws Exception {
    try (OddSshServer server = new OddSshServer().doing(exec -> exec.exit().onExit(0)).start();
        OddSshServer other = new OddSshServer()) {
      other.start();
      String changed = other.known().replace(":" + other.port(), ":" + server.port());
      for (String known : List.of("", changed)) {
        Ending.Failed failed =
            (Ending.Failed)
                Hosts.run(
                    OddPeerTest.settings(directory, known),
                    Hosts.withPassword("app1", server.port(), "secret"),
                    "echo",
                    Recorder.patient());
        assertThat(failed.reason()).isEqualTo(Reason.HOST_KEY);
      }
      assertThat(server.logins()).isEmpty();
      assertThat(run(server, "echo", Hosts.LONG)).isEqualTo(Hosts.ENDED);
      assertThat(server.logins()).isNotEmpty();
    }
  }

  /// Asks one question and writes down the answers. JSch answers with an empty text what we do not answer.
  private record Asking(String prompt, List<String> answers)
      implements KeyboardInteractiveAuthenticator {

    @Override
    public InteractiveChallenge generateChallenge(
        ServerSession session, String user, String language, String methods) {
      InteractiveChallenge challenge = new InteractiveChallenge();
      challenge.setInteractionName("");
      challenge.setInteractionInstruction("");
      challenge.setLanguageTag("");
      challenge.addPrompt(prompt, false);
      return challenge;
    }

    @Override
    public boolean authenticate(ServerSession session, String user, List<String> responses) {
      answers.addAll(responses);
      return false;
    }
  }

  private Ending askedWith(OddSshServer server, Asking asking) throws Exception {
    server.settings().setPublickeyAuthenticator(null);
    server.settings().setPasswordAuthenticator(null);
    server.settings().setKeyboardInteractiveAuthenticator(asking);
    server.start();
    return Hosts.run(
        OddPeerTest.settings(directory, server.known()),
        Hosts.withPassword("app1", server.port(), "secret"),
        "echo",
        Recorder.patient());
  }

  @Test
  void givesTheLoginPasswordOnce() throws Exception {
    try (OddSshServer server = new OddSshServer()) {
      Asking asking = new Asking("Password: ", new ArrayList<>());

      Ending.Failed failed = (Ending.Failed) askedWith(server, asking);

      assertThat(failed.reason()).isEqualTo(Reason.AUTH);
      assertThat(asking.answers()).containsOnlyOnce("secret").containsOnly("secret", "");
    }
  }

  @Test
  void givesTheLoginPasswordToNoOtherQuestion() throws Exception {
    for (String prompt : List.of("[sudo] password: ", "sudo password:", "New password: ", "OTP:")) {
      try (OddSshServer server = new OddSshServer()) {
        Asking asking = new Asking(prompt, new ArrayList<>());

        Ending.Failed failed = (Ending.Failed) askedWith(server, asking);

        assertThat(failed.detail()).endsWith("; not answered: " + prompt.strip());
        assertThat(failed.reason()).isEqualTo(Reason.AUTH);
        assertThat(asking.answers()).containsExactly("");
      }
    }
  }

  @Test
  void keepsHealthyHostsGoingBesideFlooders() throws Exception {
    byte[] line = "welcome\r\n".getBytes(StandardCharsets.US_ASCII);
    try (OddSshServer healthy = new OddSshServer().doing(exec -> exec.exit().onExit(0)).start();
        OddPeer flooder = new OddPeer(List.of(new Act.Flood(line)), 6);
        SshTransport transport =
            new SshTransport(OddPeerTest.settings(directory, healthy.known()));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Ending>> flooded = new ArrayList<>();
      List<Future<Ending>> fine = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        flooded.add(threads.submit(() -> ask(transport, flooder.port())));
      }
      for (int i = 0; i < 30; i++) {
        fine.add(threads.submit(() -> ask(transport, healthy.port())));
      }
      for (Future<Ending> ending : fine) {
        assertThat(ending.get()).isEqualTo(Hosts.ENDED);
      }
      for (Future<Ending> ending : flooded) {
        assertThat(ending.get()).isInstanceOf(Ending.Failed.class);
      }
      assertThat(flooder.allHaveHungUp()).isTrue();
    }
  }

  private static Ending ask(SshTransport transport, int port) throws InterruptedException {
    return transport.run(
        Hosts.host("app1", port),
        "echo".getBytes(StandardCharsets.US_ASCII),
        Recorder.patient(),
        Deadline.in(Hosts.LONG));
  }

  @Test
  void addsOneKeyOnlyWhenManyMeetANewHostAtOnce() throws Exception {
    try (OddSshServer server = new OddSshServer().doing(exec -> exec.exit().onExit(0)).start();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      SshSettings settings = OddPeerTest.acceptingNew(directory);
      try (SshTransport transport = new SshTransport(settings)) {
        List<Future<Ending>> endings = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          endings.add(threads.submit(() -> ask(transport, server.port())));
        }
        for (Future<Ending> ending : endings) {
          assertThat(ending.get()).isEqualTo(Hosts.ENDED);
        }
      }
      assertThat(Files.readString(settings.hostKeys().files().getFirst()))
          .isEqualTo(server.known());
    }
  }
}
