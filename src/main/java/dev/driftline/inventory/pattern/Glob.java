package dev.driftline.inventory.pattern;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.function.Predicate;

/// One part of a host pattern, as a test of names: a glob like Python's `fnmatch`, or `~` and a regular expression
/// (RE2) that must match from the beginning. For example, `web*` and `~web[0-9]+`.
final class Glob {

  private Glob() {}

  static boolean isPlain(String part) {
    return !part.startsWith("~") && part.chars().noneMatch(c -> "*?[".indexOf(c) >= 0);
  }

  /// @throws IllegalArgumentException if the regular expression has a mistake; the message says which
  static Predicate<String> of(String part) {
    if (isPlain(part)) {
      return part::equals;
    }
    try {
      if (part.startsWith("~")) {
        Pattern pattern = Pattern.compile(part.substring(1));
        return name -> pattern.matcher(name).lookingAt();
      }
      Pattern pattern = Pattern.compile(expression(part));
      return name -> pattern.matcher(name).matches();
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "\"%s\" is not a regular expression: %s".formatted(part, e.getDescription()), e);
    }
  }

  private static String expression(String glob) {
    StringBuilder out = new StringBuilder("(?s)");
    int i = 0;
    while (i < glob.length()) {
      char c = glob.charAt(i);
      int end = c == '[' ? endOfSet(glob, i) : -1;
      if (end > 0) {
        out.append(set(glob.substring(i + 1, end)));
        i = end;
      } else if (c == '*') {
        out.append(".*");
      } else if (c == '?') {
        out.append('.');
      } else {
        out.append(Pattern.quote(String.valueOf(c)));
      }
      i++;
    }
    return out.toString();
  }

  /// Where a set ends. A `]` at its beginning is a member: `[]a]`.
  private static int endOfSet(String glob, int open) {
    int first = open + 1 < glob.length() && glob.charAt(open + 1) == '!' ? open + 2 : open + 1;
    return glob.indexOf(']', first + 1);
  }

  /// The set for RE2: `[!a]` becomes `[^a]`, and characters with a meaning there are escaped.
  private static String set(String content) {
    boolean not = content.startsWith("!");
    String members = (not ? content.substring(1) : content).replace("\\", "\\\\");
    String escaped = members.replace("[", "\\[").replace("]", "\\]").replace("^", "\\^");
    return (not ? "[^" : "[") + escaped + "]";
  }
}
