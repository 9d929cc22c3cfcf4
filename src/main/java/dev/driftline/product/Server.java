package dev.driftline.product;

/// A server that speaks a product's protocol.
///
/// @param name     as in the column `server.product`: `mariadb`
/// @param programs file names of its programs
/// @param packages the packages that install them
/// @param counting how the versions of these packages are counted
public record Server(String name, Names programs, Names packages, SeriesCounting counting) {}
