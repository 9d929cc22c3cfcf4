package dev.driftline.ssh.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.host.Host;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A few hosts that send without a pause must not keep the threads that all hosts share.
@Timeout(180)
class StarvationTest {

  private static final Duration AMPLE = Duration.ofSeconds(60);

  enum Flood {
    BANNER,
    IGNORE,
    OUTPUT,
    REQUESTS;

    private Play play() {
      return switch (this) {
        case BANNER -> Play.at(Play.Stage.VERSION, peer -> peer.flood("welcome\r\n"));
        case IGNORE ->
            Play.at(Play.Stage.KEYS, peer -> peer.flood(Message.of(Message.IGNORE).string("")));
        case OUTPUT -> Play.at(Play.Stage.ANSWER, peer -> peer.flood(output(peer)));
        case REQUESTS -> Play.at(Play.Stage.ANSWER, peer -> peer.flood(request()));
      };
    }

    private static Message output(Peer peer) {
      return peer.toChannel(Message.CHANNEL_DATA).string("y\n".repeat(10_000));
    }

    private static Message request() {
      return Message.of(Message.GLOBAL_REQUEST).string("x".repeat(20_000)).flag(false);
    }
  }

  @TempDir Path directory;

  @ParameterizedTest(name = "6 hosts that flood with {0} do not stop 30 healthy ones")
  @EnumSource(Flood.class)
  void healthyHostsAnswerBesideFlooders(Flood flood) throws Exception {
    try (HostileServer honest = new HostileServer(Play.honest());
        HostileServer flooder = new HostileServer(flood.play())) {
      List<Host> hosts = new ArrayList<>();
      for (int i = 0; i < 36; i++) {
        boolean floods = i < 6;
        int port = floods ? flooder.port() : honest.port();
        String name = (floods ? "flooder" : "healthy") + i;
        hosts.add(HostileRun.host(name, "127.0.0.1", port, Optional.empty()));
      }
      Map<String, HostAnswers> answers =
          HostileRun.collect(
              HostileRun.within(
                  HostileRun.settings(directory, honest.known() + flooder.known()), AMPLE),
              AMPLE,
              36,
              hosts);

      assertThat(answers).hasSize(36);
      answers.forEach((name, got) ->
          assertThat(got.outcome() instanceof Outcome.Answered)
              .as(name)
              .isEqualTo(name.startsWith("healthy")));
    }
  }
}
