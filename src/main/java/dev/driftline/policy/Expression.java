package dev.driftline.policy;

import com.google.re2j.Pattern;
import dev.driftline.model.budget.Budget;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A regular expression of a policy (RE2 syntax). Its time is linear in the text, whatever the text is.
///
/// It remembers the results for the first 512 short texts. Thousands of hosts have the same packages and programs, and
/// matching again costs ten times as much as a look into a map. Safe to use from any thread.
public final class Expression {

  /// How many results are kept, and up to which length of text.
  private static final int REMEMBERED = 512;

  private static final int LONGEST_REMEMBERED = 64;

  /// A longer text asks the budget while it is read.
  private static final int LONGEST_UNWATCHED = 512;

  /// Steps per character of a long text. The budget then looks at the clock after about a hundred characters, which
  /// take milliseconds at worst.
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

  /// Whether it matches anywhere in `text`, which may come from a host. While a long text is read, the budget is asked:
  /// the time is linear in the text, but it also grows with the expression, which may have thousands of states.
  ///
  /// @throws dev.driftline.model.budget.LimitReached by the budget
  public boolean isIn(String text, Budget budget) {
    if (text.length() > LONGEST_UNWATCHED) {
      return pattern.matcher(new Watched(text, budget)).find();
    }
    // two threads may compute the same result at once, which does no harm
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

  /// A text that tells the budget of each character that is read.
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
