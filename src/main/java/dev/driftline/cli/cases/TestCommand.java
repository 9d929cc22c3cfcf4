package dev.driftline.cli.cases;

import dev.driftline.cases.CaseTest;
import dev.driftline.cases.CasesFile;
import dev.driftline.cli.command.BadFiles;
import dev.driftline.cli.command.ExitCodes;
import dev.driftline.cli.option.PolicyOptions;
import dev.driftline.cli.process.Console;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.run.Catalog;
import dev.driftline.run.cases.CaseFiles;
import dev.driftline.run.cases.CaseRun;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import dev.driftline.text.Count;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `driftline test`: tries the checks of policies on recorded cases. Asks nobody.
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = "Try checks on the recorded cases beside them. Asks nobody.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:every case came out as expected",
      " 1:a case did not, a file is bad, or there is no case"
    })
public final class TestCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      arity = "0..*",
      paramLabel = "POLICY",
      description =
          "Files or folders with policies and cases; `shipped` for those that came with driftline (default: checks/,"
              + " else /etc/driftline/checks, else shipped).")
  private List<Path> sources = List.of();

  public TestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, BadFiles {
    Problems problems = new Problems();
    PolicySet policies =
        PolicySet.read(PolicyOptions.of(sources).sources(), Catalog.tables(), problems);
    List<CasesFile> files = problems.hasErrors() ? List.of() : CaseFiles.of(policies, problems);
    BadFiles.checkForRun(problems, console);
    List<Problem> failures = new ArrayList<>();
    int tried = 0;
    int failed = 0;
    for (CasesFile file : files) {
      CaseRun run = new CaseRun(file, policies);
      for (CaseTest test : file.tests()) {
        List<Problem> found = run.failures(test, problems);
        failures.addAll(found);
        failed += found.isEmpty() ? 0 : 1;
        tried++;
      }
    }
    BadFiles.checkForRun(problems, console);
    return told(failures, tried, failed);
  }

  private int told(List<Problem> failures, int tried, int failed) throws IOException {
    if (tried == 0) {
      console.say("there is no case: a file of cases begins with `cases: POLICY`");
      return ExitCodes.NOT_RUN_TO_ITS_END;
    }
    boolean ascii = console.terminal().ascii();
    for (Problem failure : failures) {
      console.out().write(failure.render(ascii));
    }
    console.out().write("%s, %d failed%n".formatted(Count.of(tried, "case"), failed));
    return failed == 0 ? 0 : ExitCodes.NOT_RUN_TO_ITS_END;
  }
}
