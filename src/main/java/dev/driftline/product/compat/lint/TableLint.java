package dev.driftline.product.compat.lint;

import dev.driftline.product.compat.CompatTable;
import dev.driftline.product.compat.Compatible;
import dev.driftline.product.compat.TableRow;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Mapping;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Looks for contradictions, for rows that never count, and for gaps.
public final class TableLint {

  private final SourceFile file;
  private final CompatTable table;
  private final Problems problems;

  private TableLint(SourceFile file, CompatTable table, Problems problems) {
    this.file = file;
    this.table = table;
    this.problems = problems;
  }

  /// Reports two rows that cannot both be right, which is an error.
  public static void contradictions(SourceFile file, CompatTable table, Problems problems) {
    new TableLint(file, table, problems).contradictions();
  }

  /// Reports what is doubtful: rows that never count, and gaps.
  public static void doubts(SourceFile file, YamlNode root, CompatTable table, Problems problems) {
    TableLint lint = new TableLint(file, table, problems);
    lint.deadRows();
    lint.gaps(root);
  }

  private void contradictions() {
    for (TableRow ok : table.rows()) {
      if (ok.compatible() == Compatible.OK) {
        table.rows().stream()
            .filter(row -> row.compatible() != Compatible.OK)
            .filter(row -> contradicts(ok, row))
            .findFirst()
            .ifPresent(row ->
                problems.error(
                    file,
                    row.at(),
                    "%s says %s where %s says ok"
                        .formatted(row.id(), row.compatible().word(), ok.id()),
                    "tell them apart by a condition or a range, or write `instead_of: [%s]`"
                        .formatted(ok.id())));
      }
    }
  }

  /// Wherever both ranges meet and the ok row holds, the other one holds, too.
  private static boolean contradicts(TableRow ok, TableRow row) {
    return ok.topic().equals(row.topic())
        && ok.client().overlaps(row.client())
        && ok.server().overlaps(row.server())
        && new HashSet<>(ok.when()).containsAll(row.when())
        && !row.insteadOf().contains(ok.id())
        && !ok.insteadOf().contains(row.id());
  }

  private void deadRows() {
    List<TableRow> rows = table.rows();
    for (int i = 0; i < rows.size(); i++) {
      int number = i;
      Optional<TableRow> wider =
          rows.stream()
              .filter(other -> !other.id().equals(rows.get(number).id()))
              .filter(other -> covers(other, rows.get(number)))
              .filter(other -> !covers(rows.get(number), other) || rows.indexOf(other) < number)
              .findFirst();
      wider.ifPresent(
          other -> dead(rows.get(number), "%s says the same of more".formatted(other.id())));
      if (wider.isEmpty() && isBehindTheEnd(rows.get(number))) {
        dead(rows.get(number), "the table is not known so far: see `known_until`");
      }
    }
  }

  private void dead(TableRow row, String why) {
    problems.warning(
        file, row.at(), "no version can reach %s: %s".formatted(row.id(), why), "remove it");
  }

  private static boolean covers(TableRow wide, TableRow narrow) {
    return wide.topic().equals(narrow.topic())
        && wide.compatible() == narrow.compatible()
        && wide.client().contains(narrow.client())
        && wide.server().contains(narrow.server())
        && new HashSet<>(narrow.when()).containsAll(wide.when());
  }

  /// Whether each server of the row is behind the last that the table knows.
  private boolean isBehindTheEnd(TableRow row) {
    return !row.server().any()
        && row.server().ranges().entrySet().stream()
            .allMatch(entry ->
                Optional.ofNullable(table.knownUntil().get(entry.getKey()))
                    .filter(last ->
                        entry.getValue().stream()
                            .allMatch(range ->
                                range
                                    .from()
                                    .filter(from -> from.version().isBehind(last))
                                    .isPresent()))
                    .isPresent());
  }

  private void gaps(YamlNode root) {
    TableGaps gaps = new TableGaps(table);
    List<TableGaps.Gap> found = gaps.find();
    if (found.isEmpty() || !(root instanceof Mapping mapping)) {
      return;
    }
    TableGaps.Gap first = found.getFirst();
    int more = found.stream().mapToInt(TableGaps.Gap::points).sum() - 1;
    problems.warning(
        file,
        mapping.find("pairs").orElse(root).at(),
        "no row says whether %s can log in to %s%s"
            .formatted(
                first.client(),
                first.server(),
                more > 0
                    ? ", nor of %d more versions of %d pairs".formatted(more, found.size())
                    : ""),
        "such pairs are unknown: add a row of a topic auth, protocol or kex");
  }
}
