package dev.driftline.report.read;

import dev.driftline.model.site.WaiverNote;
import dev.driftline.model.site.WaiverState;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/// Reads waivers: beside what they accept, and the list of all.
final class WaiverFields {

  private WaiverFields() {}

  /// The waiver in a field that earlier versions did not write, or wrote as null.
  static Optional<WaiverNote> note(Fields part, String name) throws UnreadableReport {
    Optional<Fields> fields = part.has(name) ? part.optionalFields(name) : Optional.empty();
    return fields.isPresent() ? Optional.of(note(fields.get())) : Optional.empty();
  }

  static WaiverState state(Fields fields) throws UnreadableReport {
    return new WaiverState(
        note(fields),
        fields.texts("checks"),
        fields.text("hosts"),
        fields.texts("accepts"),
        fields.count("used"),
        fields.truth("matches_nothing"));
  }

  private static WaiverNote note(Fields fields) throws UnreadableReport {
    return new WaiverNote(
        fields.text("file"),
        fields.count("line"),
        day(fields),
        fields.number("days_left"),
        fields.text("reason"),
        fields.optionalText("ticket"),
        fields.optionalText("owner"));
  }

  private static LocalDate day(Fields fields) throws UnreadableReport {
    try {
      return LocalDate.parse(fields.text("until"));
    } catch (DateTimeException _) {
      throw fields.wrong("until", "a day");
    }
  }
}
