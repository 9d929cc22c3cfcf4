package dev.driftline.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.Transport.Ending;
import dev.driftline.model.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Hosts that exchange keys again in the middle of a script.
@Timeout(60)
class RekeyTest {

  @TempDir Path directory;

  /// Exchanges keys again before the script's only word.
  private static void speakAfterAnother(OddSshServer.Exec exec) throws IOException {
    exec.channel().getSession().reExchangeKeys().verify(20_000);
    exec.say("asked\n");
    exec.exit().onExit(0);
  }

  @Test
  void refusesAHostThatShowsAnotherKeyLater() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair other = generator.generateKeyPair();
    AtomicReference<OddSshServer> changing = new AtomicReference<>();
    try (OddSshServer server =
        new OddSshServer()
            .doing(exec -> {
              changing.get().settings().setKeyPairProvider(KeyPairProvider.wrap(other));
              speakAfterAnother(exec);
            })
            .start()) {
      changing.set(server);
      Recorder recorder = Recorder.patient();

      Ending ending =
          Hosts.run(
              OddPeerTest.settings(directory, server.known()),
              Hosts.host("app1", server.port()),
              "echo asked",
              recorder);

      assertThat(ending)
          .isEqualTo(
              new Ending.Failed(
                  Reason.HOST_KEY,
                  "app1: 127.0.0.1:"
                      + server.port()
                      + ": script: the host showed another key in the middle of the connection",
                  "Somebody may be between: ask the host's owner before connecting again."));
      assertThat(recorder.stdout()).isEmpty();
    }
  }

  @Test
  void goesOnWithAHostThatKeepsItsKey() throws Exception {
    try (OddSshServer server = new OddSshServer().doing(RekeyTest::speakAfterAnother).start()) {
      Recorder recorder = Recorder.patient();

      Ending ending =
          Hosts.run(
              OddPeerTest.settings(directory, server.known()),
              Hosts.host("app1", server.port()),
              "echo asked",
              recorder);

      assertThat(ending).isEqualTo(Hosts.ENDED);
      assertThat(recorder.stdout()).isEqualTo("asked\n");
    }
  }
}
