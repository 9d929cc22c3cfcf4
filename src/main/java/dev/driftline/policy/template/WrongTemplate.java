package dev.driftline.policy.template;

import java.util.Set;

/// What a template cannot say, and what to write instead. It never leaves this package.
final class WrongTemplate extends Exception {

  private static final Set<String> COMPUTE = Set.of("+", "-", "*", "/", "%", "**", "//");
  private static final Set<String> LOOKUPS = Set.of("lookup", "query", "q");
  private static final Set<String> CONDITIONS = Set.of("==", "!=", "not", "and", "or");

  private final String hint;

  WrongTemplate(String message, String hint) {
    super(message, null, false, false);
    this.hint = hint;
  }

  String hint() {
    return hint;
  }

  /// What is wrong about a token, and what to write instead.
  ///
  /// @param before    the token before it; empty if it is the first one
  /// @param condition whether it stands in a condition
  static WrongTemplate unexpected(String text, String before, boolean condition) {
    if (COMPUTE.contains(text)) {
      return new WrongTemplate(
          "`%s` cannot be used in a template: it does not compute".formatted(text),
          "names have letters, digits and `_`; write a computed value into the inventory");
    }
    if (CONDITIONS.contains(text) && !condition) {
      return new WrongTemplate(
          "`%s` can stand in `{%% if … %%}` only".formatted(text),
          "write `{% if a == 'x' %}…{% endif %}`");
    }
    return switch (text) {
      case "" ->
          new WrongTemplate("the template ends too early", "write a variable's name into it");
      case "~" ->
          new WrongTemplate(
              "the operator `~` cannot be used in a template",
              "write one template after the other: `{{ a }}-{{ b }}`");
      case "if", "?" ->
          new WrongTemplate(
              "`%s` cannot stand within `{{ … }}`".formatted(text),
              "write `{% if b %}a{% else %}c{% endif %}`");
      case "is" ->
          new WrongTemplate(
              "`is` cannot be used in a template",
              "`{{ name | default('…') }}` serves for `is defined`");
      case "in" ->
          new WrongTemplate(
              "`in` cannot be used in a template",
              "write `{% if a == 'x' or a == 'y' %}…{% endif %}`");
      case "<", "<=", ">", ">=" ->
          new WrongTemplate(
              "`%s` cannot be used in a template".formatted(text),
              "conditions have `==`, `!=`, `and`, `or` and `not`; a check compares: `\"%s 5\"`"
                  .formatted(text));
      case "(" -> call(before);
      case "[", "{" ->
          new WrongTemplate(
              "a list or mapping cannot be written there", "write it into the inventory");
      default ->
          new WrongTemplate(
              "unexpected `%s` in a template".formatted(text),
              "write a name, and filters behind it: `{{ name | lower }}`");
    };
  }

  /// What is wrong about the call of a function, whose name stands before this token.
  private static WrongTemplate call(String before) {
    boolean lookup = LOOKUPS.contains(before);
    return new WrongTemplate(
        "calls such as `lookup(…)` cannot be used in a template",
        lookup
            ? "there are no lookups: write the value, or set a variable in the inventory"
            : "use a filter: `{{ name | lower }}`");
  }
}
