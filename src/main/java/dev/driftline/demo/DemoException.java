package dev.driftline.demo;

/// The demo cannot run on this machine. The message tells the user what is missing.
public final class DemoException extends Exception {

  public DemoException(String message) {
    super(message);
  }
}
