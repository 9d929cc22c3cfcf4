package dev.driftline.pair;

import java.util.Collection;
import java.util.List;

/// Lists of host names within sentences.
final class HostNames {

  private static final int SHOWN = 3;

  private HostNames() {}

  /// `db1`, `db1 and db2`, `db1, db2 and db3`, `db1, db2, db3 and 9 more`, in alphabetical order.
  static String listed(Collection<String> names) {
    List<String> sorted = names.stream().sorted().toList();
    if (sorted.size() == 1) {
      return sorted.getFirst();
    }
    int shown = sorted.size() > SHOWN ? SHOWN : sorted.size() - 1;
    int rest = sorted.size() - shown;
    return "%s and %s"
        .formatted(
            String.join(", ", sorted.subList(0, shown)),
            sorted.size() > SHOWN ? rest + " more" : sorted.getLast());
  }
}
