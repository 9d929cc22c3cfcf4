package dev.driftline.product;

import java.util.List;

/// Names of packages or programs. A `*` at the end stands for any text: `mariadb-server*`. Case does not matter,
/// because RPMs of MariaDB.org are called `MariaDB-server`.
///
/// @param patterns as written
public record Names(List<String> patterns) {

  public Names {
    patterns = List.copyOf(patterns);
  }

  /// Whether `name` is one of them.
  public boolean have(String name) {
    for (String pattern : patterns) {
      if (fits(pattern, name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean fits(String pattern, String name) {
    return pattern.endsWith("*")
        ? name.regionMatches(true, 0, pattern, 0, pattern.length() - 1)
        : name.equalsIgnoreCase(pattern);
  }
}
