package dev.driftline.ssh;

import dev.driftline.ssh.hostkey.HostKeys;
import dev.driftline.ssh.login.Credentials;
import java.time.Duration;

/// What holds for every host of a run, unless its connection says otherwise.
///
/// @param connectTimeout for TCP connect, key exchange and login together, at each hop
/// @param perBastion     how many hosts are asked at once through one bastion
public record SshSettings(
    HostKeys hostKeys, Credentials credentials, Duration connectTimeout, int perBastion) {

  /// As many sessions as sshd lets one connection have, unless told otherwise.
  public static final int PER_BASTION = 10;

  public SshSettings {
    if (perBastion < 1 || connectTimeout.isNegative() || connectTimeout.isZero()) {
      throw new IllegalArgumentException(
          "perBastion " + perBastion + ", connectTimeout " + connectTimeout);
    }
  }
}
