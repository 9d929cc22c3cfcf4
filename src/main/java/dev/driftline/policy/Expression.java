package dev.driftline.policy;

import com.google.re2j.Pattern;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A regular expression of a policy. RE2: linear time whatever the text.
///
/// Remembers what it said of the short texts that it saw first, a bounded number of them: thousands of hosts have the
/// same packages and programs, and finding out again is ten times as dear. Safe to use from any thread.
public final class Expression {

  private static final int REMEMBERED = 512;
  private static final int LONGEST_REMEMBERED = 64;

  private final Pattern pattern;
  private final Map<String, Boolean> remembered = new ConcurrentHashMap<>();

  private Expression(Pattern pattern) {
    this.pattern = pattern;
  }

  /// Reads it.
  ///
  /// @throws com.google.re2j.PatternSyntaxException if it is none
  public static Expression of(String text) {
    return new Expression(Pattern.compile(text));
  }

  /// Whether it matches anywhere in `text`.
  public boolean isIn(String text) {
    Boolean known = remembered.get(text);
    if (known != null) {
      return known;
    }
    boolean found = pattern.matcher(text).find();
    if (text.length() <= LONGEST_REMEMBERED && remembered.size() < REMEMBERED) {
      remembered.put(text, found);
    }
    return found;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Expression expression
        && pattern.pattern().equals(expression.pattern.pattern());
  }

  @Override
  public int hashCode() {
    return pattern.pattern().hashCode();
  }

  @Override
  public String toString() {
    return pattern.pattern();
  }
}
