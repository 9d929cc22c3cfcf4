package dev.driftline.policy.compile;

import com.google.re2j.PatternSyntaxException;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.policy.Expression;
import dev.driftline.policy.Matcher;
import dev.driftline.policy.Matcher.AllOf;
import dev.driftline.policy.Matcher.Clean;
import dev.driftline.policy.Matcher.Compare;
import dev.driftline.policy.Matcher.Not;
import dev.driftline.policy.Matcher.OneOf;
import dev.driftline.policy.Matcher.Operand;
import dev.driftline.policy.Matcher.Operator;
import dev.driftline.policy.Matcher.Present;
import dev.driftline.policy.Matcher.Regex;
import dev.driftline.policy.compile.OperandCompiler.MatchedColumn;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlNode.Sequence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Compiles the condition beside a column: a text, a list or a mapping. For example, `">= 60s"` beside a duration
/// becomes a comparison with 60000.
///
/// The type of the column decides what is allowed:
///
/// - `= value`, a list, `present` and `absent`: every type
/// - `<`, `<=`, `>`, `>=`: types with an order, so not texts and booleans
/// - `~ expression`: texts and versions
/// - `clean`: texts
///
/// A matcher that holds for any value, or for none, is a mistake: such a check could not fail, or not pass.
final class MatcherCompiler {

  static final List<String> KEYS = List.of("not", "all", "any");

  /// `>=` begins with `>`, so longer signs are tried first.
  private static final List<Operator> LONGEST_FIRST =
      List.of(
          Operator.AT_LEAST,
          Operator.AT_MOST,
          Operator.NOT_EQUAL,
          Operator.EQUAL,
          Operator.GREATER,
          Operator.LESS);

  /// Operators of other languages, and ours for each.
  private static final Map<String, String> FOREIGN =
      Map.of("==", "=", "=>", ">=", "=<", "<=", "=~", "~", "<>", "!=");

  private static final Column COUNT =
      Column.ofNumber("expect_count", "How many rows are selected.", "0");
  private static final int MAX_REGEX = 1000;

  private final NodeReader reader;
  private final OperandCompiler operands;
  private final OneSided oneSided;

  MatcherCompiler(NodeReader reader) {
    this.reader = reader;
    operands = new OperandCompiler(reader);
    oneSided = new OneSided(reader);
  }

  /// The matcher. Empty if it is wrong, which is reported.
  ///
  /// @param selects whether it stands in `where` or `applies_to`, and not in an expectation
  Optional<Matcher> compile(YamlNode node, Column column, TableDefinition table, boolean selects) {
    MatchedColumn matched = new MatchedColumn(column, Optional.of(table));
    return matcher(node, matched)
        .filter(matcher -> !oneSided.whole(node, matcher, matched, selects));
  }

  /// The matcher for a number of rows.
  Optional<Matcher> count(YamlNode node) {
    MatchedColumn matched = new MatchedColumn(COUNT, Optional.empty());
    return matcher(node, matched).filter(matcher -> !oneSided.whole(node, matcher, matched, false));
  }

  private Optional<Matcher> matcher(YamlNode node, MatchedColumn matched) {
    return switch (node) {
      case Scalar scalar -> scalar(scalar, matched);
      case Sequence list -> oneOf(list, matched);
      case Mapping mapping -> combined(mapping, matched);
    };
  }

  private Optional<Matcher> oneOf(Sequence list, MatchedColumn matched) {
    return each(list, matched)
        .map(choices -> new OneOf(choices, texts(choices)))
        .filter(choices -> !oneSided.oneOf(list, choices, matched, true))
        .map(Matcher.class::cast);
  }

  private Optional<List<Matcher>> each(Sequence list, MatchedColumn matched) {
    if (list.items().isEmpty()) {
      reader.error(list.at(), "the list is empty", "name at least one value");
      return Optional.empty();
    }
    // report lists in the list, compile the other items
    for (YamlNode item : list.items()) {
      if (item instanceof Sequence) {
        reader.error(item.at(), "a list inside a list", "write one list");
      }
    }
    List<Matcher> matchers =
        list.items().stream()
            .filter(item -> !(item instanceof Sequence))
            .flatMap(item -> matcher(item, matched).stream())
            .toList();
    return matchers.size() == list.items().size() ? Optional.of(matchers) : Optional.empty();
  }

