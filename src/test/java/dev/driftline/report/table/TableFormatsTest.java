package dev.driftline.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftline.model.Reason;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Coverage;
import dev.driftline.model.table.Row;
import dev.driftline.report.HostTable;
import dev.driftline.report.TableJson;
import dev.driftline.text.Escape;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A probe's rows as JSON lines and as CSV.
class TableFormatsTest {

  private static final Columns COLUMNS =
      new Columns(
          List.of(
              new Column("name", ColumnType.TEXT, "", ""),
              new Column("offset", ColumnType.DURATION, "", "")));

  private static Row row(Cell name, Cell offset) {
    return Row.of(COLUMNS, Map.of("name", name, "offset", offset));
  }

  private static List<HostTable> tables() {
    return List.of(
        new HostTable(
            "app1",
            new Answer.Observed(
                List.of(
                    row(Cell.text("named"), Cell.text("-1000")),
                    row(Cell.unread("Permission denied"), Cell.none()),
                    row(Cell.cut("ab", "only its first 2 bytes were taken"), Cell.integer(7))),
                Optional.of(new Coverage(3, 4, "processes")),
                Optional.of("the list was cut"))),
        new HostTable("app2", new Answer.Observed(List.of(), Optional.empty(), Optional.empty())),
        new HostTable("app3", new Answer.Absent("package manager")),
        new HostTable(
            "app4", new Answer.Unknown(Reason.TIMEOUT, "no answer within 60 s", ""), "wait"));
  }

  @Test
  void csvHasALineForEachRowAndAtLeastOneForEachHost() throws IOException {
    StringWriter out = new StringWriter();
    TableCsv.write(COLUMNS, tables(), out);
    assertThat(out.toString())
        .isEqualTo(
            """
            host,answer,remark,name,offset
            app1,row,,named,-1000
            app1,row,"name unread: Permission denied",,
            app1,row,"name cut: only its first 2 bytes were taken","ab…",7
            app1,gap,"the list was cut",,
            app1,gap,"looked at 3 of 4 processes",,
            app2,no-row,,,
            app3,no-row,"there is no package manager",,
            app4,unknown,"timeout: no answer within 60 s",,
            """);
  }

  @Test
  void jsonLinesHaveARowOrAnAnswerEach() throws IOException {
    StringWriter out = new StringWriter();
    TableJson.writeLines(tables(), out);
    assertThat(out.toString())
        .isEqualTo(
            """
            {"host":"app1","row":{"name":"named","offset":-1000}}
            {"host":"app1","row":{"name":{"unread":"Permission denied"},"offset":null}}
            {"host":"app1","row":{"name":{"beginning":"ab","cut":"only its first 2 bytes were taken"},"offset":7}}
            {"host":"app1","answer":"observed","coverage":{"things":"processes","readable":3,"total":4},"gap":"the list was cut","rows":3}
            {"host":"app2","answer":"observed","coverage":null,"gap":null,"rows":0}
            {"host":"app3","answer":"absent","what":"package manager"}
            {"host":"app4","answer":"unknown","reason":"timeout","why":"no answer within 60 s","evidence":"","hint":"wait"}
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      ignoreLeadingAndTrailingWhitespace = false,
      quoteCharacter = '`',
      value = {
        "=1+1¦\"'=1+1\"",
        "=cmd|' /C calc'!A0¦\"'=cmd|' /C calc'!A0\"",
        "@SUM(A1)¦\"'@SUM(A1)\"",
        "+1+1¦\"'+1+1\"",
        "-1-1¦\"'-1-1\"",
        "--help¦\"'--help\"",
        " =1¦\"' =1\"",
        "\uff1d1¦\"'\uff1d1\"",
        "-1000¦-1000",
        "+3¦\"+3\"",
        "a,b¦\"a,b\"",
        "a;=1¦\"a;=1\"",
        "say \"x\"¦\"say \"\"x\"\"\"",
        "::warning::x¦\"::warning::x\"",
        "##vso[x]¦\"##vso\\u{5b}x]\"",
      })
  void noTextIsAFormulaOrEndsItsCell(String text, String cell) {
    assertThat(Escape.csv(text)).isEqualTo(cell);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\r\n=1", "\u001b[2J", "\u202e", "\t=1", "\"\n=1", "a\u0000"})
  void noTextActsOnATerminalOrBeginsALine(String text) throws IOException {
    List<HostTable> tables =
        List.of(
            new HostTable(
                "app1",
                new Answer.Observed(
                    List.of(row(Cell.text(text), Cell.unread(text))),
                    Optional.empty(),
                    Optional.of(text))));
    StringWriter csv = new StringWriter();
    TableCsv.write(COLUMNS, tables, csv);
    assertThat(csv.toString().lines()).hasSize(3).allMatch(line -> Escape.line(line).equals(line));
    StringWriter lines = new StringWriter();
    TableJson.writeLines(tables, lines);
    assertThat(lines.toString()).matches("[ -~\n]*");
    assertThat(lines.toString().lines()).hasSize(2);
    JsonNode row = new ObjectMapper().readTree(lines.toString().lines().findFirst().orElseThrow());
    assertThat(row.at("/row/name").asText()).isEqualTo(text);
  }
}
