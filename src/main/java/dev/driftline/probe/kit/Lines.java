package dev.driftline.probe.kit;

import dev.driftline.model.budget.Budget;
import java.util.List;
import java.util.function.Predicate;

/// The lines that a section said; and those of the last look that one took, if that look is complete.
///
/// A look begins with a line `#` and ends with a line `.` and the number of things it saw. A shell half whose
/// awk gave up begins again; what the look before said does not count.
public final class Lines {

  private static final int MAX_DIGITS = 18;

  private Lines() {}

  /// Hands over the lines of a text, one by one, until one was not understood.
  ///
  /// @param reader says whether it understood the line
  /// @return whether every line was understood
  public static boolean all(String text, Budget budget, Predicate<String> reader) {
    for (int at = 0; at < text.length(); ) {
      budget.step();
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      if (!reader.test(text.substring(at, end))) {
        return false;
      }
      at = end + 1;
    }
    return true;
  }

  /// Hands over the lines between the last `#` and its `.`, one by one. What was made of them counts only if this says
  /// so: the end may be missing, or not be the number of lines that begin with `kinds`.
  ///
  /// @param kinds  letters
  /// @param reader says whether it understood the line
  /// @return whether the look is whole and every line of it was understood
  public static boolean ofLastLook(
      String text, String kinds, Budget budget, Predicate<Line> reader) {
    long counted = 0;
    for (int at = beginning(text); at > 0 && at < text.length(); ) {
      int end = text.indexOf('\n', at);
      end = end < 0 ? text.length() : end;
      if (end > at) {
        budget.step();
        Line line = new Line(text, at, end);
        if (line.kind().equals(".") && line.hasField()) {
          return number(line.rest()) == counted && isBlank(text, end);
        }
        counted += line.kind().length() == 1 && kinds.contains(line.kind()) ? 1 : 0;
        if (!reader.test(line)) {
          return false;
        }
      }
      at = end + 1;
    }
    return false;
  }

  /// Where the last look begins, behind its `#`; 0 if there is none.
  private static int beginning(String text) {
    int again = text.lastIndexOf("\n#\n");
    return again >= 0 ? again + 3 : text.startsWith("#\n") ? 2 : 0;
  }

  /// Keeps a text in `texts` if that holds none yet: of complaints without end one is enough.
  ///
  /// @return true
  public static boolean first(String text, List<String> texts) {
    if (texts.isEmpty()) {
      texts.add(text);
    }
    return true;
  }

  private static boolean isBlank(String text, int from) {
    return text.substring(from).isBlank();
  }

  /// A number of up to 18 digits, or -1.
  public static long number(String text) {
    if (text.isEmpty() || text.length() > MAX_DIGITS) {
      return -1;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return -1;
      }
    }
    return Long.parseLong(text);
  }
}
