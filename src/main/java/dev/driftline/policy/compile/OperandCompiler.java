package dev.driftline.policy.compile;

import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.policy.Matcher.Operand;
import dev.driftline.source.YamlNode.Scalar;
import java.nio.charset.StandardCharsets;
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
  Optional<Operand> of(Scalar scalar, String right, MatchedColumn matched) {
    if (!matched.isPair()) {
      return literal(scalar, right, matched);
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
      return literal(scalar, right, matched);
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

  /// A value that the column can hold.
  Optional<Operand> literal(Scalar scalar, String text, MatchedColumn matched) {
    ColumnType type = matched.column().type();
    Optional<String> canonical = Literals.canonical(type, text);
    if (canonical.isEmpty()) {
      reader.error(
          scalar.at(),
          "%s must be %s, not \"%s\"".formatted(matched.column().name(), Literals.noun(type), text),
          Literals.hint(type, text));
    }
    return canonical.filter(_ -> canBe(scalar, text, matched.column())).map(Operand.Literal::new);
  }

  /// Whether the column can have the text at all: one of its words, and not too long. Otherwise the check could not
  /// pass.
  private boolean canBe(Scalar scalar, String text, Column column) {
    if (!column.words().isEmpty() && !column.words().contains(text)) {
      reader.problems().unknown(reader.source(), scalar.at(), column.name(), text, column.words());
      return false;
    }
    // a host cuts names to a number of bytes. The rest of a character that was cut reads as U+FFFD,
    // and is one byte long at least
    byte[] bytes = text.replace('\uFFFD', '?').getBytes(StandardCharsets.UTF_8);
    if (bytes.length > column.longest()) {
      reader.error(
          scalar.at(),
          "%s has at most %d bytes, and is never \"%s\""
              .formatted(column.name(), column.longest(), text),
          "the host cuts it off: write \"%s\""
              .formatted(new String(bytes, 0, column.longest(), StandardCharsets.UTF_8)));
      return false;
    }
    return true;
  }
}
