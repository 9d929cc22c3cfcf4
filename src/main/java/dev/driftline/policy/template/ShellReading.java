package dev.driftline.policy.template;

import java.util.regex.Pattern;

/// Reads a command as a shell does, character by character. At each point it knows how the next character is quoted,
/// and whether a value at this point would still be text of a word.
///
/// It follows the shell's language (POSIX.1-2024, Shell Command Language, 2.2 and 2.3) only as far as needed. If it
/// loses track, it says so for the rest of the command. A backslash before a newline joins two lines (2.2.1). The shell
/// sees neither of these two characters, so `<\⏎<` begins a here-document as `<<` does.
final class ShellReading {

  /// Stands in [#seen] for a character without a meaning for the shell: a quoted or escaped one.
  private static final char LITERAL = '\'';

  /// `${name}` and `${name:-text}`, if nothing in them can be read in two ways.
  private static final Pattern CLEAR_PARAMETER =
      Pattern.compile(
          "\\{[A-Za-z0-9_]+(?::?[-=?+][^}'\"\\\\`$(<#{\ufdd0]*|[%#]{1,2}[^}'\"\\\\`$(<#{\ufdd0]*)?\\}");

  /// The end of a text whose last part a value would extend: the name of a parameter, or its operator.
  private static final Pattern OPEN_PARAMETER =
      Pattern.compile(
          "\\$(?:[A-Za-z_][A-Za-z0-9_]*+)?$|\\$\\{(?![A-Za-z0-9_]+(?::?[-=?+]|%%|##|%[^%}]|#[^#}]))[^}]*+$");

  /// After digits: they are the number of a descriptor then, as in `2>`.
  private static final Pattern REDIRECTION = Pattern.compile("(?:\\\\\n|[0-9]|\ufdd0.)*+[<>]");

  private final String output;

  /// The command as the shell sees it, without joined lines.
  private final StringBuilder seen = new StringBuilder("\n");

  /// The word that is being read, without quotes.
  private final StringBuilder word = new StringBuilder();

  /// The open quote, or 0.
  private char quote;

  /// A backslash came before.
  private boolean escaped;

  /// Syntax that is not followed here; stays for the rest of the command.
  private boolean lost;

  /// Between `#` and the end of the line. A backslash there joins no lines, and a quote opens no quotation.
  private boolean comment;

  /// Within `$((` or `$[`, perhaps.
  private boolean calculating;

  /// After `<<`.
  private boolean document;

  /// The next word is the file of a redirection.
  private boolean file;

  /// A word `--` came before in this command.
  private boolean optionsEnded;

  /// Before the first character.
  ///
  /// @param output the command with a mark for each value
  ShellReading(String output) {
    this.output = output;
  }

  /// Reads the character at `at`, which is no part of a mark.
  void read(int at) {
    char c = output.charAt(at);
    if (comment && c != '\n') {
      seen.append(LITERAL);
    } else if (escaped) {
      escaped = false;
      // a backslash and a newline are not there for the shell
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
      comment = quote == 0 && beginsComment(c);
      lost |= comment || confuses(c, at);
      word(c);
      seen.append(c);
    }
  }

  private boolean beginsComment(char c) {
    return c == '#' && " \t\n;&|()<>".indexOf(last()) >= 0;
  }

  /// Passes over a value.
  ///
  /// @param quoted whether it is in single quotes
  void pass(String text, boolean quoted) {
    escaped = false;
    word.append(text);
    seen.append(quoted ? "" + LITERAL : text);
  }

  private void see(char shown, char c) {
    // what was taken for a quotation may be none
    seen.append(lost ? c : shown);
    if (quote != 0 || c != '\'') {
      word.append(c);
    }
  }

  /// Whether a single quote at this place begins a quotation. It does not after `$`: `$'` is bash's own form.
  boolean quotes() {
    return quote == 0 && !escaped && !lost && last() != '$';
  }

  /// Whether a plain value at this place is text and nothing else.
  ///
  /// @param next where the command continues after the value
  boolean takes(String plain, int next) {
    // digits before `<` or `>` are a descriptor, and other characters could be names of variables
    // in `$((`
    boolean digits = plain.chars().allMatch(c -> c >= '0' && c <= '9');
    boolean descriptor =
        digits
            && (quote == 0 || lost)
            && REDIRECTION.matcher(output).region(next, output.length()).lookingAt();
    boolean parameter = (quote != '\'' || lost) && OPEN_PARAMETER.matcher(seen).find();
    return !descriptor && !parameter && !has(document, "<<") && (digits || !calculates());
  }

  private boolean calculates() {
    return has(calculating, "((") || has(calculating, "$[");
  }

  /// Whether syntax was seen. After syntax that is not followed, what was taken for a quotation may be none, so the sign
  /// counts wherever it stands.
  private boolean has(boolean followed, String sign) {
    return followed || (lost && seen.indexOf(sign) >= 0);
  }

  /// Whether a value with a `-` at its beginning would be an option: it begins a word, the word is not the file of a
  /// redirection, and no word `--` came before in the same command.
  boolean takesOptions() {
    return word.isEmpty() && !file && !optionsEnded;
  }

  private char last() {
    return seen.charAt(seen.length() - 1);
  }

  /// Follows `"`, and `'` outside of it. `$"` and `$'` are forms that not every shell knows.
  private void quote(char c) {
    boolean opens = c == '"' || (c == '\'' && quote == 0);
    if (opens) {
      lost |= last() == '$' && quote == 0;
      quote = quote == 0 ? c : 0;
    }
  }

  /// Whether syntax begins that is not followed here: here-documents, arithmetic, command substitution in quotes, `[[`.
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
          default -> false;
        };
  }

  /// Follows words, redirections and the ends of commands.
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
