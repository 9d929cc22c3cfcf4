package dev.driftline.probe.kit.network;

import dev.driftline.probe.kit.ShellHalf;
import java.util.List;

/// Asks once per host whether any socket uses some ports. On most hosts none does, and then the sections about these
/// ports have nothing to look at. The question is a setup, so it comes before these sections.
public final class PortUse {

  private static final String NETWORK_SPACES = ShellHalf.load(PortUse.class, "network-spaces");
  private static final String LOOK = ShellHalf.load(PortUse.class, "port-use");

  private PortUse() {}

  /// The setups that leave `none` or `some` in the variable [#variable].
  ///
  /// @param ports digits, with commas between: `3306,3307`
  public static List<String> setups(String ports) {
    String look = "ports=%s\n%s%s=$use\n".formatted(ports, LOOK, variable(ports));
    return List.of(ShellHalf.QUIET_LS, NETWORK_SPACES, look);
  }

  /// The name of the shell variable: `use_3306_3307`.
  public static String variable(String ports) {
    return "use_" + ports.replace(',', '_');
  }
}
