package dev.driftline.judge;

import dev.driftline.model.Finding.Expected;
import dev.driftline.model.Message;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.Expression;
import dev.driftline.policy.Matcher;
import dev.driftline.text.Escape;
import dev.driftline.text.Excerpt;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The sentences of findings. Texts of a host are cut to a readable length, and their control characters are replaced.
/// Reports escape each sentence once more for its destination.
final class Wording {

  /// How many lines of a long text a finding shows.
  private static final int MOST_LINES = 3;

  private static final int MAX_EVIDENCE = 2000;

  /// Of a value within a sentence.
  private static final int MAX_SHOWN = 400;

  private Wording() {}

  static String shown(Cell cell) {
    return switch (cell) {
      case Cell.Text(String text) when text.isEmpty() -> "empty";
      case Cell.Text(String text) -> Escape.sentence(lastLines(text), 2 * MAX_SHOWN);
      case Cell.Cut(String beginning, _) -> Escape.sentence(beginning + "…");
      case Cell.None _ -> "nothing";
      case Cell.Unread(String why) -> "unread (%s)".formatted(Escape.sentence(why));
    };
  }

  /// Fills the row's values into a template: `{name} fd {fd}` becomes `named fd 2`. A value that is missing becomes
  /// `?`.
  static String subject(String template, Row row) {
    StringBuilder subject = new StringBuilder();
    int at = 0;
    while (at < template.length()) {
      int open = template.indexOf('{', at);
      int close = open < 0 ? -1 : template.indexOf('}', open);
      if (close < 0) {
        break;
      }
      subject.append(template, at, open);
      subject.append(
          row.shown(template.substring(open + 1, close)).map(Escape::sentence).orElse("?"));
      at = close + 1;
    }
    return subject.append(template, at, template.length()).toString();
  }

  static List<Expected> expected(List<Condition> conditions) {
    return conditions.stream().map(Wording::expected).toList();
  }

  private static Expected expected(Condition condition) {
    return switch (condition.matcher()) {
      case Matcher.OneOf(List<Matcher> choices, _) ->
          new Expected(condition.column(), choices.stream().map(Matcher::text).toList(), true);
      case Matcher matcher -> new Expected(condition.column(), List.of(matcher.text()), false);
    };
  }

  private static Message nearMiss(Condition condition, Row row, Budget budget) {
    int position = row.columns().position(condition.column());
    return Message.value(
        NearMiss.hint(
            condition.matcher(),
            row.columns().list().get(position),
            row.cell(condition.column()),
            budget));
  }

  /// All failed conditions: `version is 1.0-1, expected >= 3.0`.
  static Message wrong(List<Condition> failed, Row row, Budget budget) {
    return Message.joined(
        "; ",
        failed.stream()
            .map(condition ->
                Message.of(
                    "%s %s, expected %s%s%s",
                    Message.words(condition.column()),
                    observed(condition, row, budget),
                    Message.words(expected(condition).words()),
                    other(condition.matcher(), row),
                    nearMiss(condition, row, budget)))
            .toList());
  }

  /// What was seen: `is 1.0-1`. Of many lines, those that an expression is about.
  private static Message observed(Condition condition, Row row, Budget budget) {
    Cell cell = row.cell(condition.column());
    if (!(cell instanceof Cell.Text(String text)) || text.strip().indexOf('\n') < 0) {
      return Message.of("is %s", shown(cell));
    }
    List<String> lines = text.strip().lines().toList();
    return switch (condition.matcher()) {
      case Matcher.Regex(Expression expression, _) ->
          lines(lines, expression, "none of them matches", budget);
      case Matcher.Not(Matcher.Regex(Expression expression, _), _) ->
          lines(lines, expression, "the match goes over several of them", budget);
      default -> Message.of("is %s", shown(cell));
    };
  }

  /// The lines that an expression is about.
  ///
  /// @param otherwise what is said if no line matches by itself
  private static Message lines(
      List<String> lines, Expression expression, String otherwise, Budget budget) {
    List<String> about = lines.stream().filter(line -> expression.isIn(line, budget)).toList();
    if (about.isEmpty()) {
      return Message.of("has %s lines, and %s", lines.size(), Message.words(otherwise));
    }
    String first =
        about.stream().limit(MOST_LINES).map(Escape::sentence).collect(Collectors.joining(" | "));
    return Message.of(
        "has %s lines, of which %s: %s",
        lines.size(),
        about.size() == 1 ? "1 matches by itself" : about.size() + " match by themselves",
        first + (about.size() > MOST_LINES ? " | …" : ""));
  }

