package dev.driftline.ssh;

import dev.driftline.ssh.hostkey.HostKeys;
import dev.driftline.ssh.login.Credentials;
import java.time.Duration;

/// What holds for every host of a run, unless its connection says otherwise.
///
/// @param connectTimeout for TCP connect, key exchange and login together, at each hop
/// @param placesPerSession how many hosts are asked at once through one session to a bastion, of which there may be
///     [Bastion#MOST_SESSIONS]
public record SshSettings(
    HostKeys hostKeys, Credentials credentials, Duration connectTimeout, int placesPerSession) {

  /// sshd counts tunnels neither as sessions (MaxSessions) nor otherwise; what carries more than this is one
  /// connection, and one thread here.
  public static final int PLACES_PER_SESSION = 32;

  public SshSettings {
    if (placesPerSession < 1 || connectTimeout.isNegative() || connectTimeout.isZero()) {
      throw new IllegalArgumentException(
          "placesPerSession " + placesPerSession + ", connectTimeout " + connectTimeout);
    }
  }
}
