package dev.driftline.model.host;

import java.util.List;

/// The addresses that the inventory gives a host. With them the address of a peer gets the name of a host, even if that
/// host was not asked.
///
/// @param host      the host's name
/// @param method    how it is reached
/// @param address   the IP address or DNS name to connect to; empty for this machine, and if the inventory's value
///     cannot be read
/// @param network   the network in which its addresses count: the one behind these bastions, `gate > inner`; empty for
///     the network of this machine. Two networks may use one address for two machines
/// @param addresses further IP addresses, from `driftline_addresses`; several hosts may share one
public record HostLocation(
    String host, Connection.Method method, String address, String network, List<String> addresses) {

  public HostLocation {
    addresses = List.copyOf(addresses);
  }
}
