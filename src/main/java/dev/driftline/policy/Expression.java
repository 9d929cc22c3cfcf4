package dev.driftline.policy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.driftline.model.budget.Budget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /// What looks at the character behind a place, in RE2's syntax. An escaped `\$` is taken for one, too, which only
  /// makes a result undetermined.
  private static final List<String> LOOKS_AHEAD = List.of("$", "\\z", "\\b", "\\B");

  private final Pattern pattern;

  /// Whether a match at the end of a text may be none if the text goes on: `end$`, `\bend\b`.
  private final boolean looksAhead;

  private final Map<String, Boolean> remembered = new ConcurrentHashMap<>();

  private Expression(Pattern pattern) {
    this.pattern = pattern;
    looksAhead = LOOKS_AHEAD.stream().anyMatch(pattern.pattern()::contains);
  }

  /// Reads an expression as RE2 writes them.
  ///
  /// @throws com.google.re2j.PatternSyntaxException if the text is not an expression
  public static Expression of(String text) {
    return new Expression(Pattern.compile(text));
  }

  /// The same expression, in which `^` and `$` stand for the ends of each line.
  public Expression ofEachLine() {
    return of("(?m)" + pattern.pattern());
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

  /// Whether it is found in all texts that begin with `beginning` (true), or in none of them (false). Empty if that
  /// depends on the rest.
  ///
  /// A match that ends within the beginning stays one: no expression of RE2 looks further ahead than one character. For
  /// one that ends with the beginning, the expression must not look ahead at all. If there is no match, only an
  /// expression with an anchor can be sure of that: `^/usr/bin/` in `/opt/`.
  ///
  /// @throws dev.driftline.model.budget.LimitReached by the budget
  public Optional<Boolean> isInAll(String beginning, Budget budget) {
    Matcher matcher = pattern.matcher(new Watched(beginning, budget));
    if (matcher.find()) {
      return matcher.end() < beginning.length() || !looksAhead
          ? Optional.of(true)
          : Optional.empty();
    }
    return asksForMore(beginning, budget) ? Optional.empty() : Optional.of(false);
  }

  /// Whether the search needs a character behind the beginning. An expression whose anchored part has failed stops
  /// before.
  private boolean asksForMore(String beginning, Budget budget) {
    try {
      return pattern.matcher(new Unended(new Watched(beginning, budget))).find();
    } catch (BeyondTheBeginning _) {
      return true;
    }
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

  /// A beginning with an endless rest that nobody may see. The length must not tell where the beginning ends, because a
  /// search gives up where the rest of a text is too short.
  private record Unended(Watched beginning) implements CharSequence {

    @Override
    public int length() {
      return Integer.MAX_VALUE / 2;
    }

    @Override
    public char charAt(int index) {
      if (index >= beginning.length()) {
        throw new BeyondTheBeginning();
      }
      return beginning.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      throw new BeyondTheBeginning();
    }

    @Override
    public String toString() {
      throw new BeyondTheBeginning();
    }
  }

  /// Ends a search at the first character that is not known.
  private static final class BeyondTheBeginning extends RuntimeException {
    private static final long serialVersionUID = 1;

    BeyondTheBeginning() {
      super("the search needs more than the beginning", null, false, false);
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
