package dev.driftline.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.HostAnswers.Noise;
import dev.driftline.model.Message;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.RunReport;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.source.Problem;
import dev.driftline.source.SourceLocation;
import dev.driftline.text.Escape;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a host, or a stranger's policy, says is no command to the CI runner that reads our output.
class CiRunnersTest {

  /// Azure's agent (`Command.TryParse`), the old form of GitHub's runner (`ActionCommand.TryParse`) and TeamCity:
  /// wherever it stands in a line.
  private static final Pattern ANYWHERE = Pattern.compile("##[a-z]*\\[");

  /// GitHub's runner (`ActionCommand.TryParseV2`): at the beginning of a line, after `String.TrimStart` of .NET.
  private static final Pattern AT_THE_START = Pattern.compile("(?U)^\\s*::.*::.*");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "##vso[task.complete result=Succeeded;]done",
        "x ###vso[task.setvariable variable=PATH]/tmp",
        "##[add-mask]drift",
        "##teamcity[buildStatus status='SUCCESS']",
        "::stop-commands::x",
        "  ::add-mask::drift",
        "\u00a0\u3000::error::gone"
      })
  void takeNothingOfAHostForACommand(String said) throws IOException {
    for (Format format : Format.values()) {
      assertNoCommand(written(format, hostile(said)), format.word());
    }
    assertNoCommand(table(said), "table");
  }

  @Test
  void takeNothingOfAStrangersFileForACommand() {
    String said = "a: '##vso[task.complete result=Succeeded;]'";
    SourceLocation at = new SourceLocation("::error::x.yaml", 1, 4);
    String shown = Problem.error(at, said, said, said).render();
    assertNoCommand(shown, "problem");
    assertThat(shown)
        .isEqualTo(
            """
            \\u{3a}:error::x.yaml:1:4: error: a: '##vso\\u{5b}task.complete result=Succeeded;]'
              1 | a: '##vso\\u{5b}task.complete result=Succeeded;]'
                |    ^
              hint: a: '##vso\\u{5b}task.complete result=Succeeded;]'
            """);
  }

  @Test
  void aReasonStandsOnALineOfItsOwn() throws IOException {
    RunReport report =
        Runs.run(
            4,
            List.of(Runs.host("evil", Runs.answered(), List.of(), Optional.empty())),
            List.of(Runs.unknown(Runs.QUIET, "evil", "it said: no room: db1, db2")));
    assertThat(written(Format.TEXT, report))
        .contains("\n  - it said: no room: db1, db2\n      on evil\n");
  }

  @Test
  void bracketsAndColonsOfOthersStay() {
    for (String usual : List.of("[::1]:22", "# [x]", "a[0]", "#define x[", "ab##c d[", "a::b")) {
      assertThat(Escape.start(Escape.line(usual))).isEqualTo(usual);
    }
  }

  private static void assertNoCommand(String output, String where) {
    assertThat(output.lines())
        .as(where)
        .noneMatch(line -> ANYWHERE.matcher(line).find() || AT_THE_START.matcher(line).matches());
  }

  private static RunReport hostile(String said) {
    Outcome lost = new Outcome.Unreachable(Reason.PROTOCOL, said, said);
    return Runs.run(
        6,
        List.of(
            Runs.host("a", Runs.answered(), List.of(), Optional.of(new Noise(said, said))),
            Runs.host("b", lost, List.of(), Optional.empty())),
        List.of(
            Runs.drift("a", said, Message.words(said), said), Runs.unknown(Runs.QUIET, "a", said)));
  }

  private static String written(Format format, RunReport report) throws IOException {
    StringWriter out = new StringWriter();
    format.write(report, Style.PLAIN, out);
    return out.toString();
  }

  private static String table(String said) throws IOException {
    Row row = Row.of(Runs.FDS, Map.of("kind", Cell.text(said), "peer", Cell.unread(said)));
    Answer answer = new Answer.Observed(List.of(row), Optional.empty(), Optional.of(said));
    StringWriter out = new StringWriter();
    TableText.write(Runs.FDS, List.of(new HostTable("a", answer)), Style.PLAIN, out);
    return out.toString();
  }
}
