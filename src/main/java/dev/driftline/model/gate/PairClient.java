package dev.driftline.model.gate;

import java.util.Optional;

/// The client of a pair. What could not be read is empty.
///
/// @param host    the client's host, or the address if it is no host of the inventory
/// @param address as the client's host sees it; empty over a unix socket
/// @param process the name the process gives itself; that of a script, for many languages
/// @param script  what its command line names: the script, and what it was given
/// @param library the client library that it has mapped
/// @param version of the library
public record PairClient(
    String host,
    Optional<String> address,
    Optional<String> process,
    Optional<String> pid,
    Optional<String> script,
    Optional<String> user,
    Optional<String> unit,
    Optional<String> container,
    Optional<String> library,
    Optional<String> version,
    Optional<String> series,
    Optional<String> scheme) {}
