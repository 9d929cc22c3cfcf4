package dev.driftline.model.host;

import java.util.List;

/// Where the inventory says that a host is. By it a peer's address is told to be a host's, whether or not that host is
/// asked.
///
/// @param host      the host's name
/// @param method    how it is reached
/// @param address   the IP address or the DNS name that is connected to; empty for this machine, and if the inventory
///     says it in a way that cannot be read
/// @param network   the network in which its addresses count, which is the one behind these bastions: `gate > inner`;
///     empty for the network of this machine. Two networks may use one address for two machines
/// @param addresses its further IP addresses, from `driftline_addresses`; several hosts may share one
public record HostLocation(
    String host, Connection.Method method, String address, String network, List<String> addresses) {

  public HostLocation {
    addresses = List.copyOf(addresses);
  }
}
