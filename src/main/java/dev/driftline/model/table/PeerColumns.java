package dev.driftline.model.table;

/// The columns of a table whose rows may have another end on another host.
///
/// @param address holds the address and port of the other end, `10.0.0.9:3306`, or nothing
/// @param host    is filled at the end of the run, when it is known which host of the inventory has that address: no host
///     can know it of itself
public record PeerColumns(String address, String host) {}
