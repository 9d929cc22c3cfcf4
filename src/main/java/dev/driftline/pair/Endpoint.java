package dev.driftline.pair;

import java.util.Optional;

/// An address and a port. The address is in canonical form, so equal endpoints are equal texts.
///
/// The end of a unix socket has a path in place of the address, or `*` if it has no name, and its inode in place of the
/// port.
record Endpoint(String address, String port) {

  /// Reads `10.0.0.9:3306`, `[::1]:3306` and `/run/mysqld/mysqld.sock:1970625`. Empty if there is no colon.
  static Optional<Endpoint> of(String text) {
    int colon = text.lastIndexOf(':');
    return colon <= 0
        ? Optional.empty()
        : Optional.of(new Endpoint(address(text.substring(0, colon)), text.substring(colon + 1)));
  }

  private static String address(String text) {
    return isPath(text) ? text : IpAddress.canonical(text);
  }

  private static boolean isPath(String address) {
    return address.startsWith("/");
  }

  /// Whether it is the server's end of a unix socket: then the address is a path.
  boolean isPath() {
    return isPath(address);
  }

  /// Whether it is the client's end of a unix socket, which has no name.
  boolean isNameless() {
    return address.equals("*");
  }

  @Override
  public String toString() {
    return address + " " + port;
  }
}
