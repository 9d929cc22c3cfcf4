package dev.driftline.packaging.holes;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// One advisory about one artefact.
///
/// @param artifact group and name, with a colon
/// @param ids      its names in all databases, the list's own first
/// @param ranges   of versions: `[from,fixed)` or `[from,last]`, several with `|`
record Hole(String artifact, List<String> ids, String ranges, String what) {

  private static final Pattern RANGE = Pattern.compile("\\[([^,|]+),([^,|]+)([)\\]])(?:\\||$)");

  Hole {
    ids = List.copyOf(ids);
    if (!RANGE.matcher(ranges).replaceAll("").isEmpty()) {
      throw new IllegalArgumentException("no ranges of versions: " + ranges);
    }
  }

  boolean isIn(String version) {
    return RANGE
        .matcher(ranges)
        .results()
        .anyMatch(range -> isWithin(new MavenVersion(version), range));
  }

  private static boolean isWithin(MavenVersion version, MatchResult range) {
    int toEnd = version.compareTo(new MavenVersion(range.group(2)));
    return version.compareTo(new MavenVersion(range.group(1))) >= 0
        && (toEnd < 0 || (toEnd == 0 && range.group(3).equals("]")));
  }
}
