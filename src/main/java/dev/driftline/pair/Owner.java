package dev.driftline.pair;

import java.util.List;

/// Whose an IP address is, as one host of the inventory sees it. See [AddressBook].
public sealed interface Owner {

  /// It is this host's.
  ///
  /// @param certain whether a verified connection or an address in the inventory says so. If not, a name does that
  ///     resolves to the address
  record Of(String host, boolean certain) implements Owner {}

  /// It is one of these hosts', and which one only the connection itself can show.
  ///
  /// @param why one sentence without a period, for where it stays open
  record OneOf(List<String> hosts, String why) implements Owner {
    public OneOf {
      hosts = List.copyOf(hosts);
    }
  }

  /// As far as is known, it is no host's of the inventory.
  ///
  /// @param why one sentence without a period; names the hosts that say they have it
  record Nobody(String why) implements Owner {}
}
