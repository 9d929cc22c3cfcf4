package dev.driftline.model.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How a host is reached.
///
/// @param method  over SSH, or on this machine without SSH
/// @param address DNS name or IP address that is connected to; empty for [Method#LOCAL]
/// @param port    TCP port, 1 to 65535
/// @param login   who logs in, and with what
/// @param become  who the questions are asked as, if not as the login user
/// @param jumps   bastions to go through, the first one first; empty if the host is reached directly
/// @param knownHosts the only files whose host keys count for this host and its bastions, new keys are added to the
///     first; empty means those of the run: the user's and the system's
/// @param algorithms what may be agreed on with the host; each bastion has its own
public record Connection(
    Method method,
    String address,
    int port,
    Login login,
    Optional<Become> become,
    List<Hop> jumps,
    List<Path> knownHosts,
    AlgorithmNames algorithms) {

  /// With the usual algorithms.
  public Connection(
      Method method,
      String address,
      int port,
      Login login,
      Optional<Become> become,
      List<Hop> jumps,
      List<Path> knownHosts) {
    this(method, address, port, login, become, jumps, knownHosts, AlgorithmNames.USUAL);
  }

  /// How the script gets to the host.
  public enum Method {
    SSH,
    LOCAL
  }

  public Connection {
    jumps = List.copyOf(jumps);
    knownHosts = List.copyOf(knownHosts);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port out of 1..65535: " + port);
    }
  }
}
