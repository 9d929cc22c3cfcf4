package dev.driftline.policy.template;

import java.util.regex.Pattern;

/// Reads a command as a shell does, character by character. At each point it knows how the next character is quoted, and
/// whether a value at this point would still be text of a word.
///
/// It follows the shell's language (POSIX.1-2024, Shell Command Language, 2.2 and 2.3) only as far as needed. If it loses
/// track, it says so for the rest of the command. A backslash before a newline joins two lines (2.2.1). The shell sees
/// neither of these two characters, so `<\⏎<` begins a here-document as `<<` does.
final class ShellReading {

  /// Stands for a character that means nothing to the shell: quoted or escaped.
  private static final char LITERAL = '\'';

  /// `${name}` and `${name:-text}` without anything in them that could be read in two ways.
  private static final Pattern CLEAR_PARAMETER =
      Pattern.compile(
          "\\{[A-Za-z0-9_]+(?::?[-=?+][^}'\"\\\\`$(<#{\ufdd0]*|[%#]{1,2}[^}'\"\\\\`$(<#{\ufdd0]*)?\\}");

  /// The end of a text that a value would go on with: a parameter's name, or its operator.
  private static final Pattern OPEN_PARAMETER =
      Pattern.compile(
          "\\$(?:[A-Za-z_][A-Za-z0-9_]*+)?$|\\$\\{(?![A-Za-z0-9_]+(?::?[-=?+]|%%|##|%[^%}]|#[^#}]))[^}]*+$");

  /// What makes digits before it the number of a descriptor.
  private static final Pattern REDIRECTION = Pattern.compile("(?:\\\\\n|[0-9]|\ufdd0.)*+[<>]");

  private final String output;

  /// As the shell sees it, without joined lines.
  private final StringBuilder seen = new StringBuilder("\n");

  /// The word that is being read, without its quotes.
  private final StringBuilder word = new StringBuilder();

  private char quote;
  private boolean escaped;
  private boolean lost;
  private boolean calculating;
  private boolean document;
  private boolean file;
  private boolean optionsEnded;

  /// Before the first character.
  ///
  /// @param output the command with a mark for each value
  ShellReading(String output) {
    this.output = output;
  }

  /// Reads the character at `at`; not one of a mark.
  void read(int at) {
    char c = output.charAt(at);
    if (escaped) {
      escaped = false;
      if (c != '\n') {
        see(LITERAL, c);
      }
    } else if (quote == '\'') {
      quote = c == '\'' ? 0 : quote;
      see(LITERAL, c);
    } else if (c == '\\') {
      escaped = true;
    } else {
      quote(c);
      lost |= confuses(c, at);
      word(c);
      seen.append(c);
    }
  }

  /// Passes over a value.
  void pass(String text, boolean quoted) {
    escaped = false;
    word.append(text);
    seen.append(quoted ? "" + LITERAL : text);
  }

  private void see(char shown, char c) {
    seen.append(shown);
    if (quote != 0 || c != '\'') {
      word.append(c);
    }
  }

  /// Whether a quotation that begins here is one.
  boolean quotes() {
    return quote == 0 && !escaped && !lost && last() != '$';
  }

  /// Whether a plain value that stands here, up to the character at `next`, is text and nothing else.
  boolean takes(String plain, int next) {
    boolean digits = plain.chars().allMatch(c -> c >= '0' && c <= '9');
    boolean descriptor =
        digits
            && quote == 0
            && REDIRECTION.matcher(output).region(next, output.length()).lookingAt();
    boolean parameter = quote != '\'' && OPEN_PARAMETER.matcher(seen).find();
    return !descriptor && !parameter && !document && (digits || !calculating);
  }

  /// Whether a value that begins with `-` would be an option here: it begins a word that is no file of a redirection,
  /// and no word `--` stands before it in the same command.
  boolean takesOptions() {
    return word.isEmpty() && !file && !optionsEnded;
  }

  private char last() {
    return seen.charAt(seen.length() - 1);
  }

  private void quote(char c) {
    boolean opens = c == '"' || (c == '\'' && quote == 0);
    if (opens) {
      lost |= last() == '$' && quote == 0;
      quote = quote == 0 ? c : 0;
    }
  }

  private boolean confuses(char c, int at) {
    document |= c == '<' && quote == 0 && last() == '<';
    calculating |= (c == '(' && last() == '(') || (c == '[' && last() == '$');
    return document
        || calculating
        || switch (c) {
          case '`' -> true;
          case '{' ->
              last() == '$'
                  && !CLEAR_PARAMETER.matcher(output).region(at, output.length()).lookingAt();
          case '(' -> quote == '"' && last() == '$';
          case '[' -> quote == 0 && last() == '[';
          case '#' -> quote == 0 && " \t\n;&|()<>".indexOf(last()) >= 0;
          default -> false;
        };
  }

  private void word(char c) {
    if (quote != 0 || c == '"') {
      if (c != quote && c != '"') {
        word.append(c);
      }
    } else if (" \t\n;&|()<>".indexOf(c) < 0) {
      word.append(c);
    } else {
      boolean next = "\n;&|()".indexOf(c) >= 0;
      optionsEnded = !next && (optionsEnded || word.toString().equals("--"));
      file = c == '<' || c == '>' || (file && word.isEmpty() && !next);
      word.setLength(0);
    }
  }
}
