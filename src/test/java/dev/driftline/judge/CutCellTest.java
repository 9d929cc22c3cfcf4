package dev.driftline.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Expression;
import dev.driftline.policy.Matcher;
import dev.driftline.policy.Matcher.Operand;
import dev.driftline.policy.Matcher.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A matcher on a value that was cut is right or wrong only if no rest could change that.
class CutCellTest {

  private static final String WHY = "only its first 4 bytes were taken";
  private static final Columns COLUMNS =
      new Columns(
          List.of(
              new Column("text", ColumnType.TEXT, "A text.", "a"),
              new Column("other", ColumnType.TEXT, "A text.", "a"),
              new Column("number", ColumnType.INTEGER, "A number.", "1"),
              new Column("version", ColumnType.VERSION, "A version.", "1")));

  private static final Truth CUT =
      new Truth.Undetermined("text was cut, and its rest could decide this: " + WHY);

  private static final List<String> EXPRESSIONS =
      List.of(
          "a",
          "ab",
          "b$",
          "^ab",
          "^b",
          "^$",
          "^a*$",
          "a\\b",
          "\\bb",
          "a\\B",
          "\\Bb",
          "\\Aab\\z",
          "a.*b",
          "(?m)^b$",
          "(?m)a$",
          "(?s)a.*b",
          "[^a]",
          "a{2}",
          "b|^a",
          "^(a|b)b",
          "(^a|b)a$",
          "a*$",
          "\\$",
          "(?i)B",
          "é",
          "^.b",
          "^..$",
          "\\s",
          "ab|$",
          "^(ab)+$",
          "^[^b]*b",
          "\\PL",
          "(a|ab)(b|$)",
          "");

  private static final String LETTERS = "aab bé\n$";

  @Test
  void isNeverOtherThanTheWholeTextUnlessItIsUndetermined() {
    long seed = Long.getLong("driftline.seed", System.nanoTime());
    System.out.println("CutCellTest -Ddriftline.seed=" + seed);
    Random random = new Random(seed);
    int decided = 0;
    for (int i = 0; i < 60_000; i++) {
      String whole = text(random, 7);
      String beginning = whole.substring(0, random.nextInt(whole.length() + 1));
      Matcher matcher = matcher(random, 2);
      Cell other = Cell.text(text(random, 3));
      Truth cut = holds(matcher, Cell.cut(beginning, WHY), other);
      Truth of = holds(matcher, Cell.text(whole), other);
      decided += cut instanceof Truth.Known ? 1 : 0;
      if (cut instanceof Truth.Known) {
        assertThat(cut).as("%s of \"%s|%s\"", matcher, beginning, whole).isEqualTo(of);
      }
    }
    // a matcher that is always undetermined is never wrong, and of no use
    assertThat(decided).isGreaterThan(15_000);
  }

  private static String text(Random random, int longest) {
    return IntStream.range(0, random.nextInt(longest + 1))
        .mapToObj(_ -> String.valueOf(LETTERS.charAt(random.nextInt(LETTERS.length()))))
        .reduce("", String::concat);
  }

