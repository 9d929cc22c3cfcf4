package dev.driftline.source;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells by its name, or by what stands around it, whether a value may be a secret, so that it is neither quoted nor
/// printed.
public final class SecretNames {

  private static final Pattern SECRET =
      Pattern.compile(
          "passw(?:or)?d|passphrase|secret|token|api_?key|private_?key|credential|(?:^|[_-])pass(?:$|[_-])",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern WHERE_IT_IS =
      Pattern.compile("[_-](?:file|path|dir)$", Pattern.CASE_INSENSITIVE);

  /// A word is tried from its beginning only, and as a whole: a line of 60,000 digits must not take a minute.
  private static final Pattern KEY_AND_COLON =
      Pattern.compile("(?<![\\w.-])([\\w.-]++)[\"']?[ \\t]*(?::(?:[ \\t]|$)|=)[ \\t]*");

  /// `user:secret@host`, and what `sshpass` is given. Bounded, so that no line takes long.
  private static final Pattern WITH_PASSWORD =
      Pattern.compile(
          "(?<![\\w.%+-])([\\w.%+-]{1,64}:)[^\\s@/\"']{1,256}(?=@)|(\\bsshpass\\s+-p\\s*)\\S+");

  private SecretNames() {}

  /// Whether a variable or key of this name may hold a secret; a file that holds one is none.
  public static boolean holdsSecret(String name) {
    return SECRET.matcher(name).find() && !WHERE_IT_IS.matcher(name).find();
  }

  /// A line of a file, cut after the first key whose value may be a secret.
  static String mask(String line) {
    Matcher key = KEY_AND_COLON.matcher(line);
    while (key.find()) {
      if (holdsSecret(key.group(1)) && key.end() < line.length()) {
        return withoutPasswords(line.substring(0, key.end())) + "***";
      }
    }
    return withoutPasswords(line);
  }

  /// A text without the passwords in `user:secret@host` and behind `sshpass -p`, wherever they come from.
  public static String withoutPasswords(String text) {
    return WITH_PASSWORD
        .matcher(text)
        .replaceAll(found ->
            Matcher.quoteReplacement(
                Objects.requireNonNullElse(found.group(1), found.group(2)) + "***"));
  }
}
