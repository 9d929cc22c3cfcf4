package dev.driftline.product;

import java.util.Optional;

/// A server that speaks a product's protocol.
///
/// @param name     as in the column `server.product`: `mariadb`
/// @param programs file names of its programs
/// @param packages the packages that install them
/// @param counting how the versions of these packages are counted
/// @param asClient its name in tables of compatibility where it is a client itself: `mariadb-replica`; empty if it has
///     none
public record Server(
    String name,
    Names programs,
    Names packages,
    SeriesCounting counting,
    Optional<String> asClient) {}
