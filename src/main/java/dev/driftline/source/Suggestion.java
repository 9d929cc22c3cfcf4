package dev.driftline.source;

import dev.driftline.text.Count;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Suggests a word to somebody who wrote one that does not exist.
public final class Suggestion {

  private static final int MAX_EDITS = 2;
  private static final int LISTED = 40;

  private Suggestion() {}

  /// `did you mean "probe"?` if one of `allowed` is at most two edits away; otherwise the list of allowed words.
  ///
  /// @param kind of word, in the singular: `key`
  public static String of(String kind, String word, Collection<String> allowed) {
    return near(word, allowed.stream())
        .orElseGet(() ->
            "%s allowed here: %s%s"
                .formatted(
                    Count.plural(kind),
                    allowed.isEmpty()
                        ? "none"
                        : allowed.stream().limit(LISTED).collect(Collectors.joining(", ")),
                    allowed.size() > LISTED ? ", …" : ""));
  }

  /// `did you mean "probe"?` if one of `allowed` is at most two edits away; the first of the nearest words. The edits
  /// must be fewer than the letters of the word. Otherwise `a` would be near to `is`.
  public static Optional<String> near(String word, Stream<String> allowed) {
    return allowed
        .filter(candidate -> Math.abs(candidate.length() - word.length()) <= MAX_EDITS)
        .map(candidate -> new Candidate(candidate, edits(word, candidate)))
        .filter(c -> c.edits() <= MAX_EDITS && c.edits() < word.length())
        .min(Comparator.comparingInt(Candidate::edits))
        .map(c -> "did you mean \"%s\"?".formatted(c.word()));
  }

  private record Candidate(String word, int edits) {}

  /// A plural is one edit away: `policy` and `policies`.
  private static int edits(String a, String b) {
    return Count.plural(a).equals(b) || Count.plural(b).equals(a) ? 1 : distance(a, b);
  }

  /// The number of edits (insert, delete, replace) between two words: the Levenshtein distance, one row of its table at
  /// a time.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      // the value one row up and one column to the left
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
