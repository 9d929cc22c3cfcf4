package dev.driftline.product;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Names of packages or programs, in which `*` stands for any text. Capital letters count as small ones: MariaDB.org's
/// RPMs are called `MariaDB-server`.
public final class Names {

  private final List<String> patterns;
  private final List<Pattern> compiled;

  Names(List<String> patterns) {
    this.patterns = List.copyOf(patterns);
    this.compiled = patterns.stream().map(Names::compile).toList();
  }

  private static Pattern compile(String pattern) {
    return Stream.of(pattern.toLowerCase(Locale.ROOT).split("\\*", -1))
        .map(Pattern::quote)
        .collect(Collectors.collectingAndThen(Collectors.joining(".*"), Names::ofAnyText));
  }

  private static Pattern ofAnyText(String expression) {
    return Pattern.compile(expression, Pattern.DOTALL);
  }

  /// Whether `name` is one of them.
  public boolean have(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return compiled.stream().anyMatch(pattern -> pattern.matcher(lower).matches());
  }

  /// The patterns as they were written.
  public List<String> patterns() {
    return patterns;
  }
}
