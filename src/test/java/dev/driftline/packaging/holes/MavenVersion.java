package dev.driftline.packaging.holes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A version in Maven's order, as far as released artefacts need it (maven-artifact, `ComparableVersion`): numbers by
/// value, a missing one as 0; before the release `alpha`, `beta`, `milestone`, `rc` and `snapshot`, after it everything
/// else.
record MavenVersion(String text) implements Comparable<MavenVersion> {

  private static final Pattern PART = Pattern.compile("[0-9]+|[a-z]+");
  private static final List<String> BEFORE =
      List.of("alpha", "beta", "milestone", "rc", "snapshot", "");
  private static final List<String> RELEASE = List.of("ga", "final", "release");

  @Override
  public int compareTo(MavenVersion other) {
    List<String> mine = parts();
    List<String> others = other.parts();
    for (int i = 0; i < Math.max(mine.size(), others.size()); i++) {
      int order = compare(part(mine, i), part(others, i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private List<String> parts() {
    return new ArrayList<>(
        PART.matcher(text.toLowerCase(Locale.ROOT)).results().map(MatchResult::group).toList());
  }

  private static String part(List<String> parts, int at) {
    String part = at < parts.size() ? parts.get(at) : "";
    return RELEASE.contains(part) ? "" : part.equals("cr") ? "rc" : part;
  }

  private static int compare(String a, String b) {
    boolean numbers = isNumber(a) || isNumber(b);
    if (!numbers) {
      return Integer.compare(rank(a), rank(b)) != 0
          ? Integer.compare(rank(a), rank(b))
          : rank(a) < BEFORE.size() ? 0 : a.compareTo(b);
    }
    if (isWord(a) || isWord(b)) {
      return isWord(a) ? -1 : 1;
    }
    return Long.compare(a.isEmpty() ? 0 : Long.parseLong(a), b.isEmpty() ? 0 : Long.parseLong(b));
  }

  private static int rank(String word) {
    int before = BEFORE.indexOf(word);
    return before < 0 ? BEFORE.size() : before;
  }

  private static boolean isNumber(String part) {
    return !part.isEmpty() && !isWord(part);
  }

  private static boolean isWord(String part) {
    return !part.isEmpty() && Character.isLetter(part.charAt(0));
  }
}
