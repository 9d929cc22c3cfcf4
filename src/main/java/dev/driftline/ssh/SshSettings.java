package dev.driftline.ssh;

import dev.driftline.ssh.key.Passphrases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What holds for every host of a run, unless its connection says otherwise.
///
/// @param knownHosts        the files whose host keys count; a missing one holds nothing
/// @param acceptNewHostKeys whether the key of a host never seen is added to the first file instead of refused
/// @param connectTimeout    for TCP connect, key exchange and login together, at each hop
/// @param user              who logs in where the inventory names nobody
/// @param key               the only key offered where the inventory names none
/// @param agent             the socket of ssh-agent, if its keys may be used
/// @param defaultKeys       private key files tried where none is named, as far as they exist
/// @param perBastion        how many hosts are asked at once through one bastion
/// @param passphrases       opens encrypted key files
public record SshSettings(
    List<Path> knownHosts,
    boolean acceptNewHostKeys,
    Duration connectTimeout,
    String user,
    Optional<Path> key,
    Optional<Path> agent,
    List<Path> defaultKeys,
    int perBastion,
    Passphrases passphrases) {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int PER_BASTION = 10;

  public SshSettings {
    knownHosts = List.copyOf(knownHosts);
    defaultKeys = List.copyOf(defaultKeys);
    if (knownHosts.isEmpty()) {
      throw new IllegalArgumentException("no known_hosts file is named");
    }
    if (perBastion < 1 || connectTimeout.isNegative() || connectTimeout.isZero()) {
      throw new IllegalArgumentException(
          "perBastion " + perBastion + ", connectTimeout " + connectTimeout);
    }
  }

  /// As ssh does it for the user whose home directory this is.
  ///
  /// @param agent the value of `SSH_AUTH_SOCK`, if set
  public static SshSettings ofUser(
      String user, Path home, Optional<Path> agent, Passphrases passphrases) {
    Path ssh = home.resolve(".ssh");
    return new SshSettings(
        List.of(
            ssh.resolve("known_hosts"),
            ssh.resolve("known_hosts2"),
            Path.of("/etc/ssh/ssh_known_hosts")),
        false,
        CONNECT_TIMEOUT,
        user,
        Optional.empty(),
        agent,
        List.of(ssh.resolve("id_ed25519"), ssh.resolve("id_ecdsa"), ssh.resolve("id_rsa")),
        PER_BASTION,
        passphrases);
  }

  public SshSettings withKnownHosts(List<Path> files) {
    return new SshSettings(
        files,
        acceptNewHostKeys,
        connectTimeout,
        user,
        key,
        agent,
        defaultKeys,
        perBastion,
        passphrases);
  }

  public SshSettings withAcceptNewHostKeys(boolean accept) {
    return new SshSettings(
        knownHosts, accept, connectTimeout, user, key, agent, defaultKeys, perBastion, passphrases);
  }

  public SshSettings withConnectTimeout(Duration timeout) {
    return new SshSettings(
        knownHosts,
        acceptNewHostKeys,
        timeout,
        user,
        key,
        agent,
        defaultKeys,
        perBastion,
        passphrases);
  }

  public SshSettings withUser(String name) {
    return new SshSettings(
        knownHosts,
        acceptNewHostKeys,
        connectTimeout,
        name,
        key,
        agent,
        defaultKeys,
        perBastion,
        passphrases);
  }

  public SshSettings withKey(Path file) {
    return new SshSettings(
        knownHosts,
        acceptNewHostKeys,
        connectTimeout,
        user,
        Optional.of(file),
        agent,
        defaultKeys,
        perBastion,
        passphrases);
  }

  public SshSettings withPerBastion(int hosts) {
    return new SshSettings(
        knownHosts,
        acceptNewHostKeys,
        connectTimeout,
        user,
        key,
        agent,
        defaultKeys,
        hosts,
        passphrases);
  }
}
