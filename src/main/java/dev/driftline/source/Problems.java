package dev.driftline.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Collects all mistakes in the files of one run, so that the user can correct them in one go.
public final class Problems {

  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparing((Problem p) -> p.at().file())
          .thenComparingInt(p -> p.at().line())
          .thenComparingInt(p -> p.at().column());

  private final Set<Problem> found = new LinkedHashSet<>();
  private final Map<SourceLocation, HostProblems> ofHosts = new HashMap<>();

  /// Adds a problem. The same problem at the same place is added once.
  public void add(Problem problem) {
    found.add(problem);
  }

  /// Adds an error. A line that may contain a secret is masked.
  public void error(SourceFile file, SourceLocation at, String message, String hint) {
    found.add(Problem.error(at, excerpt(file, at), message, hint));
  }

  /// Adds an error that a file has for one host. Each place is reported once, with the first hosts and the number of
  /// the others.
  public void errorOfHost(
      SourceFile file, SourceLocation at, String host, String message, String hint) {
    ofHosts
        .computeIfAbsent(at, _ -> new HostProblems())
        .add(Problem.error(at, excerpt(file, at), message, hint), host);
  }

  public void warning(SourceFile file, SourceLocation at, String message, String hint) {
    found.add(Problem.warning(at, excerpt(file, at), message, hint));
  }

  private static String excerpt(SourceFile file, SourceLocation at) {
    return SecretNames.mask(file.line(at.line()));
  }

  /// Adds an error about a word that is not allowed. The hint is the nearest allowed word.
  ///
  /// @param kind what the word should be: `key`, `column`, `probe`
  public void unknown(
      SourceFile file, SourceLocation at, String kind, String word, Collection<String> allowed) {
    error(file, at, "unknown %s \"%s\"".formatted(kind, word), Suggestion.of(kind, word, allowed));
  }

  public boolean hasErrors() {
    return !ofHosts.isEmpty() || found.stream().anyMatch(p -> p.level() == Problem.Level.ERROR);
  }

  public boolean isEmpty() {
    return found.isEmpty() && ofHosts.isEmpty();
  }

  /// All of them, by file, line and column.
  public List<Problem> sorted() {
    return Stream.concat(
            found.stream(), ofHosts.values().stream().flatMap(each -> each.problems().stream()))
        .sorted(BY_PLACE)
        .toList();
  }
}
