package dev.driftline.ssh;

import dev.driftline.collect.HostClock;
import dev.driftline.collect.Transport.Ending;
import dev.driftline.collect.Transport.Streams;
import dev.driftline.model.host.Become;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Hop;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.Login;
import dev.driftline.model.host.Secret;
import dev.driftline.ssh.hostkey.HostKeys;
import dev.driftline.ssh.hostkey.KnownHostsException;
import dev.driftline.ssh.key.Passphrases;
import dev.driftline.ssh.login.Credentials;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Short ways to the records that a transport is given.
final class Hosts {

  /// Of a host that was reached without a bastion, and whose key was verified there.
  static final Ending ENDED = new Ending.Ended(Optional.of("127.0.0.1"));

  static final Ending ENDED_BEHIND_A_BASTION = new Ending.Ended();
  static final Duration LONG = Duration.ofSeconds(30);

  private Hosts() {}

  static Host host(String name, int port) {
    return host(name, "127.0.0.1", port, Optional.empty(), Optional.empty(), List.of());
  }

  /// Logs in as `watcher`.
  static Host withPassword(String name, int port, String password) {
    return host(name, "127.0.0.1", port, Optional.of(password), Optional.empty(), List.of());
  }

  static Host becoming(String name, int port, Become become) {
    return host(name, "127.0.0.1", port, Optional.empty(), Optional.of(become), List.of());
  }

  static Host behind(String name, int port, int... bastions) {
    List<Hop> hops =
        java.util.Arrays.stream(bastions)
            .mapToObj(hop -> new Hop("127.0.0.1", hop, login(Optional.empty())))
            .toList();
    return host(name, "127.0.0.1", port, Optional.empty(), Optional.empty(), hops);
  }

  static Host at(String name, String address, int port) {
    return host(name, address, port, Optional.empty(), Optional.empty(), List.of());
  }

  private static Host host(
      String name,
      String address,
      int port,
      Optional<String> password,
      Optional<Become> become,
      List<Hop> jumps) {
    return new Host(
        name,
        new Connection(
            Connection.Method.SSH, address, port, login(password), become, jumps, List.of()));
  }

  private static Login login(Optional<String> password) {
    return new Login(
        password.isPresent() ? "watcher" : "", Optional.empty(), password.map(Secret::new));
  }

  static SshSettings settings(Path knownHosts, Path key) {
    return settings(knownHosts, false, key, Duration.ofSeconds(10));
  }

  static SshSettings acceptingNew(Path knownHosts, Path key) {
    return settings(knownHosts, true, key, Duration.ofSeconds(10));
  }

  private static SshSettings settings(
      Path knownHosts, boolean acceptNew, Path key, Duration connectTimeout) {
    return new SshSettings(
        new HostKeys(List.of(knownHosts), acceptNew),
        new Credentials(
            System.getProperty("user.name"),
            Optional.of(key),
            Optional.empty(),
            List.of(),
            Passphrases.none()),
        connectTimeout,
        10);
  }

  static Ending run(SshSettings settings, Host host, String script, Streams streams)
      throws KnownHostsException, InterruptedException {
    return run(settings, host, script, streams, LONG);
  }

  static Ending run(SshSettings settings, Host host, String script, Streams streams, Duration limit)
      throws KnownHostsException, InterruptedException {
    try (SshTransport transport = new SshTransport(settings)) {
      return transport.run(
          host, () -> script.getBytes(StandardCharsets.UTF_8), streams, new HostClock(limit));
    }
  }
}
