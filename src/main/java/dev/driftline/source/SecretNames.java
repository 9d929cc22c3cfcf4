package dev.driftline.source;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Guesses from a name, or from the text around a value, whether the value may be a secret. Then it is neither quoted
/// nor printed. `db_password` names one; `password_file` does not.
public final class SecretNames {

  private static final Pattern SECRET =
      Pattern.compile(
          "passw(?:or)?d|passphrase|secret|token|api_?key|private_?key|credential|(?:^|[_-])pass(?:$|[_-])",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern WHERE_IT_IS =
      Pattern.compile("[_-](?:file|path|dir)$", Pattern.CASE_INSENSITIVE);

  /// A key with `:` or `=`. A word is tried from its beginning only and as a whole (possessive). Otherwise a line of
  /// 60,000 digits takes a minute.
  private static final Pattern KEY_AND_COLON =
      Pattern.compile("(?<![\\w.-])([\\w.-]++)[\"']?[ \\t]*(?::(?:[ \\t]|$)|=)[ \\t]*");

  /// `user:secret@host`, and the argument of `sshpass -p`. Lengths are bounded, so that no line takes long.
  private static final Pattern WITH_PASSWORD =
      Pattern.compile(
          "(?:(?<![\\w.%+-])([\\w.%+-]{1,64}:)|(://:))[^\\s@/\"']{1,256}(?=@)|(\\bsshpass\\s+-p\\s*)\\S+");

  private SecretNames() {}

  /// Whether a variable or key of this name may contain a secret. The name of a file with a secret is no secret.
  public static boolean holdsSecret(String name) {
    return SECRET.matcher(name).find() && !WHERE_IT_IS.matcher(name).find();
  }

  /// A line of a file, or a value, cut after the first key with a secret: `password=***`.
  public static String mask(String line) {
    Matcher key = KEY_AND_COLON.matcher(line);
    while (key.find()) {
      if (holdsSecret(key.group(1)) && key.end() < line.length()) {
        return withoutPasswords(line.substring(0, key.end())) + "***";
      }
    }
    return withoutPasswords(line);
  }

  /// A text without passwords as in `user:secret@host` and `sshpass -p secret`, wherever it comes from.
  public static String withoutPasswords(String text) {
    return WITH_PASSWORD
        .matcher(text)
        .replaceAll(found ->
            Matcher.quoteReplacement(
                Stream.of(found.group(1), found.group(2), found.group(3))
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining())
                    + "***"));
  }
}
