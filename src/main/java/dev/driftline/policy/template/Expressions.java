package dev.driftline.policy.template;

import dev.driftline.source.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what stands in `{{ … }}` and after `if`, and notes the names that it uses.
///
/// ```
/// expression   value { "|" FILTER [ "(" value { "," value } ")" ] }
/// value        NAME { "." NAME | "[" ( TEXT | NUMBER ) "]" }  |  TEXT  |  "true"  |  "false"
///              |  [ "-" ] NUMBER [ "." NUMBER ]  |  "(" expression ")"
/// condition    alternative { "or" alternative }
/// alternative  part { "and" part }
/// part         "not" part  |  "(" condition ")"  |  expression [ ( "==" | "!=" ) expression ]
/// ```
///
/// jinjava's own language is larger, and in it a name without a value often counts as 0 or as an empty text: after `+`
/// and `==`, before most filters. A check with a misspelt name would pass. So nothing else may stand there, and each
/// name must have a value, except directly before `default`.
final class Expressions {

  /// How deep `not` and parentheses may be nested: jinjava parses nested parentheses in exponential time.
  private static final int DEEPEST = 8;

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<text>'(?:[^'\\\\]|\\\\.)*+'|\"(?:[^\"\\\\]|\\\\.)*+\")|(?<name>[A-Za-z_][A-Za-z0-9_]*)"
              + "|(?<number>[0-9]+)|(?<sign>==|!=|<=|>=|&&|\\|\\||\\*\\*|//|\\S))",
          Pattern.DOTALL);

  private static final Set<String> WORDS =
      Set.of("and", "or", "not", "is", "in", "if", "elif", "else");
  private static final Set<String> TRUTH = Set.of("true", "false", "True", "False");

  private enum Kind {
    TEXT,
    NAME,
    NUMBER,
    SIGN,
    END
  }

  private record Token(Kind kind, String text, int end) {}

  private final String code;
  private final int line;
  private final List<Token> tokens = new ArrayList<>();
  private final List<UsedName> names = new ArrayList<>();
  private int at;

  private Expressions(String code, int line) {
    this.code = code;
    this.line = line;
  }

  /// Reads an expression, or a condition, that begins in this line of the template.
  static Scanned of(String code, int line, boolean condition) {
    Expressions reader = new Expressions(code, line);
    try {
      reader.split();
      if (condition) {
        reader.condition(0);
      } else {
        reader.expression(0);
      }
      if (reader.token().kind() != Kind.END) {
        throw reader.unexpected(condition);
      }
      return Scanned.uses(reader.names);
    } catch (WrongTemplate wrong) {
      return Scanned.refused(
          new Rendering.Failed(line, String.valueOf(wrong.getMessage()), wrong.hint()));
    }
  }

  private void split() throws WrongTemplate {
    Matcher matcher = TOKEN.matcher(code);
    int end = 0;
    while (matcher.lookingAt()) {
      end = matcher.end();
      tokens.add(token(matcher));
      matcher.region(end, code.length());
    }
    tokens.add(new Token(Kind.END, "", end));
    if (tokens.stream().anyMatch(token -> token.text().equals("'") || token.text().equals("\""))) {
      throw new WrongTemplate(
          "quotes are not closed", "close them; a text may not hold `}}` or `%}`");
    }
  }

  private static Token token(Matcher matcher) {
    for (Kind kind : List.of(Kind.TEXT, Kind.NAME, Kind.NUMBER, Kind.SIGN)) {
      String text = matcher.group(kind.name().toLowerCase(Locale.ROOT));
      if (text != null) {
        return new Token(kind, text, matcher.end());
      }
    }
    throw new IllegalStateException("a token of no kind");
  }

  private void condition(int depth) throws WrongTemplate {
    if (depth > DEEPEST) {
      throw new WrongTemplate("the condition is nested too deeply", "make it simpler");
    }
    do {
      do {
        part(depth);
      } while (take("and"));
    } while (take("or"));
  }

  private void part(int depth) throws WrongTemplate {
    if (depth > DEEPEST) {
      throw new WrongTemplate("the condition is nested too deeply", "make it simpler");
    }
    if (take("not")) {
      part(depth + 1);
    } else if (take("(")) {
      condition(depth + 1);
      expect(")");
    } else {
      expression(depth);
      if (take("==") || take("!=")) {
        expression(depth);
      }
    }
  }

  /// Whether it is only a name.
  private boolean expression(int depth) throws WrongTemplate {
    int known = names.size();
    // only the name itself can have a default: `{{ a | trim | default('x') }}` trims nothing
    boolean named = value(depth);
    int end = at;
    if (named
        && token().text().equals("|")
        && Engine.DEFAULTS.contains(tokens.get(at + 1).text())) {
      names.set(known, names.get(known).orDefault());
    }
    while (take("|")) {
      filter(depth);
    }
    return named && at == end;
  }

  private void filter(int depth) throws WrongTemplate {
    Token filter = token();
    if (filter.kind() != Kind.NAME) {
      throw new WrongTemplate("a filter is missing after `|`", filters());
    }
    if (!Engine.FILTERS.contains(filter.text())) {
      throw new WrongTemplate(
          "unknown filter \"%s\"".formatted(filter.text()),
          Suggestion.of("filter", filter.text(), Engine.FILTERS.stream().sorted().toList()));
    }
    at++;
    if (take("(")) {
      while (!take(")")) {
        value(depth);
        if (!take(",") && !token().text().equals(")")) {
          throw unexpected(false);
        }
      }
    }
  }

  /// Whether it is a name.
  private boolean value(int depth) throws WrongTemplate {
    Token token = token();
    switch (token.kind()) {
      case TEXT -> at++;
      case NUMBER -> number();
      case NAME -> {
        if (WORDS.contains(token.text())) {
          throw unexpected(false);
        }
        at++;
        if (TRUTH.contains(token.text())) {
          return false;
        }
        name(token);
        return true;
      }
      default -> {
        if (token.text().equals("(")) {
          return inParentheses(depth);
        }
        if (!token.text().equals("-") || tokens.get(at + 1).kind() != Kind.NUMBER) {
          throw unexpected(false);
        }
        at++;
        number();
      }
    }
    return false;
  }

  private boolean inParentheses(int depth) throws WrongTemplate {
    if (depth >= DEEPEST) {
      throw new WrongTemplate("the expression is nested too deeply", "make it simpler");
    }
    at++;
    boolean named = expression(depth + 1);
    if (!take(")")) {
      throw unexpected(false);
    }
    return named;
  }

  /// A number, which becomes a text as it is written. So `1.10`, of which jinjava makes 1.1, must be a text.
  private void number() throws WrongTemplate {
    String written = take(Kind.NUMBER);
    if (!take(".")) {
      return;
    }
    written = written + "." + take(Kind.NUMBER);
    String rendered = Double.toString(Double.parseDouble(written));
    if (!rendered.equals(written)) {
      throw new WrongTemplate(
          "`%s` would become `%s`".formatted(written, rendered),
          "write it as a text: `'%s'`".formatted(written));
    }
  }

  private void name(Token first) throws WrongTemplate {
    List<String> path = new ArrayList<>(List.of(first.text()));
    while (true) {
      if (take(".")) {
        path.add(take(Kind.NAME));
      } else if (take("[")) {
        Token key = token();
        path.add(key.kind() == Kind.TEXT ? withoutQuotes(take(Kind.TEXT)) : take(Kind.NUMBER));
        expect("]");
      } else {
        break;
      }
    }
    if (path.stream().anyMatch(name -> name.contains("__"))) {
      throw new WrongTemplate("`__` cannot be used in a template", "use a name without it");
    }
    String text = code.substring(first.end() - first.text().length(), tokens.get(at - 1).end());
    names.add(new UsedName(line, text, List.copyOf(path), false));
  }

  private static String withoutQuotes(String text) {
    return text.substring(1, text.length() - 1);
  }

  private Token token() {
    return tokens.get(at);
  }

  private boolean take(String text) {
    boolean there = token().text().equals(text) && token().kind() != Kind.TEXT;
    if (there) {
      at++;
    }
    return there;
  }

  private String take(Kind kind) throws WrongTemplate {
    Token token = token();
    if (token.kind() != kind) {
      throw unexpected(false);
    }
    at++;
    return token.text();
  }

  private void expect(String sign) throws WrongTemplate {
    if (!take(sign)) {
      throw unexpected(true);
    }
  }

  private WrongTemplate unexpected(boolean condition) {
    return WrongTemplate.unexpected(
        token().text(), at > 0 ? tokens.get(at - 1).text() : "", condition);
  }

  private static String filters() {
    return "filters: " + String.join(", ", Engine.FILTERS.stream().sorted().toList());
  }
}