  /// The value of the other column, if the policy compares with one: ` (8.0)`.
  private static Message other(Matcher matcher, Row row) {
    return matcher instanceof Matcher.Compare(_, Matcher.Operand.OtherColumn(String column), _)
        ? Message.of(" (%s)", shown(row.cell(column)))
        : Message.words("");
  }

  static String conditions(List<Condition> conditions) {
    return conditions.stream()
        .map(condition -> condition.column() + " " + expected(condition).words())
        .collect(Collectors.joining(", "));
  }

  /// ` with kind tcp`, or an empty text if there are no conditions.
  static String with(List<Condition> conditions) {
    return conditions.isEmpty() ? "" : " with " + conditions(conditions);
  }

  /// The sentence for a check that had no row to judge.
  static String noRow(Check check) {
    return switch (check.subject()) {
      case Check.Subject.Pair pair -> "no connection to %s was seen".formatted(pair.server());
      case Check.Subject.NotAsked(String why) -> why;
      case Check.Subject.SwitchedOff(String why) -> why;
      case Check.Subject.Rows _ ->
          check.where().isEmpty()
              ? "%s has no row".formatted(check.table().name())
              : "no row of %s is selected by %s"
                  .formatted(check.table().name(), conditions(check.where()));
    };
  }

  /// The word that a policy probably means, if the row has the same in other letters: `debian` for `Debian`.
  static Optional<String> meant(List<Condition> conditions, Row row) {
    return conditions.stream().flatMap(condition -> meant(condition, row).stream()).findFirst();
  }

  private static Optional<String> meant(Condition condition, Row row) {
    Optional<String> here = row.text(condition.column());
    return literals(condition.matcher())
        .flatMap(
            word -> here.filter(text -> !word.equals(text) && word.equalsIgnoreCase(text)).stream())
        .findFirst()
        .map(text ->
            "Did you mean \"%s\"? That is %s of this host."
                .formatted(Escape.sentence(text), condition.column()));
  }

  /// The words that a condition names, each of which would meet it: `debian` and `ubuntu` of `[debian, ubuntu]`.
  static Stream<String> literals(Matcher matcher) {
    return switch (matcher) {
      case Matcher.Compare(Matcher.Operator operator, Matcher.Operand.Literal(String text), _)
          when operator == Matcher.Operator.EQUAL ->
          Stream.of(text);
      case Matcher.OneOf(List<Matcher> choices, _) -> choices.stream().flatMap(Wording::literals);
      default -> Stream.empty();
    };
  }

  /// For a check that expects no row: `where` selected none, and that may be a mistake in `where`.
  static final String NOTHING_EXPECTED =
      "Add `if_none: pass` to the check if a host without such a row is right.";

  /// How a policy decides what follows when something is missing.
  ///
  /// @param key `if_none` or `if_absent`
  static String decide(String key) {
    return "Say in the policy what follows: `%1$s: pass`, `%1$s: drift` or `%1$s: not-applicable`."
        .formatted(key);
  }

  /// The same where `where` lists names, and some of them have no row.
  static String decideForNames(Check check) {
    return check.expectation() instanceof Check.Expectation.Every
        ? decide("if_none") + " If one of the names is enough, write `expect_any`."
        : decide("if_none");
  }

  /// Of a long text the lines that say most.
  private static String lastLines(String text) {
    return Excerpt.lines(text, MAX_SHOWN);
  }

  /// The text from the host that led to a finding, if the finding itself does not show it: the output of a command, the
  /// target of a descriptor. It is not escaped, but its length is bounded: its first and its last lines are kept.
  static String evidence(TableDefinition table, Row row, Message told) {
    String text = table.words().evidence().apply(row, told.text());
    return text.length() <= MAX_EVIDENCE ? text : Excerpt.lines(text, MAX_EVIDENCE);
  }
}
