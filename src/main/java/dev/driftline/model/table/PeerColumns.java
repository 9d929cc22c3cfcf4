package dev.driftline.model.table;

/// The two columns about the other end of a row, if it is on another host.
///
/// @param address the address and port of the other end: `10.0.0.9:3306`; without a value if there is no other end
/// @param host    the host of the inventory that has the address. It is filled at the end of the run, because no host
///     can know it
public record PeerColumns(String address, String host) {}
