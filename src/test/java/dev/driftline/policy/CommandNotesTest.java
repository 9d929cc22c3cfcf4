package dev.driftline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.policy.file.PolicySet;
import dev.driftline.run.Catalog;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Expressions over the output of a command that say less than their writer thinks.
class CommandNotesTest {

  @TempDir Path folder;

  private List<Problem> problems(String expectation) throws IOException {
    Path file = folder.resolve("p.yaml");
    Files.writeString(
        file,
        """
        policy: p
        checks:
          - id: c
            probe: { command: "cat log" }
            %s
        """
            .formatted(expectation));
    Problems problems = new Problems();
    PolicySet.read(List.of(file), Catalog.tables(), problems);
    return problems.sorted();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "expect: { stdout: { not: '~ ^ERROR' } }",
        "expect: { stdout: { not: ['~ ^ERROR', x] } }",
        "expect: { stdout: { all: [{ not: '~ ^ERROR' }, present] } }",
        "expect_none: { stdout: '~ ^ERROR' }",
        "where: { stdout: '~ ^ERROR' }\n    expect_none: {}",
      })
  void aLineThatIsForbiddenIsNotedWhereOnlyTheFirstOneIsLookedAt(String expectation)
      throws IOException {
    List<Problem> problems = problems(expectation);

    assertThat(problems)
        .extracting(Problem::message)
        .containsExactly(
            "`^` and `$` stand for the ends of the whole text, so other lines are not looked at");
    assertThat(problems)
        .extracting(Problem::hint)
        .containsExactly("for each line write `~ (?m)^ERROR`, for the whole text `\\A` and `\\z`");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "expect: { stdout: '~ ^ok$' }",
        "expect: { stdout: { not: '~ ERROR' } }",
        "expect: { stdout: { not: '~ (?m)^ERROR' } }",
        "expect: { stdout: { not: '~ (?im)^error' } }",
        "expect: { stdout: { not: '~ \\AERROR' } }",
        "expect: { stdout: { not: '~ ERROR\\$' } }",
        "expect: { stdout: { not: '~ ^\\s*$' } }",
        "expect: { stdout: { not: { not: '~ ^ok' } } }",
        "expect_any: { stdout: '~ ^ok' }",
        "expect: { command: { not: '~ ^cat' } }",
        "expect: { stdout: /etc/passwd }",
        "expect: { stdout: { not: '~ /var/log/' } }",
      })
  void whatSaysWhatItLooksLikeIsNotNoted(String expectation) throws IOException {
    assertThat(problems(expectation)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"/ERROR/; ERROR", "/error/i; (?i)error", "~ /ERROR/; ERROR", "~ /a b/gm; (?m)a b"})
  void slashesThatArePartOfTheTextAreNoted(String written, String meant) throws IOException {
    assertThat(problems("expect: { stdout: { not: '" + written + "' } }"))
        .extracting(problem -> problem.message() + ": " + problem.hint())
        .containsExactly(
            "the slashes of `%s` are part of the text: for a regular expression write `~ %s`"
                .formatted(written.replace("~ ", ""), meant));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"~ /^ERROR/; ^ERROR", "~ /ERROR$/i; (?i)ERROR$", "~ /^a b$/x; ^a b$"})
  void anExpressionBetweenSlashesThatIsFoundInNoTextIsAnError(String written, String meant)
      throws IOException {
    assertThat(problems("expect: { stdout: { not: '" + written + "' } }"))
        .extracting(problem -> problem.message() + ": " + problem.hint())
        .containsExactly(
            "`%s` is found in no text: nothing stands before `^` or behind `$`: write it without the slashes: `~ %s`"
                .formatted(written.replace("~ ", ""), meant));
  }

  @Test
  void aCheckOfAnotherProbeIsNotNoted() throws IOException {
    Path file = folder.resolve("p.yaml");
    Files.writeString(
        file,
        """
        policy: p
        checks:
          - id: c
            probe: processes
            where: { command: "~ ^/usr/sbin/telnetd" }
            expect_none: {}
        """);
    Problems problems = new Problems();
    PolicySet.read(List.of(file), Catalog.tables(), problems);
    assertThat(problems.sorted()).isEmpty();
  }
}