  private static Matcher matcher(Random random, int deep) {
    return switch (random.nextInt(deep == 0 ? 5 : 8)) {
      case 0, 1 -> regex(EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size())));
      case 2 -> {
        List<Operator> operators = List.of(Operator.values());
        Operator operator = operators.get(random.nextInt(operators.size()));
        yield new Matcher.Compare(operator, new Operand.Literal(text(random, 4)), operator.sign());
      }
      case 3 -> random.nextBoolean() ? new Matcher.Clean("clean") : new Matcher.Present("present");
      case 4 -> new Matcher.Compare(Operator.EQUAL, new Operand.OtherColumn("other"), "= other");
      case 5 -> new Matcher.Not(matcher(random, deep - 1), "not");
      case 6 -> new Matcher.OneOf(some(random, deep), "any");
      default -> new Matcher.AllOf(some(random, deep), "all");
    };
  }

  private static List<Matcher> some(Random random, int deep) {
    List<Matcher> matchers = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      matchers.add(matcher(random, deep - 1));
    }
    return matchers;
  }

  @ParameterizedTest
  @CsvSource({
    // found within the beginning
    "true, -Dpass, java -Dpass=x -jar",
    "true, pass.*jar, java -Dpass=x -jar",
    "true, jar, java -jar",
    "true, ^java\\b, java -jar",
    "true, '^$|java', java -jar",
    // the rest could be `s` or the end
    "?, jar$, java -jar",
    "?, jar\\b, java -jar",
    "?, jar\\B, java -jar",
    "?, password, java -jar",
    "?, password, pass",
    "?, '', ''",
    // no rest makes another beginning
    "false, ^/usr/bin/, /opt/java -jar",
    "false, \\Ajava -cp, java -jar x",
    "false, ^java$, java -jar",
    // in each line
    "?, (?m)^/usr/bin/, /opt/java -jar",
  })
  void anExpressionIsSureOfTheBeginningOrUndetermined(
      String truth, String expression, String beginning) {
    Truth expected =
        switch (truth) {
          case "true" -> Truth.Known.TRUE;
          case "false" -> Truth.Known.FALSE;
          default -> CUT;
        };
    Matcher matcher = regex(expression.isEmpty() ? "$" : expression);
    assertThat(holds(matcher, Cell.cut(beginning, WHY), Cell.none())).isEqualTo(expected);
  }

  @Test
  void aLiteralThatDoesNotBeginSoIsAnother() {
    assertThat(holds(equal("java -jar x"), Cell.cut("java", WHY), Cell.none())).isEqualTo(CUT);
    assertThat(holds(equal("java"), Cell.cut("java", WHY), Cell.none())).isEqualTo(CUT);
    assertThat(holds(equal("jav"), Cell.cut("java", WHY), Cell.none()))
        .isEqualTo(Truth.Known.FALSE);
    assertThat(holds(equal("perl -w"), Cell.cut("java", WHY), Cell.none()))
        .isEqualTo(Truth.Known.FALSE);
    assertThat(holds(new Matcher.Not(equal("perl"), "not"), Cell.cut("java", WHY), Cell.none()))
        .isEqualTo(Truth.Known.TRUE);
  }

  @Test
  void aValueIsThereAndIsNotCleanOnceALetterIs() {
    Matcher clean = new Matcher.Clean("clean");
    assertThat(holds(new Matcher.Present("present"), Cell.cut("", WHY), Cell.none()))
        .isEqualTo(Truth.Known.TRUE);
    assertThat(holds(clean, Cell.cut(" \nW", WHY), Cell.none())).isEqualTo(Truth.Known.FALSE);
    assertThat(holds(clean, Cell.cut(" \n", WHY), Cell.none())).isEqualTo(CUT);
    assertThat(holds(clean, Cell.cut("", WHY), Cell.none())).isEqualTo(CUT);
  }

  @Test
  void twoColumnsAreComparedOnlyWhole() {
    Matcher same = new Matcher.Compare(Operator.EQUAL, new Operand.OtherColumn("other"), "= other");
    assertThat(holds(same, Cell.cut("java", WHY), Cell.text("perl"))).isEqualTo(CUT);
    assertThat(holds(same, Cell.text("java"), Cell.cut("perl", WHY)))
        .isEqualTo(new Truth.Undetermined("other was cut, and its rest could decide this: " + WHY));
  }

  @Test
  void numbersAndVersionsAreComparedOnlyWhole() {
    for (String column : List.of("number", "version")) {
      for (Operator operator : Operator.values()) {
        Matcher matcher =
            new Matcher.Compare(operator, new Operand.Literal("9"), operator.sign() + " 9");
        Cell cut = Cell.cut("10", WHY);
        Row row = new Row(COLUMNS, List.of(cut, cut, cut, cut));
        assertThat(Matching.holds(matcher, column, row, Budget.unlimited()))
            .isEqualTo(
                new Truth.Undetermined(
                    "%s was cut, and its rest could decide this: %s".formatted(column, WHY)));
      }
    }
  }

  private static Matcher equal(String value) {
    return new Matcher.Compare(Operator.EQUAL, new Operand.Literal(value), value);
  }

  private static Matcher regex(String expression) {
    return new Matcher.Regex(Expression.of(expression), "~ " + expression);
  }

  private static Truth holds(Matcher matcher, Cell text, Cell other) {
    Row row = new Row(COLUMNS, List.of(text, other, Cell.none(), Cell.none()));
    return Matching.holds(matcher, "text", row, Budget.unlimited());
  }
}
