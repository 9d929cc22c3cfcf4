package dev.driftline.cli;

import dev.driftline.cli.option.AskedPassphrases;
import dev.driftline.cli.option.ConnectionOptions;
import dev.driftline.cli.process.Memory;
import dev.driftline.cli.process.OpenFiles;
import dev.driftline.collect.Collector;
import dev.driftline.collect.Deadline;
import dev.driftline.collect.LocalTransport;
import dev.driftline.collect.Transport;
import dev.driftline.collect.Transports;
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

/// Puts the parts together that reach hosts.
final class Wiring {

  private Wiring() {}

  /// How much at once, and for how long.
  ///
  /// @param results how many the report will have
  /// @throws IOException if this process may not open enough files, or has too little memory, to ask even one host
  static Collector.Limits limits(
      ConnectionOptions options, int hosts, long results, Console console) throws IOException {
    int wanted = Math.max(1, Math.min(options.forks(), hosts));
    int withFiles = OpenFiles.ofProcess().hostsAtOnce(wanted, console::say);
    Memory memory = Memory.ofProcess();
    int forks = memory.hostsAtOnce(withFiles, hosts, results, console::say);
    return new Collector.Limits(
        forks,
        options.hostTimeout(),
        options.deadline().map(Deadline::in),
        memory.portions(forks, hosts, results));
  }

  /// The way to these hosts. Connects to nothing yet, but asks for passphrases, before any host's time starts.
  ///
  /// @throws IOException if the key, the passphrase file or a known-hosts file cannot be used
  static Transport transport(ConnectionOptions options, List<Host> hosts, Console console)
      throws IOException {
    AskedPassphrases passphrases = options.passphrases();
    passphrases.check();
    options.checkKey();
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
            passphrases);
    SshSettings settings =
        new SshSettings(
            hostKeys, credentials, options.connectTimeout(), SshSettings.PLACES_PER_SESSION);
    try {
      SshTransport ssh = new SshTransport(settings);
      ssh.warnings().forEach(console::say);
      ssh.unlockKeys(hosts);
      return new Transports(ssh, new LocalTransport());
    } catch (KnownHostsException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
