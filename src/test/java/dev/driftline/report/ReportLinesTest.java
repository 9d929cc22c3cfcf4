package dev.driftline.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.Severity;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.report.ReportLines.Colour;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Lines as they are laid out on terminals of several kinds.
class ReportLinesTest {

  private static final Style NARROW = new Style(false, false, OptionalInt.of(40), false);
  private static final Style CRON = new Style(false, false, OptionalInt.empty(), true);

  private final StringWriter out = new StringWriter();

  @Test
  void severitiesDifferInBlackAndWhite() throws IOException {
    severities(Style.PLAIN);
    assertThat(out)
        .hasToString(
            """
            INFO stdio/fds: drift
            ! MINOR stdio/fds: drift
            !! MAJOR stdio/fds: drift
            !!! CRITICAL stdio/fds: drift
            """);
  }

  @Test
  void severitiesDifferInColour() throws IOException {
    severities(new Style(false, true));
    assertThat(out.toString().replace('\u001b', '^'))
        .isEqualTo(
            """
            ^[1mINFO stdio/fds: drift^[0m
            ^[33m! MINOR stdio/fds: drift^[0m
            ^[31m!! MAJOR stdio/fds: drift^[0m
            ^[1;37;41m!!! CRITICAL stdio/fds: drift^[0m
            """);
  }

  private void severities(Style style) throws IOException {
    for (Severity severity : Severity.values()) {
      new ReportLines(out, style).severity(severity, "stdio/fds: drift");
    }
  }

  @Test
  void aLineThatIsTooLongGoesOnOneLevelDeeper() throws IOException {
    ReportLines lines = new ReportLines(out, NARROW);
    lines.heading(Colour.RED, "CRITICAL stdio/std-fds-safe: drift on 43 hosts in 3 groups");
    lines.line(1, "- %s: %s", "web1", "the log is open in the wrong direction since yesterday");
    lines.paragraph(
        1,
        "fix",
        "Add to the unit:\n  StandardOutput=journal and nothing else at all\nthen restart it");
    lines.line(2, "%s", "/var/log/a/path/that/is/longer/than/the/line/is");
    assertThat(out)
        .hasToString(
            """
            CRITICAL stdio/std-fds-safe: drift on 43
              hosts in 3 groups
              - web1: the log is open in the wrong
                direction since yesterday
              fix: Add to the unit:
                StandardOutput=journal and nothing
                else at all
                then restart it
                /var/log/a/path/that/is/longer/than/the/line/is
            """);
  }

  @Test
  void aHeadingInTwoLinesIsPaintedTwice() throws IOException {
    new ReportLines(out, new Style(false, true, OptionalInt.of(40), false))
        .heading(Colour.GREEN, "CLEAN: no drift, and all could be looked at");
    assertThat(out.toString().replace('\u001b', '^'))
        .isEqualTo("^[32mCLEAN: no drift, and all could be looked^[0m\n^[32m  at^[0m\n");
  }

  @Test
  void noLineBeginsWithACommandOfARunner() throws IOException {
    for (int blanks = 0; blanks < 80; blanks++) {
      ReportLines lines = new ReportLines(out, NARROW);
      lines.line(1, "%s", "x".repeat(blanks) + " ::warning file=a gone ##vso[a] é::error b");
      lines.heading(Colour.NONE, "x".repeat(blanks) + " ::warning file=a");
    }
    assertThat(out.toString().lines())
        .noneMatch(line -> line.strip().startsWith("::") || line.contains("##vso["));
  }

  @Test
  void inALocaleWithoutUtf8AllIsAscii() throws IOException {
    ReportLines lines = new ReportLines(out, CRON);
    lines.line(1, "- %s: %s", "web1", "café ⏎ …\u202e\u001b");
    lines.rest(1, 7, "host");
    assertThat(out)
        .hasToString(
            """
              - web1: caf\\u{e9} \\n ...\\u{202e}\\u{1b}
              ... and 2 more hosts (--all)
            """);
  }

  @Test
  void columnsAreCountedAfterTheStandIns() throws IOException {
    Style style = new Style(false, false, OptionalInt.of(40), true);
    new ReportLines(out, style).line(0, "%s", "é ".repeat(12).strip());
    assertThat(out)
        .hasToString(
            """
            \\u{e9} \\u{e9} \\u{e9} \\u{e9} \\u{e9}
              \\u{e9} \\u{e9} \\u{e9} \\u{e9} \\u{e9}
              \\u{e9} \\u{e9}
            """);
  }

  @Test
  void aTableIsAsWideAsItIsAndItsColumnsFitTheStandIns() throws IOException {
    List<HostTable> tables =
        List.of(table("web1", "…", "/a/path/that/is/as/long/as/it/is"), table("web2", "pipe", "b"));
    TableText.write(Runs.FDS, tables, new Style(false, false, OptionalInt.of(40), true), out);
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1)).contains("...   ").contains("/a/path/that/is/as/long/as/it/is");
    assertThat(lines.get(2)).contains("pipe  ");
  }

  private static HostTable table(String host, String kind, String peer) {
    Row row = Row.of(Runs.FDS, Map.of("kind", Cell.text(kind), "peer", Cell.text(peer)));
    return new HostTable(
        host, new Answer.Observed(List.of(row), Optional.empty(), Optional.empty()));
  }
}
