package dev.driftline.ssh.login;

import dev.driftline.model.host.AlgorithmNames;
import dev.driftline.model.host.Hop;
import dev.driftline.model.host.Login;
import java.nio.file.Path;
import java.util.List;

/// Where one session goes: a host, or a bastion on the way to it.
///
/// @param through    the bastions on the way, the first one first
/// @param knownHosts the files that count there, the first one is added to
/// @param algorithms what may be agreed on there
public record Destination(
    List<Hop> through,
    String address,
    int port,
    Login login,
    List<Path> knownHosts,
    AlgorithmNames algorithms) {

  /// `address:port`, with brackets around an IPv6 address.
  public String shown() {
    return address.indexOf(':') >= 0 ? "[" + address + "]:" + port : address + ":" + port;
  }
}
