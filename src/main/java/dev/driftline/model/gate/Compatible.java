package dev.driftline.model.gate;

import java.util.Locale;

/// What happens between a client and a server, from the best to the worst.
public enum Compatible {
  OK,
  RISK,
  /// It goes on, but with wrong texts.
  GARBLED,
  BROKEN;

  /// The word in reports: `garbled`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
