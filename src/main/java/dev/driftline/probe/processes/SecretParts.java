package dev.driftline.probe.processes;

import java.util.List;

/// Replaces what looks like a secret inside one argument by `***`, in time linear in the argument's length.
///
/// What counts as a secret is what these expressions find, one after the other, the case of letters aside. They are
/// not used: on one long word they take time in the square of its length, and a host chooses its words.
///
/// ```
/// (authorization:\s*(\w+\s+)?|bearer\s+|basic\s+) \S+
/// [\w.-]* NAME [\w.-]* [=:]  ("[^"]*" | '[^']*' | [^\s&;,]+)        at the beginning of a word
/// ://[^/@:\s]*:  [^/@\s]+  @
/// ```
final class SecretParts {

  static final String MASK = "***";

  /// A name with one of these in it names a secret.
  private static final List<String> NAMES =
      List.of("pass", "pwd", "secret", "token", "credential", "auth");

  private static final String FIRST_LETTERS = "aAcCpPsStT";

  /// The same, with `key`, `-key`, `_key` or `.key` behind it.
  private static final List<String> KEYS = List.of("api", "access", "private");

  /// How the names that end an option may end beside those of [#NAMES].
  private static final List<String> LONGER =
      List.of("passwd", "password", "passphrase", "credentials");

  private SecretParts() {}

  static String masked(String argument) {
    String text = assignments(headers(argument));
    return text.indexOf('@') < 0 ? text : addresses(text);
  }

  /// Whether an argument is an option whose value is a secret: `--api-key`, `-Dkeystore.password`.
  static boolean isOption(String argument) {
    if (!argument.startsWith("-")) {
      return false;
    }
    for (int at = 1; at < argument.length(); at++) {
      if (!isWord(argument.charAt(at))) {
        return false;
      }
    }
    return endsWithOne(argument, argument.length(), NAMES)
        || endsWithOne(argument, argument.length(), LONGER)
        || endsWithKey(argument, argument.length() - "key".length());
  }

  private static boolean endsWithKey(String option, int key) {
    return key > 1
        && isAt(option, key, "key")
        && (endsWithOne(option, key, KEYS)
            || (isJoint(option.charAt(key - 1)) && endsWithOne(option, key - 1, KEYS)));
  }

  /// Whether one of the names stands before `end`, behind the option's dash.
  private static boolean endsWithOne(String option, int end, List<String> names) {
    for (String name : names) {
      if (end > name.length() && isAt(option, end - name.length(), name)) {
        return true;
      }
    }
    return false;
  }

  private static String headers(String text) {
    StringBuilder masked = new StringBuilder();
    int kept = 0;
    for (int at = 0; at < text.length(); at++) {
      int value = valueOfHeader(text, at);
      if (value > 0) {
        masked.append(text, kept, value).append(MASK);
        kept = endOfVisible(text, value);
        at = kept - 1;
      }
    }
    return kept == 0 ? text : masked.append(text, kept, text.length()).toString();
  }

  /// Where the value of the header that begins at `at` stands; 0 if there is none.
  private static int valueOfHeader(String text, int at) {
    return switch (text.charAt(at)) {
      case 'a', 'A' ->
          isAt(text, at, "authorization:") ? afterScheme(text, at + "authorization:".length()) : 0;
      case 'b', 'B' ->
          isAt(text, at, "bearer")
              ? afterBlanks(text, at + "bearer".length())
              : isAt(text, at, "basic") ? afterBlanks(text, at + "basic".length()) : 0;
      default -> 0;
    };
  }

  /// Behind the blanks that must begin at `from`.
  private static int afterBlanks(String text, int from) {
    int value = endOfBlanks(text, from);
    return value > from && value < text.length() ? value : 0;
  }

  /// Behind `Bearer ` or another word, if something follows that.
  private static int afterScheme(String text, int from) {
    int scheme = endOfBlanks(text, from);
    int end = scheme;
    while (end < text.length() && isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    int value = end > scheme ? afterBlanks(text, end) : 0;
    return value > 0 ? value : scheme < text.length() ? scheme : 0;
  }

  private static String assignments(String text) {
    StringBuilder masked = new StringBuilder();
    int kept = 0;
    int word = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (isWord(c)) {
        continue;
      }
      int end = (c == '=' || c == ':') && names(text, word, at) ? endOfValue(text, at + 1) : 0;
      if (end > at + 1) {
        masked.append(text, kept, at + 1).append(MASK);
        kept = end;
        at = end - 1;
      }
      word = at + 1;
    }
    return kept == 0 ? text : masked.append(text, kept, text.length()).toString();
  }

  /// Whether the word names a secret.
  private static boolean names(String text, int from, int end) {
    for (int at = from; at < end; at++) {
      if (FIRST_LETTERS.indexOf(text.charAt(at)) >= 0 && isName(text, at)) {
        return true;
      }
    }
    return false;
  }

  /// A name cannot reach over the end of its word, since it consists of characters of words.
  private static boolean isName(String text, int at) {
    for (String name : NAMES) {
      if (isAt(text, at, name)) {
        return true;
      }
    }
    for (String name : KEYS) {
      if (isAt(text, at, name)) {
        int key = at + name.length();
        return isAt(text, key, "key")
            || (key < text.length() && isJoint(text.charAt(key)) && isAt(text, key + 1, "key"));
      }
    }
    return false;
  }

  /// The text between quotes, or all up to a blank or `&`, `;` or `,`. A quote whose other one is missing is looked
  /// for once: were there a second such search, the first would have found the second's quote.
  private static int endOfValue(String text, int from) {
    if (from < text.length() && (text.charAt(from) == '"' || text.charAt(from) == '\'')) {
      int close = text.indexOf(text.charAt(from), from + 1);
      if (close > 0) {
        return close + 1;
      }
    }
    int end = from;
    while (end < text.length()
        && !isBlank(text.charAt(end))
        && "&;,".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static String addresses(String text) {
    StringBuilder masked = new StringBuilder();
    int kept = 0;
    for (int at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 3)) {
      int user = endOfPart(text, at + 3, true);
      int end = isAt(text, user, ":") ? endOfPart(text, user + 1, false) : user;
      if (end > user + 1 && isAt(text, end, "@")) {
        masked.append(text, kept, user + 1).append(MASK);
        kept = end;
      }
    }
    return kept == 0 ? text : masked.append(text, kept, text.length()).toString();
  }

  /// Where the name or the password of an address ends. No `://` begins before that, but with its own last character.
  private static int endOfPart(String text, int from, boolean atColon) {
    int end = from;
    while (end < text.length()
        && "/@".indexOf(text.charAt(end)) < 0
        && !isBlank(text.charAt(end))
        && !(atColon && text.charAt(end) == ':')) {
      end++;
    }
    return end;
  }

  private static int endOfBlanks(String text, int from) {
    int end = from;
    while (end < text.length() && isBlank(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int endOfVisible(String text, int from) {
    int end = from;
    while (end < text.length() && !isBlank(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isAt(String text, int at, String name) {
    return text.regionMatches(true, at, name, 0, name.length());
  }

  private static boolean isWord(char c) {
    return isLetterOrDigit(c) || c == '.' || c == '-';
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  private static boolean isJoint(char c) {
    return c == '-' || c == '_' || c == '.';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
