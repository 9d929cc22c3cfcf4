package dev.driftline.pair;

import java.util.Optional;

/// An address and a port. The address is in canonical form, so equal endpoints are equal texts.
record Endpoint(String address, String port) {

  /// Reads `10.0.0.9:3306` and `[::1]:3306`. Empty if there is no colon.
  static Optional<Endpoint> of(String text) {
    int colon = text.lastIndexOf(':');
    return colon <= 0
        ? Optional.empty()
        : Optional.of(
            new Endpoint(IpAddress.canonical(text.substring(0, colon)), text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return address + " " + port;
  }
}
