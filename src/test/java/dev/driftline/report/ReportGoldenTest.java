package dev.driftline.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.CheckInfo;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Explanation;
import dev.driftline.model.Reason;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.Undecided;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Coverage;
import dev.driftline.model.table.Row;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whole reports, compared character by character.
class ReportGoldenTest {

  /// A new format needs a file here: look at what was written, and copy it.
  @ParameterizedTest
  @EnumSource(Format.class)
  void everyFormatOfThreeHosts(Format format) throws IOException {
    String end = format == Format.TEXT ? "txt" : format.word();
    Golden.assertSame("three." + end, written(format, Runs.three(), Style.PLAIN));
  }

  @Test
  void textOfThreeThousandHostsFitsOnAScreen() throws IOException {
    Golden.assertSame("three-thousand.txt", written(Format.TEXT, Runs.many(3000), Style.PLAIN));
  }

  @Test
  void textInColour() throws IOException {
    Golden.assertSame("colour.txt", written(Format.TEXT, Runs.three(), new Style(false, true)));
  }

  @Test
  void textOfARunThatCheckedNothing() throws IOException {
    Golden.assertSame(
        "nothing.txt", written(Format.TEXT, Runs.run(1, List.of(), List.of()), Style.PLAIN));
  }

  @Test
  void textOfACleanRun() throws IOException {
    RunReport clean =
        Runs.run(
            0,
            List.of(Runs.host("app1", Runs.answered(), List.of(), Optional.empty())),
            List.of(Runs.passed(Runs.STDIO, "app1")));
    Golden.assertSame("clean.txt", written(Format.TEXT, clean, Style.PLAIN));
  }

  @Test
  void textOfARunInWhichNothingWasDecided() throws IOException {
    CheckResult elsewhere =
        Runs.notApplicable(Runs.STDIO, "app1")
            .with(
                Optional.of(new Explanation(Explanation.APPLIES_TO, "applies only to os alpine")),
                Undecided.NONE);
    CheckResult misspelt =
        Runs.notApplicable(Runs.QUIET, "app1")
            .with(
                Optional.of(
                    new Explanation(
                        Explanation.APPLIES_TO,
                        "applies only to os Debian",
                        Optional.of("Did you mean \"debian\"? That is os of this host."))),
                Undecided.NONE);
    RunReport report =
        Runs.run(
            4,
            List.of(Runs.host("app1", Runs.answered(), List.of(), Optional.empty())),
            List.of(elsewhere, misspelt));
    Golden.assertSame("undecided.txt", written(Format.TEXT, report, Style.PLAIN));
  }

  @Test
  void checksThatApplyNowhereForOneReasonShareALine() throws IOException {
    List<CheckResult> results = new ArrayList<>();
    for (String id : List.of("follows", "restarted", "fits")) {
      CheckInfo check = new CheckInfo("mysql", id, id, Severity.MAJOR, "", "");
      results.add(
          Runs.notApplicable(check, "app1")
              .with(
                  Optional.of(
                      new Explanation(Explanation.NO_ROW, "no connection to mysql was seen")),
                  Undecided.NONE));
    }
    assertThat(text(results))
        .contains(
            """

            APPLIED TO NO HOST: 3 checks
              - mysql/follows, mysql/restarted, mysql/fits: no connection to mysql was seen
            """);
  }

  @Test
  void whatToDoAboutARowIsSaidOnce() throws IOException {
    Undecided.Entry glibc =
        new Undecided.Entry("1", "glibc", Optional.empty(), "no row", Optional.of("Say it."));
    Undecided.Entry musl =
        new Undecided.Entry("2", "musl", Optional.empty(), "no row", Optional.of("Say it."));
    Undecided rows = new Undecided(false, List.of(glibc, musl), 0);
    Undecided beside = new Undecided(true, rows.rows(), 0);
    Explanation why = new Explanation(Explanation.UNREAD, "2 of 3 rows", Optional.of("Say it."));

    assertThat(text(List.of(Runs.unknown(Runs.STDIO, "app1", "").with(Optional.of(why), rows))))
        .contains(
            """
              - no row
                  on app1
                  1 check: stdio/std-fds-safe
                  do: Say it.
                  2 rows: glibc, musl
            """);
    assertThat(text(List.of(Runs.drift("app1").with(Optional.of(why), beside))))
        .contains(
            """
              - no row
                  on app1
                  1 check: stdio/std-fds-safe
                  do: Say it.
                  2 of 1290 rows: glibc, musl
            """);
  }

  private static String text(List<CheckResult> results) throws IOException {
    RunReport report =
        Runs.run(
            4, List.of(Runs.host("app1", Runs.answered(), List.of(), Optional.empty())), results);
    return written(Format.TEXT, report, Style.PLAIN);
  }

  @Test
  void textOfARunWithAHostThatNoCheckCovers() throws IOException {
    RunReport report =
        Runs.run(
            0,
            List.of(
                Runs.host("app1", Runs.answered(), List.of(), Optional.empty()),
                Runs.host("app2", Runs.answered(), List.of(), Optional.empty())),
            List.of(Runs.passed(Runs.STDIO, "app1")));
    Golden.assertSame("uncovered.txt", written(Format.TEXT, report, Style.PLAIN));
  }

  @Test
  void tableOfAProbe() throws IOException {
    StringWriter out = new StringWriter();
    TableText.write(Runs.FDS, tables(), Style.PLAIN, out);
    Golden.assertSame("table.txt", out.toString());
  }

  @Test
  void jsonOfAProbe() throws IOException {
    StringWriter out = new StringWriter();
    TableJson.write("fds", tables(), out);
    Golden.assertSame("table.json", out.toString());
  }

  private static List<HostTable> tables() {
    Row row =
        Row.of(
            Runs.FDS,
            Map.of(
                "pid", Cell.integer(2387),
                "kind", Cell.unread("Permission denied"),
                "cloexec", Cell.bool(true),
                "peer", Cell.text("x".repeat(70) + "\u001b[2J")));
    Row cut =
        Row.of(
            Runs.FDS,
            Map.of(
                "kind", Cell.cut("x".repeat(70), "only its first 70 bytes were taken"),
                "peer", Cell.cut("\u001b[2J", "only its first 4 bytes were taken")));
    return List.of(
        new HostTable(
            "app1",
            new Answer.Observed(
                List.of(row, cut),
                Optional.of(new Coverage(2, 3, "processes")),
                Optional.of("cut short"))),
        new HostTable("app2", new Answer.Absent("command rndc")),
        new HostTable("app3", new Answer.Unknown(Reason.PRIVILEGE, "not root", "")),
        new HostTable(
            "app5",
            new Answer.Unknown(Reason.DNS, "app5: no address is known for app5", ""),
            "Check the spelling."),
        new HostTable("app4", new Answer.Observed(List.of(), Optional.empty(), Optional.empty())));
  }

  private static String written(Format format, RunReport report, Style style) throws IOException {
    StringWriter out = new StringWriter();
    format.write(report, style, out);
    return out.toString();
  }
}
