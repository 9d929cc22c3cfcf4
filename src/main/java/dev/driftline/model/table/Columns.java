package dev.driftline.model.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The columns of one table, in order. All rows of the table share this object. Immutable.
public final class Columns {

  private final List<Column> list;
  private final Map<String, Integer> positions = new HashMap<>();

  public Columns(List<Column> list) {
    this.list = List.copyOf(list);
    for (int i = 0; i < this.list.size(); i++) {
      if (positions.put(this.list.get(i).name(), i) != null) {
        throw new IllegalArgumentException("column twice: " + this.list.get(i).name());
      }
    }
    // a column of versions names another column, which must exist
    this.list.forEach(column -> column.scale().dependsOn().ifPresent(this::position));
  }

  public List<Column> list() {
    return list;
  }

  public List<String> names() {
    return list.stream().map(Column::name).toList();
  }

  public boolean has(String name) {
    return positions.containsKey(name);
  }

  public Optional<Column> find(String name) {
    return Optional.ofNullable(positions.get(name)).map(list::get);
  }

  /// The position of a column, counted from 0.
  ///
  /// @throws IllegalArgumentException if there is no such column
  public int position(String name) {
    Integer position = positions.get(name);
    if (position == null) {
      throw new IllegalArgumentException("no column \"%s\" in %s".formatted(name, names()));
    }
    return position;
  }

  /// The names, so that a row that is printed says what its cells are.
  @Override
  public String toString() {
    return names().toString();
  }
}
