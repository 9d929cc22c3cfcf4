package dev.driftline.probe.kit;

import dev.driftline.model.budget.Budget;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Reads a section's output line by line.
///
/// Most shell halves print a **look**: a line `look`, one line per thing seen, and a last line `end` with the number of
/// things. If the host's awk fails halfway, the shell half starts again and prints another `look`. So only the last
/// look counts, and only if it has its end:
///
/// ```
/// look
/// process  1  systemd
/// look
/// process  1  systemd
/// process  7  sshd
/// end      2
/// ```
public final class Lines {

  private static final int MAX_DIGITS = 18;
  private static final String LOOK = "look\n";
  private static final String END = "end";

  private Lines() {}

  /// Reads all lines, up to the first one that is not understood.
  ///
  /// @param reader whether it understood the line
  /// @return whether all lines were understood
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

  /// Reads the lines of the last look. If the result is false, the caller must throw away all that it read.
  ///
  /// @param kinds  the first words of the lines that the last line counts
  /// @param reader whether it understood the line
  /// @return whether the look has its end, the right number of lines, and no line that was not understood
  public static boolean ofLastLook(
      String text, Set<String> kinds, Budget budget, Predicate<Line> reader) {
    long counted = 0;
    for (int at = beginning(text); at > 0 && at < text.length(); ) {
      int end = text.indexOf('\n', at);
      end = end < 0 ? text.length() : end;
      if (end > at) {
        budget.step();
        Line line = new Line(text, at, end);
        // the end: the number must be right, and only blank lines may follow
        if (line.kind().equals(END) && line.hasField()) {
          return number(line.rest()) == counted && isBlank(text, end);
        }
        // count first: the reader may take all fields
        counted += kinds.contains(line.kind()) ? 1 : 0;
        if (!reader.test(line)) {
          return false;
        }
      }
      at = end + 1;
    }
    return false;
  }

  /// Where the last look begins, after its first line; 0 if there is none.
  private static int beginning(String text) {
    int again = text.lastIndexOf("\n" + LOOK);
    return again >= 0 ? again + 1 + LOOK.length() : text.startsWith(LOOK) ? LOOK.length() : 0;
  }

  /// Keeps a text, but only if `texts` is empty. A host may complain without end, and one complaint is enough.
  ///
  /// @return true, so that readers of lines can return it
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
