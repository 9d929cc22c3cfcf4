package dev.driftline.product;

import java.util.List;

/// A client library or a client program of a product.
///
/// @param name      `libmariadb`
/// @param of        the server of the same maker, as in the column `client.product`: `mariadb`
/// @param libraries empty for a program
/// @param programs  file names; empty for a library
/// @param packages  the packages that install it
/// @param counting  how the versions of these packages are counted
/// @param installed whether it is a pair with each server on its host, connected or not: it runs for moments only
/// @param inTable   its name in tables of compatibility: `libmysqlclient` for Percona's library, too
public record Client(
    String name,
    String of,
    List<ClientLibrary> libraries,
    Names programs,
    Names packages,
    SeriesCounting counting,
    String inTable,
    boolean installed) {

  public Client {
    libraries = List.copyOf(libraries);
  }

  boolean has(String library) {
    return libraries.stream().anyMatch(known -> known.is(library));
  }
}
