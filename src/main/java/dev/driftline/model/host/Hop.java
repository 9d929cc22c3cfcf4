package dev.driftline.model.host;

/// A bastion on the way to a host. Its host key is checked like any other.
///
/// @param address DNS name or IP address
/// @param port    TCP port, 1 to 65535
/// @param login   who logs in there, and with what
/// @param algorithms what may be agreed on with it
public record Hop(String address, int port, Login login, AlgorithmNames algorithms) {

  /// With the usual algorithms.
  public Hop(String address, int port, Login login) {
    this(address, port, login, AlgorithmNames.USUAL);
  }

  public Hop {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port out of 1..65535: " + port);
    }
  }
}
