package dev.driftline.probe;

import dev.driftline.probe.command.CommandProbe;
import dev.driftline.probe.fds.FdsProbe;
import dev.driftline.probe.host.HostProbe;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.libraries.LibrariesProbe;
import dev.driftline.probe.packages.PackagesProbe;
import dev.driftline.probe.processes.ProcessesProbe;
import dev.driftline.probe.sockets.SocketsProbe;
import java.util.List;
import java.util.Optional;

/// The list of built-in probes. A new probe is one line here.
public final class Probes {

  private static final List<Probe> ALL =
      List.of(
          new HostProbe(),
          new ProcessesProbe(),
          new FdsProbe(),
          new SocketsProbe(),
          new PackagesProbe(),
          new CommandProbe(),
          new LibrariesProbe());

  private Probes() {}

  /// Every probe, in the order they are asked and documented.
  public static List<Probe> all() {
    return ALL;
  }

  public static Optional<Probe> find(String name) {
    return ALL.stream().filter(probe -> probe.definition().name().equals(name)).findFirst();
  }
}
