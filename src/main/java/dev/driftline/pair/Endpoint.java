package dev.driftline.pair;

import java.util.Optional;

/// An address and a port, the address in canonical form.
record Endpoint(String address, String port) {

  /// Reads `10.0.0.9:3306` and `[::1]:3306`.
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
