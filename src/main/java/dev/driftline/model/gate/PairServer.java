package dev.driftline.model.gate;

import java.util.Optional;

/// The server of a pair. What could not be read is empty.
///
/// @param endpoint `10.0.0.9:3306`, or the path of a unix socket
/// @param version  now
/// @param then     the version then; empty if the plan does not change it
public record PairServer(
    String host,
    String endpoint,
    Optional<String> process,
    Optional<String> product,
    Optional<String> version,
    Optional<String> then,
    Optional<String> series,
    Optional<String> scheme) {}
