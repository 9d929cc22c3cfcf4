package dev.driftline.cli.option;

import dev.driftline.inventory.connection.LoginOptions;
import dev.driftline.inventory.connection.PrivateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options about connections: how hosts are reached, and how long we wait. The inventory says who logs in.
/// `--user`, `--key` and `--become` are for hosts of which it does not say so, as in Ansible. A password is never an
/// option.
public final class ConnectionOptions {

  @Option(
      names = "--known-hosts",
      paramLabel = "FILE",
      description =
          "Host keys that are trusted where the inventory's ssh arguments name none; may be repeated (default:"
              + " yours and the system's).")
  private List<Path> knownHosts = List.of();

  @Option(
      names = "--accept-new-host-keys",
      description =
          "Add the key of a host that has none yet to your known_hosts, or to the first --known-hosts; a"
              + " file that the inventory names is only read. A changed key is refused always.")
  private boolean acceptNew;

  @Option(
      names = "--forks",
      paramLabel = "N",
      converter = Forks.class,
      description = "How many hosts are asked at the same time (default: 50).")
  private int forks = 50;

  @Option(
      names = "--connect-timeout",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "How long connecting and logging in to a host may take (default: 10s).")
  private Duration connectTimeout = Duration.ofSeconds(10);

  @Option(
      names = "--host-timeout",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "How long one host may take in all (default: 60s).")
  private Duration hostTimeout = Duration.ofSeconds(60);

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      converter = Durations.class,
      description =
          "How long the whole run may take; hosts that are not done by then are unknown (default: no limit).")
  private @Nullable Duration deadline;

  @Option(
      names = "--retries",
      paramLabel = "N",
      converter = Times.class,
      description =
          "How often a host that could not be reached is tried again, within --host-timeout: after dns, refused,"
              + " timeout and protocol, never after a refused key or login (default: 0).")
  private int retries;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "Login user where the inventory names none (default: yours).")
  private @Nullable String user;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Private key where the inventory names none (default: agent, then ~/.ssh).")
  private @Nullable Path key;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description =
          "File that holds the passphrase of an encrypted key; mode 0600 (default: ask once).")
  private @Nullable Path passphraseFile;

  @Option(
      names = "--become",
      description = "Ask as root, through sudo, where the inventory says nothing about it.")
  private boolean become;

  /// The usual options, with this file of known hosts only. The demo has made the keys of its servers itself.
  public static ConnectionOptions trusting(Path knownHosts) {
    ConnectionOptions options = new ConnectionOptions();
    options.knownHosts = List.of(knownHosts);
    return options;
  }

  public List<Path> knownHosts() {
    return knownHosts;
  }

  public boolean acceptNew() {
    return acceptNew;
  }

  public int forks() {
    return forks;
  }

  public int retries() {
    return retries;
  }

  public Duration connectTimeout() {
    return connectTimeout;
  }

  public Duration hostTimeout() {
    return hostTimeout;
  }

  public Optional<Duration> deadline() {
    return Optional.ofNullable(deadline);
  }

  public Optional<String> user() {
    return Optional.ofNullable(user);
  }

  public Optional<Path> key() {
    return Optional.ofNullable(key);
  }

  /// Checks that the key of the command line may be used, before any host is reached. Keys of the inventory are checked
  /// when the inventory is read.
  ///
  /// @throws IOException if it cannot be read, or is not the user's alone; the message says which
  public void checkKey() throws IOException {
    Optional<String> fault = key().flatMap(PrivateFile::faultOfKey);
    if (fault.isPresent()) {
      throw new IOException(
          "the key file %s %s: it must be yours, with mode 0600".formatted(key, fault.get()));
    }
  }

  public AskedPassphrases passphrases() {
    return new AskedPassphrases(Optional.ofNullable(passphraseFile));
  }

  /// What these options say about logins, for the inventory.
  public LoginOptions logins() {
    return new LoginOptions(user != null, key != null, !knownHosts.isEmpty(), become);
  }
}
