package dev.driftline.model.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How a host is reached.
///
/// @param method  over SSH, or on this machine without SSH
/// @param address DNS name or IP address to connect to; empty unless it is [Method#SSH]
/// @param port    TCP port, 1 to 65535
/// @param login   the account and its credentials
/// @param become  the user that runs the script, if it is not the login user
/// @param jumps   bastions on the way, the first one first; empty for a direct connection
/// @param knownHosts the only files whose host keys count for this host and its bastions; new keys are added to the
///     first. If empty, the files of the run count: the user's and the system's
/// @param algorithms the algorithms that may be agreed on with the host; each bastion has its own
public record Connection(
    Method method,
    String address,
    int port,
    Login login,
    Optional<Become> become,
    List<Hop> jumps,
    List<Path> knownHosts,
    AlgorithmNames algorithms) {

  /// A connection with the usual algorithms.
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
    LOCAL,
    /// Not at all: the host has a [ConnectionFault].
    NONE
  }

  /// Of a host that cannot be reached.
  static final Connection NONE =
      new Connection(
          Method.NONE,
          "",
          22,
          new Login("", Optional.empty(), Optional.empty()),
          Optional.empty(),
          List.of(),
          List.of());

  public Connection {
    jumps = List.copyOf(jumps);
    knownHosts = List.copyOf(knownHosts);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port out of 1..65535: " + port);
    }
  }
}
