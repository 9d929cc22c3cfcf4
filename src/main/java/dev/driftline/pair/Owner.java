package dev.driftline.pair;

import java.util.List;

/// The owner of an IP address, as one host of the inventory sees it. See [AddressBook].
public sealed interface Owner {

  /// The address belongs to this host.
  ///
  /// @param certain whether a verified connection or the inventory says so; if not, a name resolves to the address
  record Of(String host, boolean certain) implements Owner {}

  /// The address belongs to one of these hosts. Only the connection itself can show which one.
  ///
  /// @param why one sentence without a period, used if the connection does not show it
  record OneOf(List<String> hosts, String why) implements Owner {
    public OneOf {
      hosts = List.copyOf(hosts);
    }
  }

  /// As far as is known, the address belongs to no host of the inventory.
  ///
  /// @param why one sentence without a period; it names the hosts that claim the address
  record Nobody(String why) implements Owner {}
}
