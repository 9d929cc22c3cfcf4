package dev.driftline.demo;

/// The demo cannot be shown on this machine. The message says what is missing, for the user.
public final class DemoException extends Exception {

  public DemoException(String message) {
    super(message);
  }
}
