package dev.driftline.model.host;

/// A bastion on the way to a host. Its host key is checked like that of any host.
///
/// @param address DNS name or IP address
/// @param port    TCP port, 1 to 65535
/// @param login   the account there, and its credentials
/// @param algorithms the algorithms that may be agreed on with it
public record Hop(String address, int port, Login login, AlgorithmNames algorithms) {

  /// A bastion with the usual algorithms.
  public Hop(String address, int port, Login login) {
    this(address, port, login, AlgorithmNames.USUAL);
  }

  public Hop {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port out of 1..65535: " + port);
    }
  }
}
