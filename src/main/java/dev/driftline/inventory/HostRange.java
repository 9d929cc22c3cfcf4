package dev.driftline.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Expands ranges of hosts: `web[01:03]` stands for web01, web02 and web03. Also `db-[a:f]`, `n[1:9:2]`, and several
/// ranges in one name.
///
/// Like `expand_hostname_range` of Ansible (`ansible/plugins/inventory/__init__.py`): both ends are included, leading
/// zeros are kept, and letters continue from z to A.
final class HostRange {

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final Pattern BRACKETS = Pattern.compile("\\[([^\\[\\]]*)]");
  private static final Pattern BOUNDS =
      Pattern.compile("([0-9]{0,9}|[A-Za-z]):([0-9]{1,9}|[A-Za-z])(?::([0-9]{1,9}))?");
  private static final int MAX_HOSTS = 1_000_000;

  private HostRange() {}

  /// All names, in order.
  ///
  /// @throws IllegalArgumentException if a range has a mistake; the message says which
  static List<String> expand(String pattern) {
    List<String> done = new ArrayList<>();
    expand("", pattern, done);
    return done;
  }

  /// Expands the first range in `rest`, and the others by recursion. `head` is the finished beginning.
  private static void expand(String head, String rest, List<String> done) {
    Matcher brackets = BRACKETS.matcher(rest);
    if (!brackets.find()) {
      if (done.size() >= MAX_HOSTS) {
        throw new IllegalArgumentException(
            "the range stands for more than %d hosts".formatted(MAX_HOSTS));
      }
      done.add(head + rest);
      return;
    }
    String before = head + rest.substring(0, brackets.start());
    String after = rest.substring(brackets.end());
    for (String value : values(brackets.group(1))) {
      expand(before + value, after, done);
    }
  }

  private static List<String> values(String range) {
    Matcher bounds = BOUNDS.matcher(range);
    if (!bounds.matches()) {
      throw new IllegalArgumentException("[%s] is not a range".formatted(range));
    }
    int step = bounds.group(3) == null ? 1 : Integer.parseInt(bounds.group(3));
    if (step == 0) {
      throw new IllegalArgumentException("[%s] makes no step".formatted(range));
    }
    String first = bounds.group(1).isEmpty() ? "0" : bounds.group(1);
    String last = bounds.group(2);
    boolean letters = LETTERS.contains(first) && LETTERS.contains(last);
    if (!letters && (LETTERS.contains(first) || LETTERS.contains(last))) {
      throw new IllegalArgumentException("[%s] mixes letters and numbers".formatted(range));
    }
    return letters ? letters(range, first, last, step) : numbers(range, first, last, step);
  }

  private static List<String> letters(String range, String first, String last, int step) {
    int from = LETTERS.indexOf(first);
    int to = LETTERS.indexOf(last);
    requireOrder(range, from, to);
    List<String> values = new ArrayList<>();
    for (int i = from; i <= to; i += step) {
      values.add(LETTERS.substring(i, i + 1));
    }
    return values;
  }

  private static List<String> numbers(String range, String first, String last, int step) {
    // a leading zero gives all numbers the same length
    boolean padded = first.length() > 1 && first.startsWith("0");
    if (padded && first.length() != last.length()) {
      throw new IllegalArgumentException(
          "[%s] has ends of different length, and the first has a leading zero".formatted(range));
    }
    int from = Integer.parseInt(first);
    int to = Integer.parseInt(last);
    requireOrder(range, from, to);
    // before the list is made, because it may not fit into memory
    if ((to - from) / step >= MAX_HOSTS) {
      throw new IllegalArgumentException(
          "[%s] stands for more than %d hosts".formatted(range, MAX_HOSTS));
    }
    List<String> values = new ArrayList<>();
    for (long i = from; i <= to; i += step) {
      String digits = Long.toString(i);
      values.add(padded ? "0".repeat(first.length() - digits.length()) + digits : digits);
    }
    return values;
  }

  private static void requireOrder(String range, int from, int to) {
    if (from > to) {
      throw new IllegalArgumentException("[%s] ends before it begins".formatted(range));
    }
  }
}
