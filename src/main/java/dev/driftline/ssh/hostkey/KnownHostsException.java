package dev.driftline.ssh.hostkey;

/// A known_hosts file that is there but cannot be used. The message names it.
public final class KnownHostsException extends Exception {

  public KnownHostsException(String message) {
    super(message);
  }
}
