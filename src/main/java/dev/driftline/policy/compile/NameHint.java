package dev.driftline.policy.compile;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What to write instead of a name that no package, process or user has. For example, a shell's pattern `apache2*` is
/// `~ ^apache2`.
final class NameHint {

  private static final Pattern LIST = Pattern.compile("[^,;]+(?:[,;]\\s*[^,;]+)+");
  private static final Pattern WITH_ARCHITECTURE =
      Pattern.compile("([A-Za-z0-9._+-]+):([a-z0-9-]+)");
  private static final Pattern WITH_VERSION =
      Pattern.compile("([A-Za-z0-9._+-]+?)\\s*([<>]=?|==?)\\s*([^<>=]+)");
  private static final Pattern BRACKETS = Pattern.compile("\\[(.+)]");

  private static final Pattern NEGATION = Pattern.compile("not\\s+(\\S+)");

  private NameHint() {}

  /// For `not tcp`, which is `{ not: tcp }`.
  static Optional<String> ofNegation(String text) {
    Matcher negation = NEGATION.matcher(text);
    return negation.matches()
        ? Optional.of("write `{ not: %s }`".formatted(negation.group(1)))
        : Optional.empty();
  }

  static String ofPackage(String text) {
    Matcher architecture = WITH_ARCHITECTURE.matcher(text);
    if (architecture.matches()) {
      return "the name is `%s`; the probe packages has a column architecture for `%s`"
          .formatted(architecture.group(1), architecture.group(2));
    }
    Matcher version = WITH_VERSION.matcher(text);
    if (version.matches()) {
      return "the name is `%s`; the version has a column of its own, for `\"%s %s\"`"
          .formatted(version.group(1), version.group(2).replace("==", "="), version.group(3));
    }
    return pattern(text)
        .or(() -> list(text))
        .orElse("a name has letters, digits, `.`, `_`, `+` and `-`");
  }

  static String ofUser(String text) {
    return pattern(text).or(() -> list(text)).orElse("a name in /etc/passwd, or a number");
  }

  /// Empty if the text may well be the name of a process.
  static Optional<String> ofProcess(String text) {
    Matcher brackets = BRACKETS.matcher(text);
    if (brackets.matches()) {
      return Optional.of("ps adds the brackets: write `%s`".formatted(brackets.group(1)));
    }
    if (text.startsWith("/")) {
      return Optional.of(
          "the name is `%s`; the path of a program has a column of its own"
              .formatted(text.substring(text.lastIndexOf('/') + 1)));
    }
    return ofNegation(text).or(() -> pattern(text));
  }

  private static Optional<String> list(String text) {
    return LIST.matcher(text).matches()
        ? Optional.of(
            "several are a list: `[%s]`"
                .formatted(String.join(", ", List.of(text.split("[,;]\\s*")))))
        : Optional.empty();
  }

  /// The expression for a shell's pattern, or for an expression without its `~`.
  private static Optional<String> pattern(String text) {
    if (text.startsWith("^") || text.endsWith("$") || text.contains(".*")) {
      return Optional.of("for an expression write `~ %s`".formatted(text));
    }
    if (text.chars().noneMatch(c -> c == '*' || c == '?')) {
      return Optional.empty();
    }
    if (text.chars().allMatch(c -> c == '*')) {
      return Optional.of("for any name write `present`");
    }
    String expression =
        "^"
            + text.replaceAll("[.+()\\[\\]{}|\\\\^$]", "\\\\$0")
                .replace("*", ".*")
                .replace('?', '.')
            + "$";
    // what may go on needs no anchor: `^.*apache.*$` is `apache`
    return Optional.of(
        "for names of that form write `~ %s`"
            .formatted(expression.replaceAll("^\\^(?:\\.\\*)+|(?:\\.\\*)+\\$$", "")));
  }
}
