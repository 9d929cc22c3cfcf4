package dev.driftline.policy.compile;

import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Domain;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.model.table.VersionScale;
import dev.driftline.policy.Matcher.Operand;
import dev.driftline.policy.Matcher.Operator;
import dev.driftline.source.Suggestion;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.version.VersionText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Turns the value that a policy compares a column with into an [Operand].
final class OperandCompiler {

  /// The column that is matched, and its table. `expect_count` has a column without a table.
  record MatchedColumn(Column column, Optional<TableDefinition> table) {
    boolean isPair() {
      return table.filter(t -> t.has(TableDefinition.Trait.JOINS_HOSTS)).isPresent();
    }
  }

  private final NodeReader reader;

  OperandCompiler(NodeReader reader) {
    this.reader = reader;
  }

  /// The right side of an operator: a value, or in a pair a column of the other side.
  Optional<Operand> of(Scalar scalar, Operator operator, String right, MatchedColumn matched) {
    if (!matched.isPair()) {
      return literal(scalar, operator, right, matched);
    }
    TableDefinition pair = matched.table().orElseThrow();
    Optional<Column> other = pair.columns().find(right);
    // in a pair, a text that looks like a column but is none is a slip of the pen
    if (other.isEmpty() && (right.startsWith("client.") || right.startsWith("server."))) {
      reader
          .problems()
          .unknown(reader.source(), scalar.at(), "column", right, pair.columns().names());
      return Optional.empty();
    }
    if (other.isEmpty()) {
      return literal(scalar, operator, right, matched);
    }
    return otherColumn(scalar, other.get(), matched);
  }

  private Optional<Operand> otherColumn(Scalar scalar, Column other, MatchedColumn matched) {
    if (other.name().equals(matched.column().name())) {
      reader.error(
          scalar.at(),
          "%s is compared with itself".formatted(other.name()),
          "name the other side's column");
      return Optional.empty();
    }
    if (other.type() != matched.column().type()) {
      reader.error(
          scalar.at(),
          "%s is %s and %s is %s"
              .formatted(
                  matched.column().name(), Literals.noun(matched.column().type()),
                  other.name(), Literals.noun(other.type())),
          "compare columns of one type");
      return Optional.empty();
    }
    return Optional.of(new Operand.OtherColumn(other.name()));
  }

  /// A value that the column can hold. A value that is only a bound may lie outside of the column's range.
  Optional<Operand> literal(Scalar scalar, Operator operator, String text, MatchedColumn matched) {
    ColumnType type = matched.column().type();
    Optional<String> canonical =
        Literals.canonical(type, text).or(() -> nameOfRelease(text, operator, matched));
    if (canonical.isEmpty()) {
      reader.error(
          scalar.at(),
          "%s must be %s, not \"%s\"".formatted(matched.column().name(), Literals.noun(type), text),
          NameHint.ofNegation(text)
              .orElseGet(() -> Literals.hint(type, scalar.text().strip(), text)));
    }
    return canonical
        .filter(value -> operator.isOrder() || canBe(scalar, text, value, matched))
        .map(Operand.Literal::new);
  }

  /// A version that is a word, such as `rolling`, which only systems have. It is equal to itself and to nothing else.
  private static Optional<String> nameOfRelease(
      String text, Operator operator, MatchedColumn matched) {
    return matched.column().scale() instanceof VersionScale.Release
            && !operator.isOrder()
            && VersionText.isName(text)
            && !VersionHint.isWordForAny(text)
        ? Optional.of(text)
        : Optional.empty();
  }

  /// A word that the column does not have. Of a column that a table of rules fills, the table may have been meant.
  private void unknown(Scalar scalar, String text, List<String> words, MatchedColumn matched) {
    String name = matched.column().name();
    boolean rated =
        matched
            .table()
            .flatMap(table -> table.words().rating())
            .filter(rating -> rating.column().equals(name))
            .isPresent();
    String hint = Suggestion.of(rated ? "word" : name, text, words);
    reader.error(
        scalar.at(),
        "unknown %s \"%s\"".formatted(name, text),
        rated ? hint + "; the table is that of `product`" : hint);
  }

  /// Whether the column can have the value at all. Otherwise the check could not pass, or not fail.
  private boolean canBe(Scalar scalar, String text, String value, MatchedColumn matched) {
    Column column = matched.column();
    if (column.domain().has(value)) {
      return isMeant(scalar, text, matched);
    }
    String name = column.name();
    Optional<String> negation = NameHint.ofNegation(text);
    if (negation.isPresent()) {
      reader.error(scalar.at(), "%s is never \"%s\"".formatted(name, text), negation.orElseThrow());
      return false;
    }
    switch (column.domain()) {
      case Domain.Words(List<String> words) -> unknown(scalar, text, words, matched);
      case Domain.Numbers range ->
          reader.error(
              scalar.at(),
              "%s is %s, and never \"%s\"".formatted(name, OneSided.from(range), text),
              "write a number in that range");
      case Domain.ProcessName _ ->
          reader.error(
              scalar.at(),
              "%s has at most %d bytes, and is never \"%s\""
                  .formatted(name, Domain.ProcessName.LONGEST, text),
              "the host cuts it off: write \"%s\""
                  .formatted(beginning(text, Domain.ProcessName.LONGEST)));
      case Domain.PackageName _ ->
          reader.error(
              scalar.at(), "no package is named \"%s\"".formatted(text), NameHint.ofPackage(text));
      case Domain.UserName _ ->
          reader.error(
              scalar.at(), "no user is named \"%s\"".formatted(text), NameHint.ofUser(text));
      case Domain.Any _ -> throw new IllegalArgumentException("any text is allowed: " + name);
    }
    return false;
  }

  /// Whether a text that could be the name of a process is meant as one. A process may call itself `a*`, but whoever
  /// writes that means another thing. `= a*` is always meant so.
  private boolean isMeant(Scalar scalar, String text, MatchedColumn matched) {
    Optional<String> hint =
        matched.column().domain() instanceof Domain.ProcessName
                && !scalar.text().strip().startsWith("=")
            ? NameHint.ofProcess(text)
            : Optional.empty();
    hint.ifPresent(better ->
        reader.error(
            scalar.at(),
            "no process names itself \"%s\"".formatted(text),
            "%s; for a process of that very name `= %s`".formatted(better, text)));
    return hint.isEmpty();
  }

  /// The first bytes of a text. A character of which only a part is among them becomes U+FFFD.
  private static String beginning(String text, int bytes) {
    return new String(
        text.replace('\uFFFD', '?').getBytes(StandardCharsets.UTF_8),
        0,
        bytes,
        StandardCharsets.UTF_8);
  }
}
