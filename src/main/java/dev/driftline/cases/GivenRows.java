package dev.driftline.cases;

import dev.driftline.model.Reason;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.policy.compile.Literals;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what a host says about one table: a list of rows, `absent`, or `{ unknown: why }`.
final class GivenRows {

  /// Why a cell of a column that the case does not give is unread.
  static final String NOT_GIVEN = "it is not given in this case";

  private static final String ABSENT = "absent";
  private static final String UNKNOWN = "unknown";

  private final CaseNodes nodes;

  GivenRows(CaseNodes nodes) {
    this.nodes = nodes;
  }

  /// The answer. Empty if it has mistakes, which are reported.
  Optional<Answer> read(YamlNode node, TableDefinition table) {
    return switch (node) {
      case Scalar text -> absent(text, table);
      case Mapping mapping -> unknown(mapping, table);
      case YamlNode.Sequence list -> rows(list.items(), table);
    };
  }

  private Optional<Answer> absent(Scalar text, TableDefinition table) {
    if (text.text().equals(ABSENT)) {
      return Optional.of(new Answer.Absent(table.name()));
    }
    nodes.error(
        text.at(),
        "%s must be a list of rows, absent, or unknown, not \"%s\""
            .formatted(table.name(), text.text()),
        "`%1$s: [ … ]`, `%1$s: absent`, or `%1$s: { unknown: why }`".formatted(table.name()));
    return Optional.empty();
  }

  private Optional<Answer> unknown(Mapping mapping, TableDefinition table) {
    return nodes
        .mapping(mapping, table.name(), List.of(UNKNOWN))
        .flatMap(
            found -> nodes.required(found, UNKNOWN, "%s: { unknown: why }".formatted(table.name())))
        .flatMap(why -> nodes.text(why, UNKNOWN))
        .map(why -> new Answer.Unknown(Reason.UNSUPPORTED, why.text(), ""));
  }

  private Optional<Answer> rows(List<YamlNode> items, TableDefinition table) {
    List<Row> rows = new ArrayList<>();
    for (YamlNode item : items) {
      row(item, table).ifPresent(rows::add);
    }
    return rows.size() == items.size()
        ? Optional.of(new Answer.Observed(rows, Optional.empty(), Optional.empty()))
        : Optional.empty();
  }

  private Optional<Row> row(YamlNode node, TableDefinition table) {
    Optional<Mapping> mapping = nodes.mapping(node, "a row of " + table.name());
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Cell> cells = new HashMap<>();
    table.columns().names().forEach(name -> cells.put(name, Cell.unread(NOT_GIVEN)));
    boolean good = true;
    for (Entry entry : mapping.get().entries()) {
      Optional<Cell> cell = cell(entry, table);
      cell.ifPresent(value -> cells.put(entry.key().text(), value));
      good &= cell.isPresent();
    }
    return good ? Optional.of(Row.of(table.columns(), cells)) : Optional.empty();
  }

  private Optional<Cell> cell(Entry entry, TableDefinition table) {
    Optional<Column> column = table.columns().find(entry.key().text());
    if (column.isEmpty()) {
      nodes
          .problems()
          .unknown(
              nodes.source(),
              entry.key().at(),
              "column",
              entry.key().text(),
              table.columns().names());
      return Optional.empty();
    }
    if (!(entry.value() instanceof Scalar value)) {
      nodes.error(
          entry.value().at(),
          "%s must be one value, not %s".formatted(column.get().name(), entry.value().form()),
          "write a row for each value");
      return Optional.empty();
    }
    if (value.isNull()) {
      return Optional.of(Cell.none());
    }
    return nodes.isPlain(value) ? cell(value, column.get()) : Optional.empty();
  }

  private Optional<Cell> cell(Scalar value, Column column) {
    Optional<String> text = Literals.canonical(column.type(), value.text());
    if (text.isEmpty()) {
      nodes.error(
          value.at(),
          "%s must be %s, not \"%s\""
              .formatted(column.name(), Literals.noun(column.type()), value.text()),
          hint(column.type(), value.text()));
      return Optional.empty();
    }
    if (!column.words().isEmpty() && !column.words().contains(text.get())) {
      nodes
          .problems()
          .unknown(nodes.source(), value.at(), column.name(), text.get(), column.words());
      return Optional.empty();
    }
    return text.map(Cell::text);
  }

  private static String hint(ColumnType type, String text) {
    boolean number = text.chars().allMatch(c -> c >= '0' && c <= '9');
    return type == ColumnType.DURATION && number && !text.isEmpty()
        ? "`%1$ss`, `%1$sh`".formatted(text)
        : Literals.hint(type, text, text);
  }
}
