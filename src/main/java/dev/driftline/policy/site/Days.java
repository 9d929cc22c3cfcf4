package dev.driftline.policy.site;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads days of the calendar, written year-month-day.
final class Days {

  private static final Pattern DAY = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})");
  private static final String EXAMPLE = "2027-01-31";

  private Days() {}

  /// Empty if it is no day.
  static Optional<LocalDate> read(String text) {
    Matcher parts = DAY.matcher(text);
    try {
      return parts.matches()
          ? Optional.of(LocalDate.of(number(parts, 1), number(parts, 2), number(parts, 3)))
          : Optional.empty();
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// The last day of the month that was meant, or an example.
  static String near(String text) {
    Matcher parts = DAY.matcher(text);
    boolean month = parts.matches() && number(parts, 2) >= 1 && number(parts, 2) <= 12;
    return month
        ? YearMonth.of(number(parts, 1), number(parts, 2)).atEndOfMonth().toString()
        : EXAMPLE;
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }
}
