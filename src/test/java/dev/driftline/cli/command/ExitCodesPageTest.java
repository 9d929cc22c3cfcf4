package dev.driftline.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.docs.Page;
import dev.driftline.model.CheckInfo;
import dev.driftline.model.CheckResult;
import dev.driftline.model.ExitCode;
import dev.driftline.model.Finding;
import dev.driftline.model.HostResult;
import dev.driftline.model.Message;
import dev.driftline.model.Outcome;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/exit-codes.md` shows the numbers that the program really ends with.
class ExitCodesPageTest {

  private static final Path PAGE = Path.of("docs", "exit-codes.md");

  @Test
  void theTableIsTheProgramsOwn() throws IOException {
    String heads =
        Stream.of(ExitCodes.values())
            .map(codes -> " `%s` |".formatted(word(codes)))
            .collect(Collectors.joining());
    String text =
        "\n| what happened |%s\n|---|---|---|---|\n".formatted(heads)
            + row("Everything was decided. No drift at or above `--fail-on`.", run(Verdict.PASS))
            + row("Drift at or above `--fail-on`, none of it critical.", run(Verdict.DRIFT))
            + row("The same, and some of it is critical.", critical(Verdict.PASS))
            + row("A host was not reached, or a result is unknown.", run(Verdict.UNKNOWN))
            + row("Nothing was decided: no check applies.", run(Verdict.NOT_APPLICABLE))
            + row(
                "Both: drift that is not critical, and unknown.",
                run(Verdict.DRIFT, Verdict.UNKNOWN))
            + row("Both: critical drift, and unknown.", critical(Verdict.UNKNOWN))
            + notRun();
    Page.holds(PAGE, "ExitCodesPageTest", text + "\n");
  }

  @Test
  void everyCodeIsExplained() throws IOException {
    String page = Files.readString(PAGE);
    for (int code :
        List.of(
            ExitCode.CLEAN,
            ExitCode.FAILED,
            ExitCode.DRIFT,
            ExitCode.UNKNOWN,
            ExitCode.DRIFT + ExitCode.UNKNOWN)) {
      assertThat(page).contains("\n| %d |".formatted(code));
    }
  }

  private static String word(ExitCodes codes) {
    return codes.name().toLowerCase(Locale.ROOT);
  }

  private static String row(String what, RunReport report) {
    return "| %s |".formatted(what)
        + Stream.of(ExitCodes.values())
            .map(codes -> " %d |".formatted(codes.of(report, Severity.MINOR)))
            .collect(Collectors.joining())
        + "\n";
  }

  private static String notRun() {
    return "| The run did not come to its end. |"
        + Stream.of(ExitCodes.values())
            .map(codes -> " %d |".formatted(codes.notRun()))
            .collect(Collectors.joining())
        + "\n";
  }

  private static RunReport run(Verdict... verdicts) {
    return report(Stream.of(verdicts).map(v -> result(v, Severity.MAJOR)).toList());
  }

  private static RunReport critical(Verdict other) {
    return report(List.of(result(Verdict.DRIFT, Severity.CRITICAL), result(other, Severity.MAJOR)));
  }

  private static CheckResult result(Verdict verdict, Severity severity) {
    CheckInfo check = new CheckInfo("p", "c-" + severity.word(), "", severity, "", "");
    List<Finding> findings =
        verdict == Verdict.DRIFT
            ? List.of(
                new Finding(
                    "k", severity, "s", "", Message.words("m"), List.of(), Optional.empty(), ""))
            : List.of();
    Optional<String> reason =
        verdict == Verdict.UNKNOWN ? Optional.of("not read") : Optional.empty();
    return new CheckResult(check, "h", verdict, 1, reason, findings);
  }

  private static RunReport report(List<CheckResult> results) {
    HostResult host =
        new HostResult(
            "h",
            "",
            new Outcome.Answered(),
            Duration.ZERO,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            List.of());
    RunReport.Run run =
        new RunReport.Run(
            "r",
            Instant.EPOCH,
            Duration.ZERO,
            "0",
            ExitCode.of(List.of(host), results, Severity.MINOR),
            "all",
            List.of(),
            List.of(),
            false);
    return new RunReport(run, List.of(host), results, List.of());
  }
}
