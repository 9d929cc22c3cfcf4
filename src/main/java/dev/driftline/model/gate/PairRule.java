package dev.driftline.model.gate;

import dev.driftline.model.Severity;
import java.util.List;
import java.util.Locale;

/// A rule of a compatibility table that holds for a client and a server.
///
/// @param id       `my-native-off-84`
/// @param topic    what it is about: `auth`, `tls`, `charset`…
/// @param weight   how likely a risk is, if it follows from what nobody knows
/// @param code     the error that the client shows; may be empty
/// @param sees     what the user will see
/// @param what     what to do about it
/// @param sources  where it is from
/// @param unknown  the questions that nobody answered, and that decide whether it holds
public record PairRule(
    String id,
    String topic,
    Compatible verdict,
    Weight weight,
    String code,
    String sees,
    String what,
    List<String> sources,
    List<String> unknown) {

  /// How likely a risk is.
  public enum Weight {
    /// All that decides it is known.
    TOLD,
    /// What is usual satisfies the conditions that nobody knows.
    USUAL,
    /// What is usual contradicts one of them.
    UNUSUAL,
    /// Nothing is usual.
    OPEN;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public PairRule {
    sources = List.copyOf(sources);
    unknown = List.copyOf(unknown);
  }

  /// How bad it is: broken and garbled are critical, a risk is major, and minor if it is not usual.
  public Severity severity() {
    return switch (verdict) {
      case BROKEN, GARBLED -> Severity.CRITICAL;
      case RISK ->
          weight == Weight.UNUSUAL || weight == Weight.OPEN ? Severity.MINOR : Severity.MAJOR;
      case OK -> Severity.INFO;
    };
  }
}
