package dev.driftline.run;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/// The IP addresses of this machine.
final class LocalAddresses {

  private LocalAddresses() {}

  /// The addresses of all interfaces; empty if the system does not tell.
  static List<String> all() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .map(InetAddress::getHostAddress)
          .toList();
    } catch (SocketException _) {
      return List.of();
    }
  }
}
