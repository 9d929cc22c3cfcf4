package dev.driftline.ssh.key;

/// A private key file that cannot be used. The message names it.
public final class KeyFileException extends Exception {

  KeyFileException(String message) {
    super(message);
  }
}
