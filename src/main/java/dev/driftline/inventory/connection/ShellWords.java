package dev.driftline.inventory.connection;

import java.util.ArrayList;
import java.util.List;

/// Splits a text into words like Ansible does (Python's `shlex.split`). Quotes and backslashes work as in a shell;
/// variables, globs and commands do not. For example, `-o "ProxyCommand none"` has two words.
final class ShellWords {

  private ShellWords() {}

  /// @throws IllegalArgumentException if a quote is not closed
  static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    // an empty word in quotes is a word, so the length of `word` alone does not tell
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // a blank outside of quotes ends a word
      if (quote == 0 && " \t\r\n".indexOf(c) >= 0) {
        if (inWord) {
          words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
        inWord = true;
      } else if (c == quote) {
        quote = 0;
      } else if (c == '\\'
          && quote != '\''
          && i + 1 < text.length()
          && escapes(quote, text.charAt(i + 1))) {
        word.append(text.charAt(++i));
        inWord = true;
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("quote %s is not closed".formatted(quote));
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words;
  }

  /// Outside of quotes a backslash escapes any character, in double quotes only `"` and itself.
  private static boolean escapes(char quote, char next) {
    return quote == 0 || next == '"' || next == '\\';
  }
}
