package dev.driftline.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Collects everything wrong with the files of one run, so that the user fixes them in one go.
public final class Problems {

  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparing((Problem p) -> p.at().file())
          .thenComparingInt(p -> p.at().line())
          .thenComparingInt(p -> p.at().column());

  private final List<Problem> found = new ArrayList<>();

  public void add(Problem problem) {
    found.add(problem);
  }

  /// Adds an error that is not repeated if the same was said of the same place already.
  public void error(SourceFile file, SourceLocation at, String message, String hint) {
    Problem problem = Problem.error(at, file.line(at.line()), message, hint);
    if (!found.contains(problem)) {
      found.add(problem);
    }
  }

  public void warning(SourceFile file, SourceLocation at, String message, String hint) {
    found.add(Problem.warning(at, file.line(at.line()), message, hint));
  }

  /// Adds an error about a word that is none of `allowed`, with the nearest one as its hint.
  ///
  /// @param kind what the word should have been: `key`, `column`, `probe`
  public void unknown(
      SourceFile file, SourceLocation at, String kind, String word, Collection<String> allowed) {
    error(file, at, "unknown %s \"%s\"".formatted(kind, word), Suggestion.of(kind, word, allowed));
  }

  public boolean hasErrors() {
    return found.stream().anyMatch(p -> p.level() == Problem.Level.ERROR);
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /// All of them, by file, line and column.
  public List<Problem> sorted() {
    return found.stream().sorted(BY_PLACE).toList();
  }
}
