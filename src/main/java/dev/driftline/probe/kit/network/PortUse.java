package dev.driftline.probe.kit.network;

import dev.driftline.probe.kit.ShellHalf;
import java.util.List;

/// Whether any socket of a host has one of some ports. Asked once for all sections that look at these ports, and before
/// they begin: on most hosts nobody uses them, and nothing else needs to be looked at.
public final class PortUse {

  private static final String NETWORK_SPACES = ShellHalf.load(PortUse.class, "network-spaces");
  private static final String LOOK = ShellHalf.load(PortUse.class, "port-use");

  private PortUse() {}

  /// What must have run before the variable [#variable] says `none` or `some`.
  ///
  /// @param ports digits, with commas between
  public static List<String> setups(String ports) {
    String look = "ports=%s\n%s%s=$use\n".formatted(ports, LOOK, variable(ports));
    return List.of(ShellHalf.QUIET_LS, NETWORK_SPACES, look);
  }

  /// The name of a shell variable.
  public static String variable(String ports) {
    return "use_" + ports.replace(',', '_');
  }
}
