package dev.driftline.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.Expression;
import dev.driftline.policy.Matcher;
import dev.driftline.policy.Matcher.Operand;
import dev.driftline.policy.Matcher.Operator;
import dev.driftline.source.SourceLocation;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A finding says what the difference is where nobody sees one.
class NearMissTest {

  @Test
  void aCarriageReturnIsNamed() {
    assertThat(wrong(regex("^ok$"), "ok\r"))
        .isEqualTo(
            "stdout is ok, expected ~ ^ok$ (what does not show makes the difference: \"ok\\u{d}\")");
    assertThat(wrong(equal("0"), "0\r"))
        .isEqualTo(
            "stdout is 0, expected 0 (what does not show makes the difference: \"0\\u{d}\")");
  }

  @Test
  void ofManyLinesTheFirstWithSomethingThatDoesNotShowIsNamed() {
    assertThat(wrong(regex("(?m)^ready$"), "begin\nready \nend"))
        .isEqualTo(
            "stdout has 3 lines, and none of them matches, expected ~ (?m)^ready$"
                + " (what does not show makes the difference: \"ready \")");
  }

  @Test
  void blanksThatAreNoSpacesAndFormsOfLettersAreNamed() {
    assertThat(wrong(equal("5 000"), "5\u00a0000"))
        .endsWith(" makes the difference: \"5\\u{a0}000\")");
    assertThat(wrong(equal("caf\u00e9"), "cafe\u0301"))
        .endsWith(" makes the difference: \"cafe\\u{301}\")");
    assertThat(wrong(equal("a"), "\u200ba")).endsWith(" makes the difference: \"\\u{200b}a\")");
    assertThat(wrong(equal("5"), "  5")).endsWith(" makes the difference: \"  5\")");
  }

  @Test
  void oneOfSeveralIsMissedNearlyToo() {
    assertThat(wrong(new Matcher.OneOf(List.of(equal("up"), equal("ok")), "[up, ok]"), "ok\t"))
        .isEqualTo(
            "stdout is ok, expected one of up, ok (what does not show makes the difference: \"ok\\u{9}\")");
  }

  @Test
  void whatLooksDifferentHasNoHint() {
    assertThat(wrong(equal("ok"), "OK")).isEqualTo("stdout is OK, expected ok");
    assertThat(wrong(regex("^ok$"), "not ok")).isEqualTo("stdout is not ok, expected ~ ^ok$");
    assertThat(wrong(new Matcher.Not(equal("ok"), "{ not: ok }"), "ok"))
        .isEqualTo("stdout is ok, expected { not: ok }");
  }

  @Test
  void anEmptyTextIsShown() {
    assertThat(wrong(new Matcher.OneOf(List.of(equal("")), "[]"), "oops"))
        .isEqualTo("stdout is oops, expected one of \"\"");
    assertThat(wrong(equal(""), "oops")).isEqualTo("stdout is oops, expected \"\"");
  }

  @Test
  void aVersionThatLacksTheRevisionIsNamed() {
    assertThat(wrong(ColumnType.VERSION, equal("5.2.15"), "5.2.15-2+b8"))
        .isEqualTo(
            "stdout is 5.2.15-2+b8, expected 5.2.15 (versions are compared whole: write `= 5.2.15-2+b8`,"
                + " or `~ ^5\\.2\\.15-` for any revision)");
    assertThat(wrong(ColumnType.VERSION, equal("5.2.1"), "5.2.15-2"))
        .isEqualTo("stdout is 5.2.15-2, expected 5.2.1");
  }

  private static Matcher equal(String text) {
    return new Matcher.Compare(Operator.EQUAL, new Operand.Literal(text), text);
  }

  private static Matcher regex(String text) {
    return new Matcher.Regex(Expression.of(text), "~ " + text);
  }

  private static String wrong(Matcher matcher, String text) {
    return wrong(ColumnType.TEXT, matcher, text);
  }

  private static String wrong(ColumnType type, Matcher matcher, String text) {
    Columns columns = new Columns(List.of(new Column("stdout", type, "What it wrote.", "1")));
    return Wording.wrong(
            List.of(new Condition("stdout", matcher, new SourceLocation("p.yaml", 1, 1))),
            new Row(columns, List.of(Cell.text(text))),
            Budget.unlimited())
        .text();
  }
}
