package dev.driftline.model.site;

import java.time.LocalDate;
import java.util.Optional;

/// A waiver as a report shows it beside what it accepts.
///
/// @param file     in which it stands
/// @param line     where it begins
/// @param until    the last day on which it holds, in UTC
/// @param daysLeft from the day of the run to that day; 0 on the last day, negative if it has ended
public record WaiverNote(
    String file,
    int line,
    LocalDate until,
    int daysLeft,
    String reason,
    Optional<String> ticket,
    Optional<String> owner) {

  /// So many days before its end, a waiver begins to warn.
  public static final int WARNING_DAYS = 14;

  /// Whether it holds on the day of the run.
  public boolean isInForce() {
    return daysLeft >= 0;
  }

  /// Whether it holds, but not for long.
  public boolean isEnding() {
    return isInForce() && daysLeft < WARNING_DAYS;
  }

  /// The file and the line: `waivers.yaml:2`.
  public String place() {
    return "%s:%d".formatted(file, line);
  }
}
