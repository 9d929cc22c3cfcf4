package dev.driftline.probe.kit.process;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Replaces the secrets inside of one argument by `***`: `--url=http://u:x@h/?token=y` becomes
/// `--url=http://u:***@h/?token=***`.
///
/// These expressions say which parts are secrets. They are tried in this order, and case does not matter. The code
/// below finds the same parts without them: on one long word, a regular expression takes time in the square of its
/// length, and a host chooses its words. This code takes time linear in the argument's length.
///
/// ```
/// (authorization:\s*(\w+\s+)?|bearer\s+|basic\s+) \S+
/// [\w.-]* NAME [\w.-]* [=:]  ("[^"]*" | '[^']*' | [^\s&;,]+)        at the beginning of a word
/// ://[^/@:\s]*:  [^/@\s]+  @
/// ```
final class SecretParts {

  static final String MASK = "***";

  /// A name that contains one of these names a secret.
  private static final List<String> NAMES =
      List.of("pass", "pwd", "secret", "token", "credential", "auth");

  private static final String FIRST_LETTERS = "aAcCpPsStT";

  /// So does a name that contains one of these followed by `key`, `-key`, `_key` or `.key`.
  private static final List<String> KEYS = List.of("api", "access", "private");

  /// Other endings of options with secrets. Each begins with one of [#NAMES], but does not end with it.
  private static final List<String> LONGER =
      List.of("passwd", "password", "passphrase", "credentials");

  /// A secret comes behind one of these, in each of the three expressions.
  private static final Pattern BEFORE_SECRETS =
      Pattern.compile(
          Stream.of(NAMES, KEYS, List.of("bearer", "basic", "://"))
              .flatMap(List::stream)
              .collect(Collectors.joining("|")),
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private SecretParts() {}

  /// How many characters of an argument stay as they are, whatever stands behind them and is masked.
  static int firstDoubt(String argument) {
    Matcher matcher = BEFORE_SECRETS.matcher(argument);
    return matcher.find() ? matcher.start() : argument.length();
  }

  static String masked(String argument) {
    String text = assignments(headers(argument));
    return text.indexOf('@') < 0 ? text : addresses(text);
  }

  /// Whether an argument is an option whose value is a secret: `--api-key`, `-Dkeystore.password`. The secret word must
  /// be at its end, because `--password-file` is followed by a path.
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

  /// Whether `key` stands at index `key`, behind a word of [#KEYS] and perhaps a joint: `api-key`.
  private static boolean endsWithKey(String option, int key) {
    return key > 1
        && isAt(option, key, "key")
        && (endsWithOne(option, key, KEYS)
            || (isJoint(option.charAt(key - 1)) && endsWithOne(option, key - 1, KEYS)));
  }

  /// Whether one of the names ends at `end`. The option's dash must be before it.
  private static boolean endsWithOne(String option, int end, List<String> names) {
    for (String name : names) {
      if (end > name.length() && isAt(option, end - name.length(), name)) {
        return true;
      }
    }
    return false;
  }

  /// The first expression.
  private static String headers(String text) {
    StringBuilder masked = new StringBuilder();
    int kept = 0;
    for (int at = 0; at < text.length(); at++) {
      // each value is masked up to the next blank, and the search goes on behind it
      int value = valueOfHeader(text, at);
      if (value > 0) {
        masked.append(text, kept, value).append(MASK);
        kept = endOfVisible(text, value);
        at = kept - 1;
      }
    }
    return kept == 0 ? text : masked.append(text, kept, text.length()).toString();
  }

  /// Where the value of a header begins, if a header begins at `at`; otherwise 0.
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

  /// Where the text behind the blanks at `from` begins; 0 if there are no blanks or no text.
  private static int afterBlanks(String text, int from) {
    int value = endOfBlanks(text, from);
    return value > from && value < text.length() ? value : 0;
  }

  /// Where the credentials begin: behind `Bearer ` or another word, if something follows the word; otherwise at the
  /// word itself; 0 if there is none.
  private static int afterScheme(String text, int from) {
    int scheme = endOfBlanks(text, from);
    int end = scheme;
    while (end < text.length() && isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    int value = end > scheme ? afterBlanks(text, end) : 0;
    return value > 0 ? value : scheme < text.length() ? scheme : 0;
  }

  /// The second expression.
  private static String assignments(String text) {
    StringBuilder masked = new StringBuilder();
    int kept = 0;
    int word = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (isWord(c)) {
        continue;
      }
      // a word ended here; if it names a secret, its value follows
      int end = (c == '=' || c == ':') && names(text, word, at) ? endOfValue(text, at + 1) : 0;
      if (end > at + 1) {
        masked.append(text, kept, at + 1).append(MASK);
        kept = end;
        at = end - 1;
      }
      word = at + 1; // the next word begins behind this character, or behind the value
    }
    return kept == 0 ? text : masked.append(text, kept, text.length()).toString();
  }

  /// Whether the word from `from` to `end` names a secret.
  private static boolean names(String text, int from, int end) {
    for (int at = from; at < end; at++) {
      if (FIRST_LETTERS.indexOf(text.charAt(at)) >= 0 && isName(text, at)) {
        return true;
      }
    }
    return false;
  }

  /// Whether a name of a secret begins at `at`. Names consist of word characters, so none can reach over the end of its
  /// word.
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

  /// Where the value at `from` ends: at its closing quote, or before a blank, `&`, `;` or `,`. The search for a closing
  /// quote keeps the time linear. If it fails once for a kind of quote, no such quote is left, so there is no second
  /// search.
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

  /// The third expression: `://USER:PASSWORD@`.
  private static String addresses(String text) {
    StringBuilder masked = new StringBuilder();
    int kept = 0;
    for (int at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 3)) {
      // the user ends at a colon, the password at the @
      int user = endOfPart(text, at + 3, true);
      int end = isAt(text, user, ":") ? endOfPart(text, user + 1, false) : user;
      if (end > user + 1 && isAt(text, end, "@")) {
        masked.append(text, kept, user + 1).append(MASK);
        kept = end;
      }
    }
    return kept == 0 ? text : masked.append(text, kept, text.length()).toString();
  }

  /// Where the user or the password of an address ends: before a `/`, `@`, blank, or (for the user) a colon.
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
