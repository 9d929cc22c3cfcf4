package dev.driftline.ssh.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import dev.driftline.collect.Collector;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.Login;
import dev.driftline.model.host.Secret;
import dev.driftline.ssh.SshSettings;
import dev.driftline.ssh.SshTransport;
import dev.driftline.ssh.hostkey.HostKeys;
import dev.driftline.ssh.hostkey.PublicKey;
import dev.driftline.ssh.key.Passphrases;
import dev.driftline.ssh.login.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One run of the program's own collector over the servers of some cases, all at once, with healthy hosts between
/// them. What must hold for every case whatever it is about is looked at here.
final class HostileRun {

  private static final Duration LATE = Duration.ofMillis(500);

  /// For what ends by itself, however busy the machine is.
  private static final Duration AMPLE = Duration.ofSeconds(60);

  private final Path directory;
  private final Duration login;
  private final Duration host;
  private final Optional<String> password;
  private final Map<String, HostAnswers> answers = new HashMap<>();
  private final Map<String, HostileServer> servers = new HashMap<>();
  private Duration delay = Duration.ZERO;

  /// @param login how long a login may take
  /// @param host  how long a host may take
  HostileRun(Path directory, Duration login, Duration host) {
    this(directory, login, host, Optional.empty());
  }

  HostileRun(Path directory, Duration login, Duration host, Optional<String> password) {
    this.directory = directory;
    this.login = login;
    this.host = host;
    this.password = password;
  }

  static SshSettings settings(Path directory, String known) throws Exception {
    Path key = directory.resolve("key");
    if (Files.notExists(key)) {
      KeyPair pair = KeyPair.genKeyPair(new JSch(), KeyPair.ECDSA, 256);
      pair.writePrivateKey(key.toString());
      pair.writePublicKey(key + ".pub", "tester");
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }
    Path file = Files.writeString(Files.createTempFile(directory, "known", "hosts"), known);
    return new SshSettings(
        new HostKeys(List.of(file), false),
        new Credentials(
            "tester", Optional.of(key), Optional.empty(), List.of(), Passphrases.none()),
        Duration.ofSeconds(10),
        10);
  }

  static SshSettings within(SshSettings settings, Duration login) {
    return new SshSettings(settings.hostKeys(), settings.credentials(), login, 10);
  }

  Host host(String name, int port) {
    return host(name, "127.0.0.1", port, password);
  }

  static Host host(String name, String address, int port, Optional<String> password) {
    Login login = new Login("", Optional.empty(), password.map(Secret::new));
    return new Host(
        name,
        new Connection(
            Connection.Method.SSH, address, port, login, Optional.empty(), List.of(), List.of()));
  }

  /// Asks every host that is named.
  static Map<String, HostAnswers> collect(
      SshSettings settings, Duration limit, int forks, List<Host> hosts) throws Exception {
    Map<String, HostAnswers> byName = new HashMap<>();
    try (SshTransport transport = new SshTransport(settings)) {
      new Collector(transport, new Collector.Limits(forks, limit, Optional.empty()))
          .collect(hosts, _ -> Inquiry.PLAN, answers -> byName.put(answers.host().name(), answers));
    }
    return byName;
  }

  /// Plays the cases, first all those that end by themselves, then all that a deadline ends, both with some healthy
  /// hosts among them, and looks at what must hold for the run.
  void play(List<Case> cases, int healthy) throws Exception {
    warm();
    long sockets = Leftovers.sockets();
    try {
      playAtOnce(cases.stream().filter(each -> !each.late()).toList(), healthy, AMPLE, AMPLE);
      playAtOnce(cases.stream().filter(Case::late).toList(), healthy, login, host);
    } finally {
      for (HostileServer server : servers.values()) {
        server.close();
      }
    }
    assertThat(Leftovers.beyond(sockets, directory)).isEmpty();
  }

  private void playAtOnce(List<Case> cases, int healthy, Duration login, Duration host)
      throws Exception {
    try (HostileServer honest = new HostileServer(Play.honest());
        Delays delays = new Delays()) {
      StringBuilder known = new StringBuilder(honest.known());
      List<Host> hosts = new ArrayList<>();
      for (Case each : cases) {
        HostileServer server = new HostileServer(each.play());
        servers.put(each.name(), server);
        known.append(server.known());
        hosts.add(host(each.name(), server.port()));
      }
      for (int i = 0; i < healthy; i++) {
        hosts.add(i * hosts.size() / healthy, host("healthy" + i, honest.port()));
      }
      SshSettings settings = within(settings(directory, known.toString()), login);
      answers.putAll(collect(settings, host, hosts.size(), hosts));
      delay = delays.worst();
    }
    for (int i = 0; i < healthy; i++) {
      assertThat(answers.get("healthy" + i).outcome()).isEqualTo(new Outcome.Answered());
    }
  }

  /// So that no deadline is spent on loading classes, and what Java opens once a process is open.
  private void warm() throws Exception {
    try (HostileServer honest = new HostileServer(Play.honest())) {
      SshSettings settings = settings(directory, honest.known());
      for (int i = 0; i < 3; i++) {
        Host warm = host("warm", honest.port());
        assertThat(
                collect(settings, Duration.ofSeconds(30), 1, List.of(warm)).get("warm").outcome())
            .isEqualTo(new Outcome.Answered());
      }
    }
  }

  HostAnswers answers(Case each) {
    return answers.get(each.name());
  }

  HostileServer server(Case each) {
    return servers.get(each.name());
  }

  /// What must hold for every case.
  private void verify(Case each) throws IOException {
    HostAnswers got = answers(each);
    if (each.reason().isEmpty()) {
      assertThat(got.outcome()).isEqualTo(new Outcome.Answered());
      assertThat(Inquiry.said(got, "first")).contains("out1err1");
      assertThat(Inquiry.said(got, "second")).contains("out2err2");
    } else {
      Outcome.Unreachable outcome = (Outcome.Unreachable) got.outcome();
      String words =
          each.words()
              .replace("ADDRESS", "127.0.0.1:" + server(each).port())
              .replace("KEY", credentials());
      assertThat(outcome.detail()).isEqualTo(each.name() + ": " + words);
      assertThat(outcome.reason()).isEqualTo(each.reason().get());
      assertThat(outcome.hint()).isNotBlank().endsWith(".");
      assertThat(Inquiry.said(got, "second")).isEmpty();
    }
    assertThat(server(each).talking()).as("connections left open").isZero();
    assertThat(server(each).faults()).as("faults of the server").isEmpty();
  }

  /// The words for what was offered.
  private String credentials() throws IOException {
    Path key = directory.resolve("key");
    String[] fields = Files.readString(directory.resolve("key.pub")).split(" ", 3);
    String shown =
        PublicKey.of(Base64.getDecoder().decode(fields[1])).orElseThrow() + " (" + key + ")";
    return password.isEmpty() ? shown : "the password";
  }

  /// As [#verify(Case)]; and a late case has ended in time.
  private void verifyInTime(Case each, Duration limit) throws IOException {
    verify(each);
    if (each.late()) {
      assertThat(answers(each).elapsed()).isBetween(limit, limit.plus(LATE).plus(delay));
    }
  }

  void verifyLogin(Case each) throws IOException {
    verifyInTime(each, login);
  }

  void verifySession(Case each) throws IOException {
    verifyInTime(each, host);
  }
}
