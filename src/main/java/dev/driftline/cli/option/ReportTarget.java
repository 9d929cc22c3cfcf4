package dev.driftline.cli.option;

import dev.driftline.report.Format;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A report to be written to a file: `-o json=report.json`.
public record ReportTarget(Format format, Path file) {

  /// Reads `FORMAT=FILE`.
  public static final class Converter implements ITypeConverter<ReportTarget> {

    @Override
    public ReportTarget convert(String text) {
      int equals = text.indexOf('=');
      Optional<Format> format =
          Arrays.stream(Format.values())
              .filter(f -> equals > 0 && f.word().equals(text.substring(0, equals)))
              .findFirst();
      if (format.isEmpty() || equals == text.length() - 1) {
        throw new TypeConversionException(
            "\"%s\" is not FORMAT=FILE; formats: %s"
                .formatted(
                    text,
                    Arrays.stream(Format.values())
                        .map(Format::word)
                        .collect(Collectors.joining(", "))));
      }
      if (text.endsWith("=-")) {
        throw new TypeConversionException(
            "\"-\" is no file: for standard output write --format %s"
                .formatted(format.get().word()));
      }
      return new ReportTarget(format.get(), Path.of(text.substring(equals + 1)));
    }
  }
}
