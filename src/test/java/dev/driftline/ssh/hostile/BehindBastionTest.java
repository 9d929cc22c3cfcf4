package dev.driftline.ssh.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.Collector;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Hop;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.Login;
import dev.driftline.ssh.OpenSshServer;
import dev.driftline.ssh.SshSettings;
import dev.driftline.ssh.SshTransport;
import dev.driftline.ssh.key.Passphrases;
import dev.driftline.ssh.login.Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Hostile hosts behind a bastion, which is a real sshd, beside healthy ones.
@Timeout(180)
class BehindBastionTest {

  /// No healthy host needs as much, and no run waits for it.
  private static final Duration NEVER = Duration.ofMinutes(2);

  private static final int OF_EVERY_KIND = 10;
  private static final int HEALTHY = 30;

  /// What a host may do; the test is told all who do it by this name.
  enum Kind {
    SILENT,
    DRIPS,
    STALLS,
    FLOODS_BEFORE,
    FLOODS_AFTER,
    CUTS,
    OTHER_KEY;

    private Play play() {
      return switch (this) {
        case SILENT -> Play.at(Play.Stage.VERSION, Peer::silence);
        case DRIPS ->
            Play.at(
                Play.Stage.VERSION,
                peer -> peer.drip("hello\r\n".getBytes(StandardCharsets.US_ASCII)));
        case STALLS -> Play.at(Play.Stage.ANSWER, Peer::silence);
        case FLOODS_BEFORE ->
            Play.at(Play.Stage.KEYS, peer -> peer.flood(Message.of(Message.IGNORE).string("")));
        case FLOODS_AFTER ->
            Play.at(
                Play.Stage.ANSWER,
                peer ->
                    peer.flood(peer.toChannel(Message.CHANNEL_DATA).string("y\n".repeat(10_000))));
        case CUTS -> Play.at(Play.Stage.ANSWER, Peer::reset);
        case OTHER_KEY -> Play.honest();
      };
    }
  }

  @TempDir Path directory;

  private final List<OpenSshServer> bastions = new ArrayList<>();
  private final List<HostileServer> servers = new ArrayList<>();
  private final StringBuilder known = new StringBuilder();

  @AfterEach
  void end() throws IOException {
    for (HostileServer server : servers) {
      server.close();
    }
    bastions.forEach(OpenSshServer::close);
  }

  /// Adds one more sshd to the chain.
  private void bastion(String... options) throws Exception {
    Path folder = Files.createDirectory(directory.resolve("bastion" + bastions.size()));
    OpenSshServer bastion = OpenSshServer.start(folder, options);
    if (!bastions.isEmpty()) {
      Path first = bastions.getFirst().userKey().resolveSibling("authorized_keys");
      Files.copy(first, folder.resolve("authorized_keys"), StandardCopyOption.REPLACE_EXISTING);
    }
    known.append(bastion.known("ed25519"));
    bastions.add(bastion);
  }

  private HostileServer server(Play play) throws IOException {
    HostileServer server = new HostileServer(play);
    servers.add(server);
    return server;
  }

  private Host host(String name, int port) {
    Login login = new Login("", Optional.empty(), Optional.empty());
    Login onBastion =
        new Login(System.getProperty("user.name"), Optional.empty(), Optional.empty());
    List<Hop> hops =
        bastions.stream().map(hop -> new Hop("127.0.0.1", hop.port(), onBastion)).toList();
    return new Host(
        name,
        new Connection(
            Connection.Method.SSH, "127.0.0.1", port, login, Optional.empty(), hops, List.of()));
  }

  private SshTransport transport() throws Exception {
    SshSettings settings = HostileRun.settings(directory, known.toString());
    return new SshTransport(
        new SshSettings(
            settings.hostKeys(),
            new Credentials(
                "tester",
                Optional.of(bastions.getFirst().userKey()),
                Optional.empty(),
                List.of(),
                Passphrases.none()),
            NEVER,
            SshSettings.PLACES_PER_SESSION));
  }

