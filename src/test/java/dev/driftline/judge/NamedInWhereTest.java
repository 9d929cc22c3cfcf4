package dev.driftline.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.CheckResult;
import dev.driftline.model.Finding;
import dev.driftline.model.Undecided;
import dev.driftline.model.Verdict;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Check;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.run.Catalog;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each name that `where` lists must have a row: `if_none` holds for each of them.
class NamedInWhereTest {

  private static final String MISSING = "no row of packages is selected by name nosuchpkg";

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}, if_none {1}: {2}")
  @DisplayName("L11 where: name: [bash, nosuchpkg]")
  @CsvSource({
    "expect,      unknown,        UNKNOWN, 0, 1",
    "expect,      drift,          DRIFT,   1, 0",
    "expect,      pass,           PASS,    0, 0",
    "expect,      not-applicable, PASS,    0, 0",
    "expect_none, unknown,        UNKNOWN, 0, 1",
    "expect_none, pass,           PASS,    0, 0",
    "expect_any,  unknown,        PASS,    0, 0",
  })
  void ifNoneHoldsForEachName(
      String expectation, String ifNone, Verdict verdict, int findings, int undecided)
      throws IOException {
    String value = expectation.equals("expect_none") ? "< 1" : ">= 1";
    Check check =
        check("%s: { version: \"%s\" }, if_none: %s".formatted(expectation, value, ifNone));

    CheckResult result =
        Judge.judge(check, "web1", List.of(bash(check)), Optional.empty(), Budget.whole());

    assertThat(result.verdict()).isEqualTo(verdict);
    assertThat(result.findings())
        .extracting(finding -> finding.message().text())
        .hasSize(findings)
        .allMatch(MISSING::equals);
    assertThat(result.undecided().rows())
        .extracting(Undecided.Entry::reason)
        .hasSize(undecided)
        .allMatch(MISSING::equals);
    if (verdict == Verdict.UNKNOWN) {
      assertThat(result.reason()).contains("1 of 2 rows could not be judged: " + MISSING);
    }
  }

  /// A name that is not installed is just what such a check wants.
  @Test
  void aNameWithoutARowIsRightWhereNoneIsExpected() throws IOException {
    Check check = check("expect_none: {}");

    CheckResult result =
        Judge.judge(check, "web1", List.of(bash(check)), Optional.empty(), Budget.whole());

    assertThat(result.verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(result.findings()).extracting(Finding::subject).containsExactly("bash");
    assertThat(result.undecided()).isEqualTo(Undecided.NONE);
    assertThat(result.reason()).isEmpty();
  }

  @Test
  void theRemedyIsSaidWithTheResultAndWithTheName() throws IOException {
    String hint =
        "Say in the policy what follows: `if_none: pass`, `if_none: drift` or `if_none: not-applicable`.";
    assertThat(hintsOf("expect: { version: \">= 1\" }"))
        .containsOnly(hint + " If one of the names is enough, write `expect_any`.");
    assertThat(hintsOf("expect_none: { version: \"< 1\" }")).containsOnly(hint);
  }

  private List<String> hintsOf(String expectation) throws IOException {
    Check check = check(expectation);
    CheckResult result =
        Judge.judge(check, "web1", List.of(bash(check)), Optional.empty(), Budget.whole());
    return List.of(
        result.explanation().orElseThrow().hint().orElseThrow(),
        result.undecided().rows().getFirst().hint().orElseThrow());
  }

  private static Row bash(Check check) {
    return Row.of(
        check.table().columns(),
        Map.of(
            "name", Cell.text("bash"),
            "version", Cell.text("5.2"),
            "manager", Cell.text("dpkg")));
  }

  private Check check(String expectation) throws IOException {
    Path file = folder.resolve("p.yaml");
    Files.writeString(
        file,
        """
        policy: p
        checks:
          - { id: c, probe: packages, where: { name: [bash, nosuchpkg] }, %s }
        """
            .formatted(expectation));
    Problems problems = new Problems();
    PolicySet set = PolicySet.read(List.of(file), Catalog.tables(), problems);
    assertThat(problems.sorted()).isEmpty();
    return set.drafts().getFirst().checks().getFirst();
  }
}
