package dev.driftline.cli.command;

import dev.driftline.cli.option.AskedPassphrases;
import dev.driftline.cli.option.ConnectionOptions;
import dev.driftline.cli.process.Console;
import dev.driftline.cli.process.Memory;
import dev.driftline.cli.process.OpenFiles;
import dev.driftline.collect.Collector;
import dev.driftline.collect.Deadline;
import dev.driftline.collect.Transport;
import dev.driftline.collect.Transports;
import dev.driftline.collect.local.LocalTransport;
import dev.driftline.model.host.Host;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Builds the parts that reach hosts: the limits of a run and the transport.
public final class Wiring {

  private Wiring() {}

  /// How many hosts are asked at once, for how long, and with how much memory.
  ///
  /// @param results how many results the report will have
  /// @throws IOException if this process may not open enough files, or has too little memory, to ask even one host
  public static Collector.Limits limits(
      ConnectionOptions options, int hosts, long results, Console console) throws IOException {
    int wanted = Math.max(1, Math.min(options.forks(), hosts));
    int withFiles = OpenFiles.ofProcess().hostsAtOnce(wanted, console::say);
    Memory memory = Memory.ofProcess();
    int forks = memory.hostsAtOnce(withFiles, hosts, results, console::say);
    return new Collector.Limits(
        forks,
        options.hostTimeout(),
        options.deadline().map(Deadline::in),
        memory.portions(forks, hosts, results),
        options.retries());
  }

  /// The transport to these hosts. It does not connect yet, but it asks for passphrases here, before any host's time
  /// starts. The parts for SSH are built only if one of the hosts is reached over SSH.
  ///
  /// @throws IOException if the key, the passphrase file or a known-hosts file cannot be used
  public static Transport transport(ConnectionOptions options, List<Host> hosts, Console console)
      throws IOException {
    AskedPassphrases passphrases = options.passphrases();
    passphrases.check();
    options.checkKey();
    // the files of the command line are checked even if no host needs them, so that a wrong name is
    // reported
    boolean ssh =
        hosts.stream().anyMatch(Wiring::isReachedOverSsh) || !options.knownHosts().isEmpty();
    return new Transports(
        ssh
            ? Optional.of(SshWiring.transport(options, passphrases, hosts, console))
            : Optional.empty(),
        new LocalTransport());
  }

  private static boolean isReachedOverSsh(Host host) {
    return switch (host.connection().method()) {
      case SSH -> true;
      case LOCAL, NONE -> false;
    };
  }
}
