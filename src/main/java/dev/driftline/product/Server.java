package dev.driftline.product;

/// A server that speaks a product's protocol.
///
/// @param name     as the column `server.product` shows it: `mariadb`
/// @param programs file names of its programs
/// @param packages what they are installed from
/// @param counting how the versions of these packages are counted
public record Server(String name, Names programs, Names packages, SeriesCounting counting) {}