  /// Ends the run as soon as the healthy hosts are done.
  private Map<String, HostAnswers> collect(List<Host> hosts, int healthy) throws Exception {
    Map<String, HostAnswers> answers = new HashMap<>();
    try (SshTransport transport = transport()) {
      Collector collector =
          new Collector(transport, new Collector.Limits(hosts.size(), NEVER, Optional.empty()));
      int[] left = {healthy};
      collector.collect(
          hosts,
          _ -> Inquiry.PLAN,
          got -> {
            answers.put(got.host().name(), got);
            if (got.host().name().startsWith("healthy") && --left[0] == 0) {
              collector.cancel();
            }
          });
    }
    return answers;
  }

  private List<Host> healthy(int count) throws IOException {
    HostileServer honest = server(Play.honest());
    known.append(honest.known());
    List<Host> hosts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      hosts.add(host("healthy" + i, honest.port()));
    }
    return hosts;
  }

  private List<Host> hostile() throws IOException {
    List<Host> hosts = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      HostileServer server = server(kind.play());
      if (kind != Kind.OTHER_KEY) {
        known.append(server.known());
      }
      for (int i = 0; i < OF_EVERY_KIND; i++) {
        hosts.add(host(kind.name() + i, server.port()));
      }
    }
    return hosts;
  }

  private static Duration slowest(Map<String, HostAnswers> answers) {
    return answers.values().stream()
        .filter(got -> got.host().name().startsWith("healthy"))
        .map(HostAnswers::elapsed)
        .max(Duration::compareTo)
        .orElseThrow();
  }

  @ParameterizedTest(name = "N14 70 hostile hosts of every kind hold up no healthy one, {0} hops")
  @ValueSource(ints = {1, 2})
  void hostileHostsHoldUpNoOther(int hops) throws Exception {
    for (int i = 0; i < hops; i++) {
      bastion();
    }
    List<Host> healthy = healthy(HEALTHY);
    Duration alone = slowest(collect(healthy, HEALTHY));
    List<Host> all = new ArrayList<>(hostile());
    all.addAll(healthy);

    Map<String, HostAnswers> answers = collect(all, HEALTHY);

    System.out.printf(
        "the slowest healthy host: %d ms alone, %d ms beside hostile ones%n",
        alone.toMillis(), slowest(answers).toMillis());
    assertThat(answers).hasSize(all.size());
    answers.forEach((name, got) -> {
      assertThat(got.outcome() instanceof Outcome.Answered)
          .as("%s: %s", name, got.outcome())
          .isEqualTo(name.startsWith("healthy"));
      assertThat(
              got.outcome() instanceof Outcome.Unreachable late && late.reason() == Reason.TIMEOUT)
          .as("%s: %s", name, got.outcome())
          .isFalse();
    });
  }

  @Test
  @DisplayName("N15 forty hosts that say 4 MB each behind one bastion all answer")
  void whatABastionCarriesHasNoTotal() throws Exception {
    bastion();
    String words = "x".repeat(32_000);
    HostileServer wordy =
        server(
            Play.honest()
                .before(
                    Play.Stage.ANSWER,
                    peer -> {
                      for (int i = 0; i < 4_000_000 / words.length(); i++) {
                        peer.send(Message.of(Message.IGNORE).string(words));
                      }
                    }));
    known.append(wordy.known());
    List<Host> hosts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      hosts.add(host("healthy" + i, wordy.port()));
    }

    assertThat(collect(hosts, hosts.size()).values())
        .hasSize(40)
        .allSatisfy(got -> assertThat(got.outcome()).isEqualTo(new Outcome.Answered()));
  }

  @Test
  @DisplayName("N16 sshd counts no tunnels: 40 hosts answer through one that allows one session")
  void aBastionWithOneSessionCarriesManyTunnels() throws Exception {
    bastion("MaxSessions 1", "MaxStartups 1");
    List<Host> hosts = healthy(40);

    assertThat(collect(hosts, hosts.size()).values())
        .hasSize(40)
        .allSatisfy(got -> assertThat(got.outcome()).isEqualTo(new Outcome.Answered()));
  }
}
