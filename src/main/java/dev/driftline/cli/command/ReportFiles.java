package dev.driftline.cli.command;

import dev.driftline.cli.option.ReportTarget;
import dev.driftline.file.FileFault;
import dev.driftline.file.FileRefusedException;
import dev.driftline.file.Replacement;
import dev.driftline.model.RunReport;
import dev.driftline.report.Format;
import dev.driftline.report.Style;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// The report files of one run. Their folders are opened before any host is asked, so a wrong name costs no run. A file
/// is replaced only by a whole report: a reader finds the old one or the new one, never half of one.
public final class ReportFiles implements AutoCloseable {

  private record Report(ReportTarget target, Replacement file) {}

  private final List<Report> reports = new ArrayList<>();

  private ReportFiles() {}

  /// Opens the folders of the reports.
  ///
  /// @throws IOException if one of the reports could not be written, or would replace an input; the message says why
  public static ReportFiles open(List<ReportTarget> targets, RunInputs inputs) throws IOException {
    ReportFiles files = new ReportFiles();
    try {
      Set<Path> places = new HashSet<>();
      for (ReportTarget target : targets) {
        files.reports.add(new Report(target, at(target)));
        if (inputs.contains(target.file())) {
          throw new IOException(
              "cannot write %s: the run reads this file; name another one for the report"
                  .formatted(target.file()));
        }
        if (!places.add(real(target.file()))) {
          throw new IOException("two reports would be written to " + target.file());
        }
      }
      return files;
    } catch (IOException e) {
      files.close();
      throw e;
    }
  }

  /// The file without links and `..`, whether or not it exists. Its folder does, because it was opened.
  private static Path real(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    if (Files.exists(absolute)) {
      return absolute.toRealPath();
    }
    Path folder = Objects.requireNonNull(absolute.getParent(), "a file has a folder");
    return folder.toRealPath().resolve(absolute.getFileName());
  }

  private static Replacement at(ReportTarget target) throws IOException {
    try {
      return Replacement.at(target.file());
    } catch (IOException e) {
      throw cannotWrite(target, e);
    }
  }

  /// Writes all reports. If one cannot be written, its old file stays, and the others are written all the same.
  ///
  /// @return a sentence for each report that was not written
  List<String> write(RunReport report, Style style) {
    List<String> failures = new ArrayList<>();
    for (Report each : reports) {
      try {
        each.file().write(stream -> write(each.target().format(), report, style, stream));
      } catch (IOException e) {
        failures.add(String.valueOf(cannotWrite(each.target(), e).getMessage()));
      }
    }
    return failures;
  }

  private static void write(Format format, RunReport report, Style style, OutputStream stream)
      throws IOException {
    Writer writer = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
    format.write(report, style, writer);
    writer.flush();
  }

  private static IOException cannotWrite(ReportTarget target, IOException fault) {
    String why =
        switch (fault) {
          case FileRefusedException refused -> "it " + refused.getMessage();
          case FileSystemException e ->
              Objects.requireNonNullElseGet(e.getReason(), () -> FileFault.of(e));
          default -> Objects.requireNonNullElse(fault.getMessage(), fault.toString());
        };
    return new IOException("cannot write %s: %s".formatted(target.file(), why), fault);
  }

  @Override
  public void close() throws IOException {
    for (Report report : reports) {
      report.file().close();
    }
  }
}
