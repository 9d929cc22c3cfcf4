package dev.driftline.product;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The software that speaks one protocol: `mysql` is MySQL, MariaDB and Percona Server with their clients.
///
/// @param name    of the protocol
/// @param ports   TCP ports on which its servers usually listen
/// @param sockets unix sockets on which they usually listen
/// @param except  packages and programs whose names look like this product, but are not of it
/// @param servers in the order in which they are tried
/// @param clients in the order in which they are tried
/// @param librarySeries by scheme and series of a distribution's package, the series of the library in it
public record Product(
    String name,
    List<Integer> ports,
    List<String> sockets,
    Names except,
    List<Server> servers,
    List<Client> clients,
    Map<String, Map<String, String>> librarySeries) {

  public Product {
    ports = List.copyOf(ports);
    sockets = List.copyOf(sockets);
    servers = List.copyOf(servers);
    clients = List.copyOf(clients);
  }

  /// The series by which a package of this scheme names its library's own; empty if it counts as the library does.
  public Optional<Map<String, String>> librarySeries(String scheme) {
    return Optional.ofNullable(librarySeries.get(scheme));
  }
}
