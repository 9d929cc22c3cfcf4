package dev.driftline.ssh.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
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
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Hostile hosts behind a bastion, which is a real sshd, beside healthy ones.
@Timeout(180)
class BehindBastionTest {

  /// No healthy host needs as much, and no run waits for it.
  private static final Duration NEVER = Duration.ofMinutes(2);

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private static final int OF_EVERY_KIND = 10;
  private static final int HEALTHY = 30;

  @TempDir Path directory;

  private final List<OpenSshServer> bastions = new ArrayList<>();
  private static ServerProcess honest;
  private static ServerProcess others;
  private int through = Integer.MAX_VALUE;
  private int bastionPort;
  private final StringBuilder known = new StringBuilder();

  @BeforeAll
  static void startServers() throws IOException {
    honest = new ServerProcess(List.of(Kind.HEALTHY));
    others = new ServerProcess(Stream.of(Kind.values()).filter(kind -> !kind.healthy()).toList());
  }

  @AfterAll
  static void endServers() {
    honest.close();
    others.close();
  }

  @AfterEach
  void end() {
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

  private Host host(String name, int port) {
    Login login = new Login("", Optional.empty(), Optional.empty());
    Login onBastion =
        new Login(System.getProperty("user.name"), Optional.empty(), Optional.empty());
    List<Hop> hops =
        bastions.stream()
            .limit(through)
            .map(hop -> new Hop("127.0.0.1", bastionPort > 0 ? bastionPort : hop.port(), onBastion))
            .toList();
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
            if (got.host().name().startsWith("HEALTHY") && --left[0] == 0) {
              collector.cancel();
            }
          });
    }
    return answers;
  }

  private List<Host> hosts(Kind kind, int count) {
    ServerProcess servers = kind.healthy() ? honest : others;
    if (kind != Kind.OTHER_KEY && !known.toString().contains(servers.known(kind))) {
      known.append(servers.known(kind));
    }
    return IntStream.range(0, count)
        .mapToObj(number -> host(kind.name() + number, servers.port(kind)))
        .toList();
  }

  private List<Host> hostile() {
    return Stream.of(Kind.values())
        .filter(kind -> !kind.healthy())
        .flatMap(kind -> hosts(kind, OF_EVERY_KIND).stream())
        .toList();
  }

  private static Duration slowest(Map<String, HostAnswers> answers) {
    return answers.values().stream()
        .filter(got -> got.host().name().startsWith("HEALTHY"))
        .map(HostAnswers::elapsed)
        .max(Duration::compareTo)
        .orElseThrow();
  }

  @ParameterizedTest(name = "N14 80 hostile hosts of every kind hold up no healthy one, {0} hops")
  @ValueSource(ints = {1, 2})
  void hostileHostsHoldUpNoOther(int hops) throws Exception {
    for (int i = 0; i < hops; i++) {
      bastion();
    }
    List<Host> healthy = hosts(Kind.HEALTHY, HEALTHY);
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
          .isEqualTo(name.startsWith("HEALTHY"));
      assertThat(
              got.outcome() instanceof Outcome.Unreachable late && late.reason() == Reason.TIMEOUT)
          .as("%s: %s", name, got.outcome())
          .isFalse();
    });
  }

  /// In CPU time of this process, which is the client's: the servers and the bastion are others.
  private Duration cost(List<Host> hosts) throws Exception {
    long before = SYSTEM.getProcessCpuTime();
    assertThat(collect(hosts, hosts.size())).hasSize(hosts.size());
    return Duration.ofNanos(SYSTEM.getProcessCpuTime() - before);
  }

  private Duration leastCost(List<Host> hosts) throws Exception {
    Duration least = cost(hosts);
    for (int i = 0; i < 2; i++) {
      Duration next = cost(hosts);
      least = next.compareTo(least) < 0 ? next : least;
    }
    return least;
  }

  /// The mean of ten runs. The CPU time that the JVM gives for a process goes in steps of 10 ms on Linux, and ten
  /// healthy hosts take about as long: a single run may show one step or two.
  private Duration meanCost(List<Host> hosts) throws Exception {
    Duration all = Duration.ZERO;
    for (int i = 0; i < 10; i++) {
      all = all.plus(cost(hosts));
    }
    return all.dividedBy(10);
  }

  @ParameterizedTest(
      name = "N19 ten flooding hosts cost as much as some hundred healthy ones, {0} hops")
  @ValueSource(ints = {0, 1})
  void whatAFloodingHostCosts(int hops) throws Exception {
    bastion();
    through = hops;
    List<Host> healthy = hosts(Kind.HEALTHY, OF_EVERY_KIND);
    cost(hosts(Kind.FLOODS_AFTER, OF_EVERY_KIND));
    Duration usual = meanCost(healthy);
    for (Kind kind : Kind.values()) {
      if (kind.floods()) {
        Duration flood = leastCost(hosts(kind, OF_EVERY_KIND));
        System.out.printf(
            "%d hops: ten that %s: %d ms of CPU, ten healthy ones: %d ms%n",
            hops, kind, flood.toMillis(), usual.toMillis());
        assertThat(flood).as(kind.name()).isLessThan(usual.multipliedBy(50));
      }
    }
  }

  @ParameterizedTest(name = "N20 no more is taken of one that {0} through a tunnel than {1} KiB")
  @CsvSource({"FLOODS_BEFORE, 160", "FLOODS_AFTER, 4608", "FLOODS_SMALL, 3072"})
  void whatIsTakenOfAFloodingHost(Kind kind, int kibibytes) throws Exception {
    bastion();
    try (Meter meter = new Meter(bastions.getFirst().port())) {
      known.append(bastions.getFirst().known("ed25519", meter.port()));
      bastionPort = meter.port();
      List<Host> hosts = hosts(kind, OF_EVERY_KIND);

      collect(hosts, hosts.size());

      System.out.printf("%s: %d KiB a host%n", kind, (meter.taken() / hosts.size()) >> 10);
      assertThat((meter.taken() / hosts.size()) >> 10).isLessThanOrEqualTo(kibibytes);
    }
  }

  @Test
  @DisplayName("N15 forty hosts that say 4 MB each behind one bastion all answer")
  void whatABastionCarriesHasNoTotal() throws Exception {
    bastion();
    String words = "x".repeat(32_000);
    HostileServer wordy =
        new HostileServer(
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
      hosts.add(host("HEALTHY" + i, wordy.port()));
    }

    assertThat(collect(hosts, hosts.size()).values())
        .hasSize(40)
        .allSatisfy(got -> assertThat(got.outcome()).isEqualTo(new Outcome.Answered()));
  }

  @Test
  @DisplayName("N16 sshd counts no tunnels: 40 hosts answer through one that allows one session")
  void aBastionWithOneSessionCarriesManyTunnels() throws Exception {
    bastion("MaxSessions 1", "MaxStartups 1");
    List<Host> hosts = hosts(Kind.HEALTHY, 40);

    assertThat(collect(hosts, hosts.size()).values())
        .hasSize(40)
        .allSatisfy(got -> assertThat(got.outcome()).isEqualTo(new Outcome.Answered()));
  }
}
