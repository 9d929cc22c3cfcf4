package dev.driftline.ssh.hostile;

import dev.driftline.model.Reason;
import java.util.Optional;

/// What one server does, and what must be said of its host.
///
/// @param number of the list of cases in docs/safety-cases.md
/// @param shows  a sentence
/// @param reason empty if everything was answered
/// @param words  what the sentence says after the host's name, `ADDRESS` for where it is, `KEY` for what it is
///     offered
record Case(String number, String shows, Play play, Optional<Reason> reason, String words) {

  /// @param words after host and address: the phase, and what was met
  static Case fails(String number, String shows, Play play, Reason reason, String words) {
    return says(number, shows, play, reason, "ADDRESS: " + words);
  }

  /// @param words after the host: what is wrong with what it said
  static Case says(String number, String shows, Play play, Reason reason, String words) {
    return new Case(number, shows, play, Optional.of(reason), words);
  }

  static Case answers(String number, String shows, Play play) {
    return new Case(number, shows, play, Optional.empty(), "");
  }

  /// Whether only a deadline ends it.
  boolean late() {
    return reason.equals(Optional.of(Reason.TIMEOUT));
  }

  /// Also the name of the host.
  String name() {
    return number + " " + shows;
  }

  @Override
  public String toString() {
    return name();
  }
}
