package dev.driftline.ssh.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Servers that guess what will be agreed on, and one that accepts what nobody asked for.
@Timeout(60)
class GuessesTest {

  @TempDir Path directory;

  private Outcome ask(Play play) throws Exception {
    try (HostileServer server = new HostileServer(play)) {
      return Objects.requireNonNull(
              HostileRun.collect(
                      HostileRun.settings(directory, server.known()),
                      Duration.ofSeconds(30),
                      1,
                      List.of(
                          HostileRun.host("app1", "127.0.0.1", server.port(), Optional.empty())))
                  .get("app1"))
          .outcome();
    }
  }

  /// Ours is mlkem768x25519-sha256, the server's curve25519-sha256: RFC 4253 section 7.1 wants its next packet ignored.
  @Test
  void thePacketAfterAWrongGuessIsSkipped() throws Exception {
    assertThat(
            ask(
                Play.at(
                    Play.Stage.KEYS,
                    peer -> {
                      Peer.Exchange exchange = peer.new Exchange(Proposal.GCM);
                      exchange.guess();
                      exchange.propose();
                      peer.send(Message.of(Message.KEX_ECDH_REPLY).string("guess"));
                      exchange.reply();
                      exchange.newKeys();
                    })))
        .isEqualTo(new Outcome.Answered());
  }

  @Test
  void anotherServiceThanTheLoginBreaksTheRulesAtOnce() throws Exception {
    Outcome.Unreachable failed =
        (Outcome.Unreachable)
            ask(
                Play.at(
                    Play.Stage.SERVICE,
                    peer -> {
                      peer.await(Message.SERVICE_REQUEST);
                      peer.send(Message.of(Message.SERVICE_ACCEPT).string("ssh-connection"));
                      peer.silence();
                    }));

    assertThat(failed.reason()).isEqualTo(Reason.PROTOCOL);
    assertThat(failed.detail()).endsWith(": the other side broke the rules of SSH");
  }

  /// OpenSSH's client takes it, too (sshconnect2.c).
  @Test
  void aServerThatAcceptsTheLoginWithoutItsNameIsLoggedInTo() throws Exception {
    assertThat(
            ask(
                Play.at(
                    Play.Stage.SERVICE,
                    peer -> {
                      peer.await(Message.SERVICE_REQUEST);
                      peer.send(Message.of(Message.SERVICE_ACCEPT));
                    })))
        .isEqualTo(new Outcome.Answered());
  }
}
