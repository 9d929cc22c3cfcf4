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

/// A server that takes no login for now, and says so only after its version.
@Timeout(60)
class TurnedAwayTest {

  /// SSH_DISCONNECT_TOO_MANY_CONNECTIONS, RFC 4253 section 11.1.
  private static final int TOO_MANY = 12;

  @TempDir Path directory;

  /// In 6 s: at once, and after 0.25, 0.5, 1, 2 and 4 s. A pause that did not grow would make it twenty.
  @Test
  void isAskedAgainAfterLongerAndLongerPauses() throws Exception {
    Play busy =
        Play.at(
            Play.Stage.KEYS,
            peer -> {
              peer.await(Message.KEXINIT);
              peer.send(
                  Message.of(Message.DISCONNECT).number(TOO_MANY).string("too many").string(""));
              peer.silence();
            });
    try (HostileServer server = new HostileServer(busy)) {
      Outcome outcome =
          Objects.requireNonNull(
                  HostileRun.collect(
                          HostileRun.settings(directory, server.known()),
                          Duration.ofSeconds(6),
                          1,
                          List.of(
                              HostileRun.host(
                                  "app1", "127.0.0.1", server.port(), Optional.empty())))
                      .get("app1"))
              .outcome();

      assertThat(server.peers()).hasSizeBetween(2, 6);
      assertThat(outcome)
          .isEqualTo(
              new Outcome.Unreachable(
                  Reason.REFUSED,
                  "app1: 127.0.0.1:%d: version exchange: the host turns this machine away for now: too many"
                      .formatted(server.port()),
                  "Run again when fewer logins are under way there, or raise MaxStartups in the host's"
                      + " sshd_config."));
    }
  }
}
