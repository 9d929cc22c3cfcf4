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
import dev.driftline.source.SourceLocation;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("L8 of a text of many lines, a finding shows those that the expression is about")
class ManyLinesTest {

  private static final String TEXT = "begin\nwarn: a\nnext\nwarn: b\nwarn: c\nwarn: d\nend";

  @Test
  void aTextOfOneLineIsShown() {
    assertThat(wrong(regex("ready"), "not yet")).isEqualTo("stdout is not yet, expected ~ ready");
  }

  @Test
  void ifNoLineMatchesTheLinesAreCounted() {
    assertThat(wrong(regex("ready"), TEXT))
        .isEqualTo("stdout has 7 lines, and none of them matches, expected ~ ready");
  }

  @Test
  void theLinesThatMatchAreShownIfNoneShould() {
    assertThat(wrong(new Matcher.Not(regex("warn"), "{ not: ~ warn }"), TEXT))
        .isEqualTo(
            "stdout has 7 lines, of which 4 match by themselves: warn: a | warn: b | warn: c | …,"
                + " expected { not: ~ warn }");
  }

  /// Without `(?m)`, `^` and `$` stand for the ends of the whole text.
  @Test
  void aLineThatWouldMatchByItselfIsShown() {
    assertThat(wrong(regex("^next$"), TEXT))
        .isEqualTo(
            "stdout has 7 lines, of which 1 matches by itself: next, expected ~ ^next$"
                + " (for the beginning and the end of each line, begin it with `(?m)`)");
  }

  @Test
  void theHintIsGivenForALineEndBehindOneLineToo() {
    assertThat(wrong(regex("^up$"), "up\n"))
        .isEqualTo(
            "stdout is up, expected ~ ^up$"
                + " (for the beginning and the end of each line, begin it with `(?m)`)");
  }

  @Test
  void noHintIsGivenWhereAnotherMeaningOfLineEndsChangesNothing() {
    assertThat(wrong(regex("^other$"), TEXT))
        .isEqualTo("stdout has 7 lines, and none of them matches, expected ~ ^other$");
  }

  @Test
  void aMatchOverSeveralLinesThatShouldNotBeIsSaidSo() {
    String text = "(?s)warn: a.*warn: b";
    assertThat(wrong(new Matcher.Not(regex(text), "{ not: \"~ %s\" }".formatted(text)), TEXT))
        .isEqualTo(
            "stdout has 7 lines, and the match goes over several of them,"
                + " expected { not: \"~ (?s)warn: a.*warn: b\" }");
  }

  private static Matcher regex(String text) {
    return new Matcher.Regex(Expression.of(text), "~ " + text);
  }

  private static String wrong(Matcher matcher, String text) {
    Columns columns =
        new Columns(List.of(new Column("stdout", ColumnType.TEXT, "What it wrote.", "up")));
    return Wording.wrong(
            List.of(new Condition("stdout", matcher, new SourceLocation("p.yaml", 1, 1))),
            new Row(columns, List.of(Cell.text(text))),
            Budget.unlimited())
        .text();
  }
}
