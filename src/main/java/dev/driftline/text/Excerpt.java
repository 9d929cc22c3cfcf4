package dev.driftline.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The beginning of a text that may be very long. A cut never separates the halves of a surrogate pair, because half a
/// pair is no character. Also the lines of a long text that say most.
public final class Excerpt {

  /// How programs call what made them fail: `E:` of apt, `[emerg]` of nginx.
  private static final Pattern ERROR =
      Pattern.compile(
          "(?i)^(?:E:|.*\\b(?:error|fatal|failed|failure|emerg|panic|cannot)\\b)|^Caused by:");

  private Excerpt() {}

  /// The text, or its beginning and `…`.
  ///
  /// @param limit how many UTF-16 units are kept, at least 1
  public static String of(String text, int limit) {
    return text.length() <= limit ? text : beginning(text, limit) + "…";
  }

  /// At most the first `limit` UTF-16 units of the text.
  public static String beginning(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    boolean pair =
        Character.isHighSurrogate(text.charAt(limit - 1))
            && Character.isLowSurrogate(text.charAt(limit));
    return text.substring(0, pair ? limit - 1 : limit);
  }

  /// At most the last `limit` UTF-16 units of the text.
  public static String end(String text, int limit) {
    int from = Math.max(0, text.length() - limit);
    boolean pair =
        from > 0
            && from < text.length()
            && Character.isLowSurrogate(text.charAt(from))
            && Character.isHighSurrogate(text.charAt(from - 1));
    return text.substring(pair ? from + 1 : from);
  }

  /// Of a long text the lines that say most: the first one, the last ones, and those that speak of an error. A program
  /// with a wrong option names it first and prints its usage then; most others say at their end why they failed. But
  /// apt-get tells its warnings after its errors.
  ///
  /// Lines that are blank or begin with a blank go before the others: usage, the frames of a stack trace. So a trace of
  /// Java keeps its `Caused by:`. A line stands for those left out, and says how many they were:
  ///
  /// ```
  /// W: Target Packages is configured multiple times
  /// … 37 lines …
  /// E: Unable to locate package mariadb-sever
  /// ```
  ///
  /// @param limit how many UTF-16 units are kept, at least 100; what is said of others comes on top. A line longer than
  ///     a third of that loses its middle
  public static String lines(String text, int limit) {
    String stripped = text.stripTrailing();
    if (stripped.length() <= limit) {
      return stripped;
    }
    List<String> all =
        stripped
            .lines()
            .filter(line -> !line.isBlank())
            .map(line -> ends(line, limit / 3))
            .toList();
    if (all.size() == 1) {
      return ends(stripped, limit);
    }
    return shown(all, best(all, limit));
  }

  /// Which of the lines say most, as many as fit.
  private static SortedSet<Integer> best(List<String> lines, int limit) {
    List<Integer> flush =
        IntStream.range(1, lines.size())
            .filter(i -> !Character.isWhitespace(lines.get(i).charAt(0)))
            .boxed()
            .toList()
            .reversed();
    if (flush.isEmpty()) {
      flush = List.of(lines.size() - 1);
    }
    List<Integer> ofErrors =
        flush.stream().filter(i -> ERROR.matcher(lines.get(i)).find()).toList();
    SortedSet<Integer> best = new TreeSet<>(Set.of(0));
    int left = limit - lines.getFirst().length();
    for (int i : Stream.concat(ofErrors.stream(), flush.stream()).toList()) {
      left -= best.contains(i) ? 0 : lines.get(i).length() + 1;
      if (left < 0) {
        break;
      }
      best.add(i);
    }
    return best;
  }

  private static String shown(List<String> lines, SortedSet<Integer> best) {
    List<String> shown = new ArrayList<>();
    int next = 0;
    for (int i : best) {
      addOthers(i - next, shown);
      shown.add(lines.get(i));
      next = i + 1;
    }
    addOthers(lines.size() - next, shown);
    return String.join("\n", shown);
  }

  private static void addOthers(int number, List<String> shown) {
    if (number > 0) {
      shown.add(number == 1 ? "… 1 line …" : "… %d lines …".formatted(number));
    }
  }

  /// The text, or its beginning, `…` and its end, which is the longer part.
  private static String ends(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    String beginning = beginning(text, limit / 3);
    return beginning + "…" + end(text, limit - 1 - beginning.length());
  }
}
