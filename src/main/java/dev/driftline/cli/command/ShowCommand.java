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
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `driftline show`: prints a finished run again, from its JSON report. Asks nobody, and reads nothing else.
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Print a finished run again, from its JSON report. Asks nobody.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0, 2, 4, 6:what the run ended with; so do 130, 143 and 129",
      " 1:usage, no readable report, a report not written; or the run ended with 1"
    })
public final class ShowCommand implements Callable<Integer> {

  private static final Path STANDARD_INPUT = Path.of("-");

  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "REPORT.json",
      description =
          "A JSON report of driftline check (-o json=FILE); - reads it from standard input.")
  private Path file = STANDARD_INPUT;

  @Mixin private ReportOptions reports = new ReportOptions();

  public ShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    try (ReportFiles files = ReportFiles.open(reports.outputs(), new RunInputs(Set.of(file)))) {
      RunReport report = read();
      return reports.write(report, files, console)
          ? report.run().exit()
          : ExitCodes.NOT_RUN_TO_ITS_END;
    }
  }

  private RunReport read() throws IOException {
    try {
      RunReport report =
          file.equals(STANDARD_INPUT) ? ReportReader.read(Console.input()) : opened();
      // a driftline without causes wrote it
      return report.causes().isEmpty() ? Causes.of(report) : report;
    } catch (UnreadableReport e) {
      throw cannotShow(String.valueOf(e.getMessage()), e);
    } catch (FileRefusedException e) {
      throw cannotShow("it %s; - reads standard input".formatted(e.getMessage()), e);
    } catch (FileSystemException e) {
      throw cannotShow(FileFault.of(e), e);
    } catch (OutOfMemoryError e) {
      // all that was read is garbage by now
      throw cannotShow(Memory.ofProcess().tooSmallFor("the report"), e);
    }
  }

  private RunReport opened() throws IOException {
    try (OpenedFile opened = OpenedFile.open(file);
        InputStream stream = opened.stream()) {
      return ReportReader.read(stream);
    }
  }

  private IOException cannotShow(String why, Throwable cause) {
    String name = file.equals(STANDARD_INPUT) ? "standard input" : file.toString();
    return new IOException("cannot show %s: %s".formatted(name, why), cause);
  }
}