  private static String texts(List<Matcher> matchers) {
    return matchers.stream().map(Matcher::text).collect(Collectors.joining(", ", "[", "]"));
  }

  private Optional<Matcher> combined(Mapping node, MatchedColumn matched) {
    Optional<Mapping> mapping = reader.mapping(node, "a matcher", KEYS);
    if (mapping.isEmpty() || node.entries().size() != 1) {
      reader.error(
          node.at(),
          "a matcher has exactly one of not, all, any",
          "combine several: `{ all: [ \">= 1\", \"< 9\" ] }`");
      return Optional.empty();
    }
    Entry entry = node.entries().getFirst();
    return switch (entry.key().text()) {
      case "not" ->
          matcher(entry.value(), matched)
              .map(inner -> new Not(inner, "{ not: %s }".formatted(inner.text())));
      case "all" ->
          list(entry, matched)
              .map(all -> new AllOf(all, "{ all: %s }".formatted(texts(all))))
              .filter(all -> !oneSided.allOf(entry.value(), all, matched))
              .map(Matcher.class::cast);
      case "any" ->
          list(entry, matched)
              .map(any -> new OneOf(any, "{ any: %s }".formatted(texts(any))))
              .filter(any -> !oneSided.oneOf(entry.value(), any, matched, false))
              .map(Matcher.class::cast);
      default -> Optional.empty();
    };
  }

  private Optional<List<Matcher>> list(Entry entry, MatchedColumn matched) {
    if (entry.value() instanceof Sequence list) {
      return each(list, matched);
    }
    reader.error(
        entry.value().at(),
        "%s must be a list, not %s".formatted(entry.key().text(), entry.value().form()),
        "write `%s: [ …, … ]`".formatted(entry.key().text()));
    return Optional.empty();
  }

  private Optional<Matcher> scalar(Scalar scalar, MatchedColumn matched) {
    String text = scalar.text().strip();
    // a template may become anything; this stands for it until hosts are known
    if (reader.open(scalar)) {
      return Optional.of(new Compare(Operator.EQUAL, new Operand.Literal(text), text));
    }
    // an empty value must not select rows by accident
    if (scalar.isNull() || (text.isEmpty() && reader.wasTemplate(scalar))) {
      reader.error(
          scalar.at(),
          "%s has no value".formatted(matched.column().name()),
          scalar.isNull()
              ? "write a value, or `absent` for none"
              : "the template rendered to nothing");
      return Optional.empty();
    }
    return switch (text) {
      case "present" -> Optional.of(new Present(text));
      case "absent" -> Optional.of(new Not(new Present("present"), text));
      case "clean" -> clean(scalar, matched);
      default -> withOperator(scalar, text, matched);
    };
  }

  private Optional<Matcher> clean(Scalar scalar, MatchedColumn matched) {
    if (matched.column().type() == ColumnType.TEXT) {
      return Optional.of(new Clean("clean"));
    }
    reader.error(
        scalar.at(),
        "clean is for texts, and %s is %s"
            .formatted(matched.column().name(), Literals.noun(matched.column().type())),
        "for the word itself write `= clean`; for no value `absent`");
    return Optional.empty();
  }

  private Optional<Matcher> withOperator(Scalar scalar, String text, MatchedColumn matched) {
    // refuse these first: `=>` would be read as `=` and the text `>…`
    Optional<String> foreign = FOREIGN.keySet().stream().filter(text::startsWith).findFirst();
    if (foreign.isPresent() || (text.startsWith("!") && !text.startsWith("!="))) {
      reader.error(
          scalar.at(),
          "unknown operator in \"%s\"".formatted(text),
          foreign
              .map(sign -> "write `%s` instead of `%s`".formatted(FOREIGN.get(sign), sign))
              .orElse("write `{ not: … }`; for the text itself `= %s`".formatted(text)));
      return Optional.empty();
    }
    if (text.startsWith("~")) {
      return regex(scalar, text.substring(1).strip(), matched);
    }
    for (Operator operator : LONGEST_FIRST) {
      if (text.startsWith(operator.sign())) {
        return compare(scalar, operator, text.substring(operator.sign().length()).strip(), matched);
      }
    }
    // in a pair, `server.series` alone would be compared as a text
    if (matched.isPair() && matched.table().orElseThrow().columns().find(text).isPresent()) {
      reader.error(
          scalar.at(),
          "\"%s\" is a column and stands here as a text".formatted(text),
          "write `= %s`; to exclude it `!= %s`".formatted(text, text));
      return Optional.empty();
    }
    return operands
        .literal(scalar, Operator.EQUAL, text, matched)
        .map(value -> new Compare(Operator.EQUAL, value, text));
  }

