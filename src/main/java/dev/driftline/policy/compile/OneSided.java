package dev.driftline.policy.compile;

import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Domain;
import dev.driftline.policy.Matcher;
import dev.driftline.policy.Matcher.Compare;
import dev.driftline.policy.compile.OperandCompiler.MatchedColumn;
import dev.driftline.policy.outcome.Outcomes;
import dev.driftline.source.YamlNode;
import java.util.List;
import java.util.stream.Collectors;

/// Reports matchers that hold for every value of their column, or for none. For example, `exit: "< 256"` always holds,
/// because an exit status is from 0 to 255. A check made of such a matcher could never fail, or never pass.
///
/// `present` and `absent` are no such matchers, because they ask whether there is a value.
final class OneSided {

  private static final int WORDS_LISTED = 40;

  private final NodeReader reader;

  OneSided(NodeReader reader) {
    this.reader = reader;
  }

  /// Whether a whole matcher, as it stands beside a column, decides nothing. That is reported.
  ///
  /// @param selects whether it stands in `where` or `applies_to`. There a comparison that always holds, such as
  ///     `age: ">= 0s"`, does no harm: it selects every row
  boolean whole(YamlNode node, Matcher matcher, MatchedColumn matched, boolean selects) {
    if (isOpen(matcher)) {
      return false;
    }
    String name = matched.column().name();
    if (!(selects && matcher instanceof Compare) && always(matcher, matched)) {
      boolean counts = matched.table().isEmpty();
      reader.error(
          node.at(),
          counts
              ? "expect_count holds for any number of rows"
              : "`%s` always holds%s".formatted(matcher.text(), reason(matched.column())),
          counts
              ? "write a number that can be missed"
              : "write what can be missed; for any value `present`");
      return true;
    }
    if (never(matcher, matched)) {
      List<String> words = matched.column().words();
      reader.error(
          node.at(),
          "`%s` never holds%s".formatted(matcher.text(), reason(matched.column())),
          words.isEmpty()
              ? "write what %s can be%s"
                  .formatted(name, matched.table().isEmpty() ? "" : "; for no value `absent`")
              : "words of %s: %s"
                  .formatted(
                      name, words.stream().limit(WORDS_LISTED).collect(Collectors.joining(", "))));
      return true;
    }
    return false;
  }

  /// Whether one of several always holds. That is reported, also within another matcher: nobody means it.
  ///
  /// @param list whether they stand in a list, and not behind `any`
  boolean oneOf(YamlNode node, Matcher.OneOf choices, MatchedColumn matched, boolean list) {
    if (isOpen(choices) || !always(choices, matched)) {
      return false;
    }
    boolean excludes =
        choices.choices().stream()
            .anyMatch(choice ->
                (choice instanceof Matcher.Not(Matcher inner, _)
                        && !(inner instanceof Matcher.Present))
                    || (choice instanceof Compare(Matcher.Operator operator, _, _)
                        && operator == Matcher.Operator.NOT_EQUAL));
    reader.error(
        node.at(),
        list
            ? "a list means one of these, and of these one always holds"
            : "of these one always holds",
        excludes
            ? "to exclude several write `{ not: [ … ] }`, to demand several `{ all: [ … ] }`"
            : "to demand several write `{ all: [ … ] }`; for any value `present`");
    return true;
  }

  /// Whether no value meets all of several. That is reported, also within another matcher.
  boolean allOf(YamlNode node, Matcher.AllOf all, MatchedColumn matched) {
    if (isOpen(all) || !never(all, matched)) {
      return false;
    }
    reader.error(
        node.at(),
        "no %s meets all of these"
            .formatted(matched.table().isEmpty() ? "number of rows" : matched.column().name()),
        "for one of several write a list: `[ … ]`");
    return true;
  }

  /// Whether a template in it may still become anything.
  private boolean isOpen(Matcher matcher) {
    return reader.mayChange(matcher.text());
  }

  private static boolean always(Matcher matcher, MatchedColumn matched) {
    return !Outcomes.of(matcher, matched.column()).canFail()
        && (isCount(matched) || Outcomes.looksAtValues(matcher) || Outcomes.ofNoValue(matcher));
  }

  private static boolean never(Matcher matcher, MatchedColumn matched) {
    return !Outcomes.of(matcher, matched.column()).canHold()
        && (isCount(matched) || Outcomes.looksAtValues(matcher) || !Outcomes.ofNoValue(matcher));
  }

  /// There is always a number of rows, but not always a value in a column.
  private static boolean isCount(MatchedColumn matched) {
    return matched.table().isEmpty();
  }

  private static String reason(Column column) {
    if (column.type() == ColumnType.BOOLEAN) {
      return ": %s is true or false".formatted(column.name());
    }
    return column.domain() instanceof Domain.Numbers range
        ? ": %s is %s".formatted(column.name(), from(range))
        : "";
  }

  /// A range in words: `from 0 to 255`, or `0 or more`.
  static String from(Domain.Numbers range) {
    return range.highest() == Long.MAX_VALUE
        ? range.lowest() + " or more"
        : "from %d to %d".formatted(range.lowest(), range.highest());
  }
}
