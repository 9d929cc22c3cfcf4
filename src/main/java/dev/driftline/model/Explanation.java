package dev.driftline.model;

import java.util.Optional;

/// Why a verdict is neither pass nor drift, or what weakens it.
///
/// For example: code `unread`, "3 of 66 rows could not be judged: kind could not be read: Permission denied".
///
/// @param code     one word for programs: the word of a [Reason], or one of the constants below
/// @param sentence the same for people, in one line
/// @param hint     what to do about it, in one sentence; empty if there is no general advice
public record Explanation(String code, String sentence, Optional<String> hint) {

  /// The question was not put to the host.
  public static final String NOT_ASKED = "not-asked";

  /// The host has no such thing, or `where` selects no row.
  public static final String NO_ROW = "no-row";

  /// There may be rows that did not arrive.
  public static final String GAP = "gap";

  /// Rows are there, but could not be judged.
  public static final String UNREAD = "unread";

  /// `applies_to` does not hold, or could not be tried.
  public static final String APPLIES_TO = "applies-to";

  /// An override has switched the check off on this host.
  public static final String SWITCHED_OFF = "switched-off";

  /// The result rests on an assumption, which the sentence names.
  public static final String ASSUMED = "assumed";

  /// An explanation without advice.
  public Explanation(String code, String sentence) {
    this(code, sentence, Optional.empty());
  }

  /// The explanation of something that could not be looked at: `timeout: no answer within 60 s`.
  public static Explanation of(Reason reason, String why) {
    return new Explanation(reason.word(), "%s: %s".formatted(reason.word(), why));
  }
}
