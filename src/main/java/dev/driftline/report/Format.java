package dev.driftline.report;

import dev.driftline.model.RunReport;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/// The formats of a report.
public enum Format {
  /// For people.
  TEXT {
    @Override
    public void write(RunReport report, Style style, Writer out) throws IOException {
      TextReport.write(report, style, out);
    }
  },
  /// For other programs: `driftline-report/1`.
  JSON {
    @Override
    public void write(RunReport report, Style style, Writer out) throws IOException {
      JsonReport.write(report, out);
    }
  };

  /// Writes the whole report and flushes; the writer stays open.
  ///
  /// @param style followed by the formats for people
  /// @throws IOException if the report could not be written to its end
  public abstract void write(RunReport report, Style style, Writer out) throws IOException;

  /// As the command line writes it: `json`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
