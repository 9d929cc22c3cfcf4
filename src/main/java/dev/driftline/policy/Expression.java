package dev.driftline.policy;

import com.google.re2j.Pattern;
import dev.driftline.model.budget.Budget;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A regular expression of a policy. RE2: linear time whatever the text.
///
/// It remembers its answers for the short texts that it saw first, up to a bound. Thousands of hosts have the same packages
/// and programs, and matching again costs ten times as much as looking up the answer. Safe to use from any thread.
public final class Expression {

  private static final int REMEMBERED = 512;
  private static final int LONGEST_REMEMBERED = 64;
  private static final int LONGEST_UNWATCHED = 512;

  /// Steps per character that are told to the budget. With so many it looks at the clock after about a hundred characters,
  /// which take milliseconds at worst.
  private static final int STEPS_A_CHARACTER = 10;

  private final Pattern pattern;
  private final Map<String, Boolean> remembered = new ConcurrentHashMap<>();

  private Expression(Pattern pattern) {
    this.pattern = pattern;
  }

  /// Reads an expression as RE2 writes them.
  ///
  /// @throws com.google.re2j.PatternSyntaxException if the text is not an expression
  public static Expression of(String text) {
    return new Expression(Pattern.compile(text));
  }

  /// Whether it matches anywhere in a text that does not come from a host.
  public boolean isIn(String text) {
    return isIn(text, Budget.unlimited());
  }

  /// Whether it matches anywhere in `text`, which a host may have chosen. For a long text the budget is asked while it is
  /// read: the time is linear in the text, but also in the size of the expression, which may have thousands of states.
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

  /// A text that counts to the budget each time a character of it is read.
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
