package dev.driftline.policy;

import com.google.re2j.Pattern;
import dev.driftline.model.budget.Budget;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A regular expression of a policy. RE2: linear time whatever the text.
///
/// Remembers what it said of the short texts that it saw first, a bounded number of them: thousands of hosts have the
/// same packages and programs, and finding out again is ten times as dear. Safe to use from any thread.
public final class Expression {

  private static final int REMEMBERED = 512;
  private static final int LONGEST_REMEMBERED = 64;
  private static final int LONGEST_UNWATCHED = 512;

  /// So that the budget looks at the clock after about a hundred characters, which at worst take milliseconds.
  private static final int STEPS_A_CHARACTER = 10;

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

  /// Whether it matches anywhere in a text that no host said.
  public boolean isIn(String text) {
    return isIn(text, Budget.unlimited());
  }

  /// Whether it matches anywhere in `text`. A long text is read under the eyes of the budget: time is linear in it,
  /// but also in the size of the expression, which may be thousands of states.
  ///
  /// @throws dev.driftline.model.budget.LimitReached by the budget
  public boolean isIn(String text, Budget budget) {
    if (text.length() > LONGEST_UNWATCHED) {
      return pattern.matcher(new Watched(text, budget)).find();
    }
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

  /// A text that tells the budget how often it is looked at.
  private record Watched(String text, Budget budget) implements CharSequence {

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      budget.steps(STEPS_A_CHARACTER);
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Watched(text.substring(start, end), budget);
    }

    @Override
    public String toString() {
      return text;
    }
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
