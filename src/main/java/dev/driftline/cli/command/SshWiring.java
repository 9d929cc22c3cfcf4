package dev.driftline.cli.command;

import dev.driftline.cli.option.AskedPassphrases;
import dev.driftline.cli.option.ConnectionOptions;
import dev.driftline.cli.process.Console;
import dev.driftline.collect.Transport;
import dev.driftline.model.host.Host;
import dev.driftline.ssh.SshSettings;
import dev.driftline.ssh.SshTransport;
import dev.driftline.ssh.hostkey.HostKeys;
import dev.driftline.ssh.hostkey.KnownHostsException;
import dev.driftline.ssh.login.Credentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Builds the way to hosts that are reached over SSH. The only class outside `ssh` that names its classes, so that a
/// run without such a host loads neither them, nor JSch, nor OpenSSL.
final class SshWiring {

  private SshWiring() {}

  /// Reads the known_hosts files and asks for the passphrases of these hosts' keys, but connects to nothing yet.
  ///
  /// @throws IOException if a known_hosts file cannot be used
  static Transport transport(
      ConnectionOptions options, AskedPassphrases passphrases, List<Host> hosts, Console console)
      throws IOException {
    Path home = Path.of(System.getProperty("user.home"));
    HostKeys hostKeys =
        new HostKeys(
            options.knownHosts().isEmpty() ? HostKeys.usualFiles(home) : options.knownHosts(),
            options.acceptNew());
    Credentials credentials =
        new Credentials(
            options.user().orElse(System.getProperty("user.name")),
            options.key(),
            Optional.ofNullable(System.getenv("SSH_AUTH_SOCK")).map(Path::of),
            Credentials.usualKeys(home),
            passphrases::ask);
    SshSettings settings =
        new SshSettings(
            hostKeys, credentials, options.connectTimeout(), SshSettings.PLACES_PER_SESSION);
    try {
      SshTransport ssh = new SshTransport(settings);
      ssh.warnings().forEach(console::say);
      ssh.unlockKeys(hosts);
      return ssh;
    } catch (KnownHostsException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
