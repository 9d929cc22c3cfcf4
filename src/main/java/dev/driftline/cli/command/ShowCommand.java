package dev.driftline.cli.command;

import dev.driftline.cli.process.Console;
import dev.driftline.model.RunReport;
import java.io.IOException;
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

  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "REPORT.json",
      description =
          "A JSON report of driftline check (-o json=FILE); - reads it from standard input.")
  private Path file = ReportInput.STANDARD_INPUT;

  @Mixin private ReportOptions reports = new ReportOptions();

  public ShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    try (ReportFiles files = ReportFiles.open(reports.outputs(), new RunInputs(Set.of(file)))) {
      RunReport report = ReportInput.read(file);
      return reports.write(report, files, console)
          ? report.run().exit()
          : ExitCodes.NOT_RUN_TO_ITS_END;
    }
  }
}
