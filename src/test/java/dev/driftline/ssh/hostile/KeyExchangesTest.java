package dev.driftline.ssh.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.ssh.hostile.Play.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A host that exchanges keys again and again: in a large group each time takes the client much, and the host nothing.
@Timeout(180)
class KeyExchangesTest {

  private static final Duration AMPLE = Duration.ofSeconds(150);

  @TempDir Path directory;

  private final AtomicInteger exchanged = new AtomicInteger();

  private void exchangeForEver(Peer peer) throws IOException {
    while (true) {
      peer.exchangeKeys();
      exchanged.incrementAndGet();
    }
  }

  private Outcome outcome() throws Exception {
    try (HostileServer server = new HostileServer(Play.at(Stage.ANSWER, this::exchangeForEver))) {
      return HostileRun.collect(
              HostileRun.within(HostileRun.settings(directory, server.known()), AMPLE),
              AMPLE,
              1,
              List.of(HostileRun.host("h", "127.0.0.1", server.port(), Optional.empty())))
          .get("h")
          .outcome();
    }
  }

  @Test
  void withoutEndAreCut() throws Exception {
    assertThat(outcome())
        .isInstanceOfSatisfying(
            Outcome.Unreachable.class,
            lost -> {
              assertThat(lost.reason()).isEqualTo(Reason.LIMIT);
              assertThat(lost.detail())
                  .startsWith("h: 127.0.0.1:")
                  .endsWith(": script: more was sent than any honest server sends");
            });
    assertThat(exchanged).hasValueLessThanOrEqualTo(400).hasValueGreaterThan(300);
  }
}
