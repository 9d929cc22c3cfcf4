package dev.driftline.probe.kit.network;

import dev.driftline.probe.kit.ShellHalf;
import java.util.List;

/// The awk libraries that read the kernel's tables of sockets: `awk_byte_order` and `awk_network_tables`. Their
/// comments say which functions they have, and which the program that uses them must have.
public final class NetworkTables {

  /// Setups of a section whose awk program reads such tables.
  public static final List<String> SETUPS =
      List.of(
          ShellHalf.awk(NetworkTables.class, "byte-order"),
          ShellHalf.awk(NetworkTables.class, "network-tables"));

  private NetworkTables() {}
}
