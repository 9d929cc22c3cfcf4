package dev.driftline.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Finding;
import dev.driftline.model.RunReport;
import dev.driftline.model.Undecided;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Row;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Reports of many hosts, and of one host with much to say.
@Timeout(60)
class LargeReportTest {

  private static final int MANY = 10_000;

  private static String written(Format format, RunReport report) throws IOException {
    StringWriter out = new StringWriter();
    format.write(report, Style.PLAIN, out);
    return out.toString();
  }

  @Test
  @DisplayName(
      "L11 a report of 10,000 hosts: a page as text, and as JSON less than a kilobyte a result")
  void ofManyHosts() throws IOException {
    RunReport report = Runs.many(MANY);

    assertThat(written(Format.TEXT, report)).hasSizeLessThan(10_000);
    String json = written(Format.JSON, report);
    assertThat(json.length()).isLessThan(report.results().size() * 1024);
    JsonNode read = new ObjectMapper().readTree(json);
    assertThat(read.get("hosts")).hasSize(MANY);
    assertThat(read.get("results")).hasSize(report.results().size());
  }

  @Test
  @DisplayName(
      "L07 one host with 10,000 findings: the first few and their number as text, the first 1,000 and the number"
          + " of others as JSON")
  void ofOneHostWithManyFindings() throws IOException {
    CheckResult one = Runs.drift("app1");
    List<Finding> findings = Collections.nCopies(1_000, one.findings().getFirst());
    CheckResult many =
        new CheckResult(
            one.check(),
            "app1",
            one.verdict(),
            MANY,
            Optional.empty(),
            findings,
            MANY - 1_000,
            Undecided.NONE);
    RunReport report =
        Runs.run(
            2,
            List.of(Runs.host("app1", Runs.answered(), List.of(), Optional.empty())),
            List.of(many));

    assertThat(written(Format.TEXT, report))
        .hasSizeLessThan(4_000)
        .contains("stdio/std-fds-safe: drift on 1 host, 10000 findings\n")
        .contains("… and 9000 more findings, which are only counted, on app1\n");
    StringWriter all = new StringWriter();
    Format.TEXT.write(report, new Style(true, false), all);
    assertThat(all.toString())
        .contains("… and 9000 more findings, which are only counted, on app1\n");
    JsonNode read = new ObjectMapper().readTree(written(Format.JSON, report));
    assertThat(read.at("/results/0/findings")).hasSize(1_000);
    assertThat(read.at("/results/0/more_findings").asInt()).isEqualTo(MANY - 1_000);
  }

  /// Every line was as long as the longest cell: 1,000 rows beside one cell of 100 kB were 100 MB.
  @Test
  void oneLongCellMakesNoOtherLineLong() throws IOException {
    Columns columns =
        new Columns(
            List.of(
                new Column("text", ColumnType.TEXT, "T.", "a"),
                new Column("n", ColumnType.TEXT, "N.", "b")));
    List<Row> rows = new ArrayList<>();
    rows.add(row(columns, "x".repeat(100_000)));
    for (int i = 0; i < 1_000; i++) {
      rows.add(row(columns, "y"));
    }
    HostTable table =
        new HostTable("app1", new Answer.Observed(rows, Optional.empty(), Optional.empty()));
    StringWriter out = new StringWriter();
    TableText.write(columns, List.of(table), new Style(true, false), out);

    assertThat(out.toString()).contains("x".repeat(100_000)).hasSizeLessThan(300_000);
  }

  private static Row row(Columns columns, String text) {
    return new Row(columns, List.of(Cell.text(text), Cell.text("z")));
  }
}
