package dev.driftline.policy.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a template before jinjava sees it. Refuses one that is too long or too deep, or that says more than
/// [Expressions] allows.
///
/// jinjava 2.8.4 parses nested parentheses in exponential time (1600 of them: 8.6 s, then a stack overflow) and calls
/// any public method of a text (`'a'.repeat(…)`), whatever is configured.
final class Scan {

  private static final int MAX_LENGTH = 4096;
  private static final int MAX_BLOCKS = 16;
  private static final int MAX_TAGS = 200;
  private static final Pattern STATEMENT = Pattern.compile("\\s*([A-Za-z_]*)(.*)", Pattern.DOTALL);
  private static final Pattern END_OF_RAW = Pattern.compile("\\{%-?\\s*endraw\\s*-?%}");

  private final String template;
  private final List<UsedName> names = new ArrayList<>();
  private int blocks;
  private int tags;

  private Scan(String template) {
    this.template = template;
  }

  static Scanned of(String template) {
    if (template.length() > MAX_LENGTH) {
      return Scanned.refused(
          new Rendering.Failed(
              1, "the template is longer than %d characters".formatted(MAX_LENGTH), "split it"));
    }
    return new Scan(template).read();
  }

  /// From one `{{`, `{%` or `{#` to the next.
  private Scanned read() {
    int at = next(0);
    while (at >= 0) {
      String close = closing(template.charAt(at + 1));
      int end = template.indexOf(close, at + 2);
      if (end < 0) {
        return refused(
            at,
            "`%s` is never closed".formatted(template.substring(at, at + 2)),
            "close it with `%s`".formatted(close));
      }
      Scanned inside = inside(at, close, template.substring(at + 2, end));
      if (inside.refusal().isPresent()) {
        return inside;
      }
      names.addAll(inside.names());
      if (blocks > MAX_BLOCKS || ++tags > MAX_TAGS) {
        return refused(
            at, "the template has too many or too deeply nested parts", "make it simpler");
      }
      at = next(isRaw(template.substring(at, end)) ? endOfRaw(end) : end + 2);
    }
    return Scanned.uses(names);
  }

  /// Where the next opening of a template is; -1 if there is none.
  private int next(int from) {
    int at = template.indexOf('{', from);
    while (at >= 0 && (at + 1 >= template.length() || "{%#".indexOf(template.charAt(at + 1)) < 0)) {
      at = template.indexOf('{', at + 1);
    }
    return at;
  }

  private static String closing(char open) {
    return switch (open) {
      case '{' -> "}}";
      case '%' -> "%}";
      default -> "#}";
    };
  }

  private static boolean isRaw(String tag) {
    return tag.startsWith("{%") && word(withoutDashes(tag.substring(2))).equals("raw");
  }

  /// What stands between `raw` and `endraw` is no template.
  private int endOfRaw(int from) {
    Matcher end = END_OF_RAW.matcher(template);
    return end.find(from) ? end.start() : template.length();
  }

  private Scanned inside(int at, String close, String inside) {
    String code = withoutDashes(inside);
    return switch (close) {
      // comments may contain anything
      case "#}" -> Scanned.uses(List.of());
      case "%}" -> statement(at, code);
      default ->
          code.isBlank()
              ? refused(at, "the template is empty", "write a variable's name into it")
              : Expressions.of(code, line(at), false);
    };
  }

  private Scanned statement(int at, String code) {
    String word = word(code);
    blocks += word.equals("if") || word.equals("raw") ? 1 : word.startsWith("end") ? -1 : 0;
    if (!Engine.TAGS.contains(word)) {
      return refused(
          at,
          "the statement `%s` cannot be used in a template".formatted(word),
          "statements: " + String.join(", ", Engine.TAGS.stream().sorted().toList()));
    }
    String rest = STATEMENT.matcher(code).replaceFirst("$2");
    if (word.equals("if") || word.equals("elif")) {
      return Expressions.of(rest, line(at), true);
    }
    return rest.isBlank()
        ? Scanned.uses(List.of())
        : refused(at, "nothing can stand behind `%s`".formatted(word), "remove it");
  }

  private static String word(String code) {
    Matcher statement = STATEMENT.matcher(code);
    return statement.matches() ? statement.group(1) : "";
  }

  /// Without the dashes that take away the blanks around a tag.
  private static String withoutDashes(String inside) {
    String code = inside.startsWith("-") ? inside.substring(1) : inside;
    return code.endsWith("-") ? code.substring(0, code.length() - 1) : code;
  }

  private int line(int at) {
    return 1 + (int) template.substring(0, at).chars().filter(c -> c == '\n').count();
  }

  private Scanned refused(int at, String message, String hint) {
    return Scanned.refused(new Rendering.Failed(line(at), message, hint));
  }
}
