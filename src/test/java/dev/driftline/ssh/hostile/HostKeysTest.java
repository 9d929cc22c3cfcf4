package dev.driftline.ssh.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.host.Host;
import dev.driftline.ssh.SshSettings;
import dev.driftline.ssh.hostkey.HostKeys;
import dev.driftline.ssh.hostkey.PublicKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Servers whose key is not the one that is known.
@Timeout(120)
class HostKeysTest {

  private static final Duration AMPLE = Duration.ofSeconds(60);
  private static final String OTHER_TYPE =
      "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBA==";

  @TempDir Path directory;

  private static SshSettings accepting(SshSettings settings) {
    return new SshSettings(
        new HostKeys(settings.hostKeys().files(), true),
        settings.credentials(),
        Duration.ofSeconds(30),
        10);
  }

  private static HostAnswers ask(SshSettings settings, int port, Optional<String> password)
      throws Exception {
    Host host = HostileRun.host("app1", "127.0.0.1", port, password);
    return HostileRun.collect(settings, AMPLE, 1, List.of(host)).get("app1");
  }

  private void refusesAtOnce(HostileServer server, String known, boolean acceptNew, String words)
      throws Exception {
    SshSettings strict = HostileRun.settings(directory, known);
    Outcome outcome =
        ask(acceptNew ? accepting(strict) : strict, server.port(), Optional.of("secret")).outcome();

    assertThat(outcome).isInstanceOf(Outcome.Unreachable.class);
    Outcome.Unreachable failed = (Outcome.Unreachable) outcome;
    assertThat(failed.reason()).isEqualTo(Reason.HOST_KEY);
    assertThat(failed.detail())
        .startsWith("app1: 127.0.0.1:" + server.port() + ": host key: " + words);
    assertThat(server.logins()).isEmpty();
    assertThat(Files.readString(strict.hostKeys().files().getFirst())).isEqualTo(known);
  }

  private static String shown(HostKey key) {
    return PublicKey.of(key.blob()).orElseThrow().toString();
  }

  @Test
  @DisplayName("S25 an unknown key is refused before a login is tried")
  void refusesAnUnknownKey() throws Exception {
    HostKey key = HostKey.make();
    try (HostileServer server = new HostileServer(Play.honest(), key)) {
      refusesAtOnce(server, "", false, "it is not known: the host offers " + shown(key));
    }
  }

  @Test
  @DisplayName(
      "S26 a changed key is refused, both fingerprints shown, though new keys are accepted")
  void refusesAChangedKey() throws Exception {
    HostKey key = HostKey.make();
    HostKey old = HostKey.make();
    try (HostileServer server = new HostileServer(Play.honest(), key)) {
      refusesAtOnce(
          server,
          old.line(server.port()),
          true,
          "it has changed: the host offers %s, but known_hosts has %s"
              .formatted(shown(key), shown(old)));
    }
  }

  @Test
  @DisplayName("S27 a key of another type is a changed key, though new keys are accepted")
  void refusesAKeyOfAnotherType() throws Exception {
    HostKey key = HostKey.make();
    try (HostileServer server = new HostileServer(Play.honest(), key)) {
      refusesAtOnce(
          server,
          "[127.0.0.1]:%d %s\n".formatted(server.port(), OTHER_TYPE),
          true,
          "it has changed: the host offers " + shown(key));
    }
  }

  @Test
  @DisplayName("S29 of two keys shown at once as new only one is accepted")
  void acceptsOneOfTwoNewKeys() throws Exception {
    HostKey first = HostKey.make();
    HostKey second = HostKey.make();
    AtomicInteger turn = new AtomicInteger();
    Play twoFaced =
        Play.at(
            Play.Stage.KEYS,
            peer -> {
              Peer.Exchange exchange = peer.new Exchange(Proposal.GCM);
              HostKey shown = turn.getAndIncrement() % 2 == 0 ? first : second;
              exchange.propose();
              exchange.reply(shown, shown);
              exchange.newKeys();
            });
    try (HostileServer server = new HostileServer(twoFaced);
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      SshSettings settings = accepting(HostileRun.settings(directory, ""));
      List<Future<HostAnswers>> runs = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        runs.add(threads.submit(() -> ask(settings, server.port(), Optional.empty())));
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<HostAnswers> run : runs) {
        outcomes.add(run.get().outcome());
      }

      assertThat(outcomes).containsOnlyOnce(new Outcome.Answered());
      assertThat(outcomes)
          .filteredOn(outcome -> outcome instanceof Outcome.Unreachable)
          .singleElement()
          .satisfies(other ->
              assertThat(((Outcome.Unreachable) other).reason()).isEqualTo(Reason.HOST_KEY));
      assertThat(Files.readString(settings.hostKeys().files().getFirst()))
          .isIn(first.line(server.port()), second.line(server.port()));
    }
  }

  @Test
  @DisplayName("S29 a new key that many hosts show at once is added once")
  void addsOneLineForManyAtOnce() throws Exception {
    try (HostileServer server = new HostileServer(Play.honest())) {
      SshSettings settings = accepting(HostileRun.settings(directory, ""));
      List<Host> hosts = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        hosts.add(HostileRun.host("app" + i, "127.0.0.1", server.port(), Optional.empty()));
      }

      Map<String, HostAnswers> answers = HostileRun.collect(settings, AMPLE, 8, hosts);

      assertThat(answers.values())
          .extracting(HostAnswers::outcome)
          .containsOnly(new Outcome.Answered());
      assertThat(Files.readString(settings.hostKeys().files().getFirst()))
          .isEqualTo(server.known());
    }
  }

  @Test
  @DisplayName("S75 two hosts with one key, clones of each other, are both asked")
  void asksClones() throws Exception {
    HostKey key = HostKey.make();
    try (HostileServer one = new HostileServer(Play.honest(), key);
        HostileServer other = new HostileServer(Play.honest(), key)) {
      Map<String, HostAnswers> answers =
          HostileRun.collect(
              HostileRun.settings(directory, one.known() + other.known()),
              AMPLE,
              2,
              List.of(
                  HostileRun.host("app1", "127.0.0.1", one.port(), Optional.empty()),
                  HostileRun.host("app2", "127.0.0.1", other.port(), Optional.empty())));

      assertThat(answers.values())
          .extracting(HostAnswers::outcome)
          .containsExactly(new Outcome.Answered(), new Outcome.Answered());
    }
  }
}
