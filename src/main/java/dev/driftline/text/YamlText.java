package dev.driftline.text;

import java.util.Collection;
import java.util.List;

/// Texts of hosts as values in a YAML file that driftline writes: a policy, or waivers. They stand in double quotes,
/// and only those of plain ASCII are taken, so that none is a template, a tag or an end of a line.
public final class YamlText {

  /// Words and signs that a matcher would not take for a text.
  private static final String MATCHER = "present|absent|clean|[=!<>~].*";

  private YamlText() {}

  /// Whether a text of a host can be written.
  public static boolean canBeWritten(String text) {
    return text.matches("[ -~&&[^{}\"\\\\]]{1,1000}") && text.equals(text.strip());
  }

  /// A text as a value of a key.
  public static String quoted(String text) {
    return '"' + text + '"';
  }

  /// A text of the user as a value of a key, whatever is in it. YAML knows the escapes of JSON.
  public static String escaped(String text) {
    StringBuilder escaped = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            escaped.append('\\').appendCodePoint(c);
          } else if (c < ' '
              || (c >= 0x7f && c < 0xa0)
              || c == 0x2028
              || c == 0x2029
              || c == 0xfeff) {
            escaped.append("\\u%04x".formatted(c));
          } else {
            escaped.appendCodePoint(c);
          }
        });
    return escaped.append('"').toString();
  }

  /// A text as a matcher that only this text meets.
  public static String literal(String text) {
    return quoted(text.matches(MATCHER) ? "= " + text : text);
  }

  /// One text, or a list of them.
  public static String oneOf(Collection<String> texts) {
    List<String> all = texts.stream().map(YamlText::literal).toList();
    return all.size() == 1 ? all.getFirst() : "[" + String.join(", ", all) + "]";
  }
}
