package dev.driftline.ssh;

import dev.driftline.ssh.hostkey.HostKeys;
import dev.driftline.ssh.login.Credentials;
import java.time.Duration;

/// The settings for all hosts of a run. A host's connection may override them.
///
/// @param connectTimeout for TCP connect, key exchange and login together, at each hop
/// @param placesPerSession how many hosts are asked at once through one session to a bastion, of which there may be
///     [Bastion#MOST_SESSIONS]
public record SshSettings(
    HostKeys hostKeys, Credentials credentials, Duration connectTimeout, int placesPerSession) {

  /// sshd does not limit the number of tunnels of a connection. The limit is ours: one connection, and one thread here,
  /// has to carry all of them.
  public static final int PLACES_PER_SESSION = 32;

  public SshSettings {
    if (placesPerSession < 1 || connectTimeout.isNegative() || connectTimeout.isZero()) {
      throw new IllegalArgumentException(
          "placesPerSession " + placesPerSession + ", connectTimeout " + connectTimeout);
    }
  }
}
