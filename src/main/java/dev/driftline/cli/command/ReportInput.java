package dev.driftline.cli.command;

import dev.driftline.cause.Causes;
import dev.driftline.cli.process.Console;
import dev.driftline.cli.process.Memory;
import dev.driftline.file.FileFault;
import dev.driftline.file.FileRefusedException;
import dev.driftline.file.OpenedFile;
import dev.driftline.model.RunReport;
import dev.driftline.report.read.ReportReader;
import dev.driftline.report.read.UnreadableReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/// A JSON report that a command is given.
public final class ReportInput {

  /// The name for standard input.
  public static final Path STANDARD_INPUT = Path.of("-");

  private ReportInput() {}

  /// Reads a report.
  ///
  /// @param file its name, or [#STANDARD_INPUT]
  /// @throws IOException if it cannot be read or is none; the message says why
  public static RunReport read(Path file) throws IOException {
    try {
      RunReport report =
          file.equals(STANDARD_INPUT) ? ReportReader.read(Console.input()) : opened(file);
      // a driftline without causes wrote it
      return report.causes().isEmpty() ? Causes.of(report) : report;
    } catch (UnreadableReport e) {
      throw cannotRead(file, String.valueOf(e.getMessage()), e);
    } catch (FileRefusedException e) {
      throw cannotRead(file, "it %s; - reads standard input".formatted(e.getMessage()), e);
    } catch (FileSystemException e) {
      throw cannotRead(file, FileFault.of(e), e);
    } catch (OutOfMemoryError e) {
      // all that was read is garbage by now
      throw cannotRead(file, Memory.ofProcess().tooSmallFor("the report"), e);
    }
  }

  private static RunReport opened(Path file) throws IOException {
    try (OpenedFile opened = OpenedFile.open(file);
        InputStream stream = opened.stream()) {
      return ReportReader.read(stream);
    }
  }

  private static IOException cannotRead(Path file, String why, Throwable cause) {
    String name = file.equals(STANDARD_INPUT) ? "standard input" : file.toString();
    return new IOException("cannot show %s: %s".formatted(name, why), cause);
  }
}
