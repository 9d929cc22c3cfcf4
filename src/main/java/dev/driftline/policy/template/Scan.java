package dev.driftline.policy.template;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Refuses templates before jinjava sees them: too long, too deep, or with a call in them.
///
/// jinjava 2.8.4 parses nested parentheses in exponential time (1600 of them: 8.6 s, then a stack overflow)
/// and calls any public method of a text (`'a'.repeat(…)`), whatever is configured. The scan refuses a template that it
/// does not understand.
final class Scan {

  private static final int MAX_LENGTH = 4096;
  private static final int MAX_BRACKETS = 32;
  private static final int MAX_BLOCKS = 16;
  private static final int MAX_TAGS = 200;
  private static final Pattern TEXT =
      Pattern.compile("'(?:[^'\\\\]|\\\\.)*+'|\"(?:[^\"\\\\]|\\\\.)*+\"", Pattern.DOTALL);
  private static final Pattern CALL =
      Pattern.compile("(?:([|]\\s*)?\\b([A-Za-z_][A-Za-z0-9_.]*)|[\\])}'\"0-9])\\s*\\(");
  private static final Pattern REPEATED = Pattern.compile("[-+!]\\s*[-+!]|\\bnot\\s+not\\b");
  private static final Pattern KEYWORD = Pattern.compile("if|elif|and|or|not|in|is");

  private Scan() {}

  static Optional<Rendering.Failed> refusal(String template) {
    if (template.length() > MAX_LENGTH) {
      return failed(
          template,
          0,
          "the template is longer than %d characters".formatted(MAX_LENGTH),
          "split it");
    }
    // from one `{{`, `{%` or `{#` to the next
    int blocks = 0;
    int tags = 0;
    int at = next(template, 0);
    while (at >= 0) {
      String close = closing(template.charAt(at + 1));
      int end = template.indexOf(close, at + 2);
      if (end < 0) {
        return failed(
            template,
            at,
            "`%s` is never closed".formatted(template.substring(at, at + 2)),
            "close it with `%s`".formatted(close));
      }
      String inside = template.substring(at + 2, end);
      // comments may contain anything
      Optional<Rendering.Failed> refused =
          close.equals("#}") ? Optional.empty() : inside(template, at, inside);
      if (refused.isPresent()) {
        return refused;
      }
      blocks += close.equals("%}") ? step(inside) : 0;
      if (blocks > MAX_BLOCKS || ++tags > MAX_TAGS) {
        return failed(
            template,
            at,
            "the template has too many or too deeply nested parts",
            "make it simpler");
      }
      at = next(template, end + 2);
    }
    return Optional.empty();
  }

  /// The code with every text in quotes emptied.
  static String withoutTexts(String code) {
    return TEXT.matcher(code).replaceAll("''");
  }

  /// Where the next opening of a template is; -1 if there is none.
  private static int next(String template, int from) {
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

  /// By how much a tag changes the depth of blocks.
  private static int step(String tag) {
    String word = tag.replaceFirst("^-", "").strip();
    return word.startsWith("if") || word.startsWith("raw") ? 1 : word.startsWith("end") ? -1 : 0;
  }

  private static Optional<Rendering.Failed> inside(String template, int at, String inside) {
    if (inside.contains("__")) {
      return failed(template, at, "`__` cannot be used in a template", "use a name without it");
    }
    // texts in quotes may contain brackets and calls, so they are emptied first
    String code = withoutTexts(inside);
    String rest = code.replace("''", "");
    if (inside.isBlank()) {
      return failed(template, at, "the template is empty", "write a variable's name into it");
    }
    if (rest.contains("'") || rest.contains("\"") || !balanced(rest)) {
      return failed(
          template,
          at,
          "quotes or brackets are not closed, or nested too deeply",
          "close them; a text may not hold `}}` or `%}`");
    }
    // jinjava parses each of these one level deeper
    if (REPEATED.matcher(code).find()) {
      return failed(template, at, "a repeated `-`, `+` or `not`", "write it once");
    }
    if (code.contains("~")) {
      return failed(
          template,
          at,
          "the operator `~` cannot be used in a template",
          "write one template after the other: `{{ a }}-{{ b }}`");
    }
    return call(code)
        .flatMap(name ->
            failed(
                template,
                at,
                "calls such as `%s(…)` cannot be used in a template".formatted(name),
                "use a filter: `{{ name | lower }}`"));
  }

  private static boolean balanced(String code) {
    StringBuilder open = new StringBuilder();
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      if (c == '(' || c == '[' || c == '{') {
        open.append(c);
      } else if (c == ')' || c == ']' || c == '}') {
        char expected = c == ')' ? '(' : c == ']' ? '[' : '{';
        if (open.isEmpty() || open.charAt(open.length() - 1) != expected) {
          return false;
        }
        open.setLength(open.length() - 1);
      }
      if (open.length() > MAX_BRACKETS) {
        return false;
      }
    }
    return open.isEmpty();
  }

  /// The name of a call: a name or a bracket before `(`. Filters after `|` and words such as `if (` are no calls.
  private static Optional<String> call(String code) {
    Matcher matcher = CALL.matcher(code);
    while (matcher.find()) {
      String name = matcher.group(2);
      if (name == null) {
        return Optional.of("…");
      }
      if (matcher.group(1) == null && !KEYWORD.matcher(name).matches()) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  private static Optional<Rendering.Failed> failed(
      String template, int at, String message, String hint) {
    int line = 1 + (int) template.substring(0, at).chars().filter(c -> c == '\n').count();
    return Optional.of(new Rendering.Failed(line, message, hint));
  }
}