  private Optional<Matcher> compare(
      Scalar scalar, Operator operator, String right, MatchedColumn matched) {
    ColumnType type = matched.column().type();
    // EQUAL and NOT_EQUAL are for every type
    boolean orders = operator.isOrder();
    boolean number = type == ColumnType.TEXT && right.matches(ColumnType.NUMBER);
    if (orders && !number && (type == ColumnType.TEXT || type == ColumnType.BOOLEAN)) {
      reader.error(
          scalar.at(),
          "%s is %s, which has no order".formatted(matched.column().name(), Literals.noun(type)),
          "use `=`, `!=`, a list, `~` or a number; for a text that begins with `%s` write `= %s%s`"
              .formatted(operator.sign(), operator.sign(), right));
      return Optional.empty();
    }
    if (right.isEmpty()) {
      reader.error(
          scalar.at(),
          "`%s` has no right side".formatted(operator.sign()),
          "write what to compare with");
      return Optional.empty();
    }
    return operands
        .of(scalar, operator, right, matched)
        .map(operand -> new Compare(operator, operand, operator.sign() + " " + right));
  }

  private Optional<Matcher> regex(Scalar scalar, String expression, MatchedColumn matched) {
    ColumnType type = matched.column().type();
    if (type != ColumnType.TEXT && type != ColumnType.VERSION) {
      reader.error(
          scalar.at(),
          "`~` is for texts and versions, and %s is %s"
              .formatted(matched.column().name(), Literals.noun(type)),
          Literals.hint(type, scalar.text().strip(), expression));
      return Optional.empty();
    }
    // Ruby's and Python's operators for a range of versions, which would be taken for expressions
    if (type == ColumnType.VERSION && (expression.startsWith(">") || expression.startsWith("="))) {
      reader.error(
          scalar.at(),
          "unknown operator in \"%s\"".formatted(scalar.text().strip()),
          VersionHint.compatible(expression.substring(1).strip()));
      return Optional.empty();
    }
    try {
      Optional<String> between = Vacuous.betweenSlashes(expression);
      if (between.isPresent()) {
        reader.error(
            scalar.at(),
            "`%s` is found in no text: nothing stands before `^` or behind `$`"
                .formatted(expression),
            "write it without the slashes: `~ %s`".formatted(between.get()));
        return Optional.empty();
      }
      // size first: a huge expression must not even be compiled
      if (!expression.isEmpty()
          && expression.length() <= MAX_REGEX
          && RegexSize.isSmall(expression)) {
        if (!Vacuous.anyText(Expression.of(expression))) {
          return Optional.of(new Regex(Expression.of(expression), "~ " + expression));
        }
        reader.error(
            scalar.at(),
            "the regular expression is found in anything: `%s`".formatted(expression),
            reader.wasTemplate(scalar)
                ? "see what its template rendered to"
                : "write what to find; for any text `present`");
        return Optional.empty();
      }
      reader.error(
          scalar.at(),
          expression.isEmpty()
              ? "the regular expression is empty: it is found in anything"
              : "the regular expression is too large",
          "write what to find; at most %d characters and few repetitions".formatted(MAX_REGEX));
    } catch (PatternSyntaxException e) {
      reader.error(
          scalar.at(),
          "not a regular expression: %s: `%s`".formatted(e.getDescription(), e.getPattern()),
          "RE2's syntax: no look-around, no back-references");
    }
    return Optional.empty();
  }
}
