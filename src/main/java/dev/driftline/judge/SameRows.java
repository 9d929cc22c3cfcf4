package dev.driftline.judge;

import dev.driftline.model.Explanation;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Expectation;
import dev.driftline.text.Fingerprint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What one host has of the things that must be the same everywhere. It waits until all hosts have answered. Of the
/// host's rows, it keeps one for each thing.
///
/// @param things in the order of the rows
/// @param lost   rows of which it cannot be told whether they are selected, or which thing they are about
/// @param gap    why there may be more rows; empty if all are here
/// @param untold why nothing can be told of this host; then it has no things
/// @param left   what overrides leave out
public record SameRows(
    List<Thing> things,
    List<Lost> lost,
    Optional<String> gap,
    Optional<Explanation> untold,
    Left left) {

  /// Of a host that has none of the things, or to which the check does not apply.
  public static final SameRows NOTHING =
      new SameRows(List.of(), List.of(), Optional.empty(), Optional.empty(), Left.NONE);

  private static final int BYTES = 16;

  /// What a value takes beside its text, in bytes; once here, and once where the hosts are counted.
  private static final long VALUE = 300;

  /// One thing of a host: the package openssl.
  ///
  /// @param id     the same for the same thing on all hosts
  /// @param row    the first row about it
  /// @param value  its value; several rows have one value together. Empty if it could not be told
  /// @param unread why it could not be told; empty if it could
  record Thing(String id, Row row, Optional<Value> value, String unread) {}

  /// @param id      equal for equal values, however long they are
  /// @param columns for people, what each of the columns of the check has
  record Value(String id, List<String> columns) {

    /// All columns.
    String shown() {
      return String.join(", ", columns);
    }
  }

  record Lost(Row row, String why) {}

  /// Rows that are there, and that overrides leave out.
  ///
  /// @param sentence says how many and why
  record Left(List<Row> rows, String sentence) {

    static final Left NONE = new Left(List.of(), "");

    Left {
      rows = List.copyOf(rows);
    }
  }

  public SameRows {
    things = List.copyOf(things);
    lost = List.copyOf(lost);
  }

  /// Of a host about which nothing can be told.
  public static SameRows untold(Explanation why) {
    return new SameRows(List.of(), List.of(), Optional.empty(), Optional.of(why), Left.NONE);
  }

  /// Of a host that has answered.
  ///
  /// @param gap why there may be rows that are not here
  /// @throws dev.driftline.model.budget.LimitReached by the budget
  public static SameRows of(Check check, List<Row> rows, Optional<String> gap, Budget budget) {
    if (!(check.expectation() instanceof Expectation.Same(List<String> columns, _))) {
      throw new IllegalArgumentException("nothing must be the same: " + check.info().id());
    }
    // the one row about a host is about the same thing everywhere, whatever the host is called
    TableDefinition table = check.table();
    List<String> key = table.has(TableDefinition.Trait.DESCRIBES_HOST) ? List.of() : table.key();
    LeftOut leftOut = new LeftOut(check);
    Map<String, Group> groups = new LinkedHashMap<>();
    List<Lost> lost = new ArrayList<>();
    for (Row row : rows) {
      budget.step();
      Truth selected = leftOut.selects(row, budget);
      if (selected == Truth.Known.FALSE) {
        continue;
      }
      Optional<String> id = id(key, row);
      if (id.isEmpty()) {
        lost.add(new Lost(row, "which one it is could not be told"));
      } else {
        Group group = groups.computeIfAbsent(id.get(), name -> new Group(name, row));
        group.add(row, columns, selected);
      }
    }
    // behind a gap there may be another row about each thing
    Optional<String> open = gap.or(() -> lost.stream().map(Lost::why).findFirst());
    return new SameRows(
        groups.values().stream().map(group -> group.thing(open)).toList(),
        lost,
        gap,
        Optional.empty(),
        leftOut.count() == 0 ? Left.NONE : new Left(leftOut.and(List.of()), leftOut.sentence()));
  }

  /// Whether a thing that is not here may be there all the same.
  boolean isOpen() {
    return gap.isPresent() || untold.isPresent() || !lost.isEmpty();
  }

  /// The memory that this takes until the end of the run, in bytes.
  public long bytes() {
    long bytes = 0;
    for (Thing thing : things) {
      int text = thing.value().map(value -> value.shown().length()).orElse(0);
      bytes += Budget.bytesOf(thing.row()) + VALUE + 2L * (text + thing.unread().length());
    }
    for (Row row : left.rows()) {
      bytes += Budget.bytesOf(row);
    }
    for (Lost row : lost) {
      bytes += Budget.bytesOf(row.row()) + VALUE;
    }
    return bytes;
  }

  private static Optional<String> id(Collection<String> key, Row row) {
    List<String> parts = new ArrayList<>();
    for (String column : key) {
      Optional<String> part = exact(row.cell(column));
      if (part.isEmpty()) {
        return Optional.empty();
      }
      parts.add(part.get());
    }
    return Optional.of(Fingerprint.of(parts).hexadecimal(BYTES));
  }

  /// The text, or a mark for no value; empty if it is not known exactly.
  private static Optional<String> exact(Cell cell) {
    return switch (cell) {
      case Cell.Text(String text) -> Optional.of("=" + text);
      case Cell.None _ -> Optional.of("-");
      case Cell.Cut _, Cell.Unread _ -> Optional.empty();
    };
  }

  /// The rows about one thing.
  private static final class Group {

    private final String id;
    private final Row first;

    /// By their own ids, so that the order of rows does not matter.
    private final Map<String, List<String>> values = new TreeMap<>();

    private Optional<String> unread = Optional.empty();

    Group(String id, Row first) {
      this.id = id;
      this.first = first;
    }

    void add(Row row, List<String> columns, Truth selected) {
      if (selected instanceof Truth.Undetermined(String why)) {
        unread = unread.or(() -> Optional.of(why));
      }
      for (String column : columns) {
        Optional<String> why = row.cell(column).missing();
        unread = unread.or(() -> why.map(it -> column + " could not be read: " + it));
      }
      if (unread.isEmpty()) {
        Optional<String> id = SameRows.id(columns, row);
        values.put(
            id.orElseThrow(),
            columns.stream().map(column -> Wording.shown(row.cell(column))).toList());
      }
    }

    Thing thing(Optional<String> open) {
      Optional<String> why = unread.or(() -> open);
      if (why.isPresent()) {
        return new Thing(id, first, Optional.empty(), why.get());
      }
      String all = Fingerprint.of(List.copyOf(values.keySet())).hexadecimal(BYTES);
      return new Thing(id, first, Optional.of(new Value(all, shown())), "");
    }

    /// For each column, all that it has in the rows.
    private List<String> shown() {
      List<String> shown = new ArrayList<>();
      for (int column = 0; column < values.values().iterator().next().size(); column++) {
        int place = column;
        shown.add(
            values.values().stream()
                .map(row -> row.get(place))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" and ")));
      }
      return shown;
    }
  }
}
