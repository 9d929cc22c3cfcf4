package dev.driftline.cli.waivers;

import java.time.DateTimeException;
import java.time.LocalDate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a day of the calendar: `2027-01-31`.
final class Day implements ITypeConverter<LocalDate> {

  @Override
  public LocalDate convert(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException _) {
      throw new TypeConversionException(
          "\"%s\" is no day of the calendar: write year-month-day, such as 2027-01-31"
              .formatted(text));
    }
  }
}
