package dev.driftline.loop;

/// Why the loop ends early. The message is for the person who typed the command.
final class Stop extends Exception {

  private static final long serialVersionUID = 1L;

  Stop(String message) {
    super(message);
  }
}
