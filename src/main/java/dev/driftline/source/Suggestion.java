package dev.driftline.source;

import java.util.Collection;
import java.util.Comparator;

/// What somebody may have meant who wrote a word that does not exist.
public final class Suggestion {

  private Suggestion() {}

  /// `did you mean "probe"?` if one of `allowed` is at most two edits away, else all of them.
  ///
  /// @param kind what the words are, in the singular: `key`
  public static String of(String kind, String word, Collection<String> allowed) {
    return allowed.stream()
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
        .filter(nearest -> distance(word, nearest) <= 2 && distance(word, nearest) < word.length())
        .map("did you mean \"%s\"?"::formatted)
        .orElseGet(() -> "%ss allowed here: %s".formatted(kind, String.join(", ", allowed)));
  }

  /// Edits (insert, delete, replace) that lead from one word to the other.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
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
