package dev.driftline.policy.compile;

import dev.driftline.version.LeadingNumbers;
import dev.driftline.version.VersionText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What to write instead of a text that is no version. It knows how other programs write what the author may mean. For
/// example, pip's `>=3.0,<4` is `{ all: [">= 3.0", "< 4"] }`.
final class VersionHint {

  private static final Pattern SEPARATOR =
      Pattern.compile("\\s*(?:,|&&|\\band\\b)\\s*|\\s+(?=[<>=!])");
  private static final Pattern ALTERNATIVE = Pattern.compile("\\s*(?:\\|\\|?|\\bor\\b)\\s*");
  private static final Pattern CONDITION = Pattern.compile("(>=|<=|!=|>|<|=)?\\s*([^<>=!\\s]+)");
  private static final Pattern DECIMAL_COMMA = Pattern.compile("[0-9]+(?:,[0-9]+)+");
  private static final Pattern BEGINNING =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)*)\\.[*xX](?:\\.[*xX])*");
  private static final Set<String> ANY = Set.of("*", "any", "installed", "present", "all");

  private static final String LATEST = "latest";

  private VersionHint() {}

  /// Whether the text is how other programs say any version, or the newest one.
  static boolean isWordForAny(String text) {
    return ANY.contains(text) || text.equals(LATEST);
  }

  /// @param written the whole matcher as the policy has it, with its operator
  /// @param right   the right side of its operator, which is no version
  static String of(String written, String right) {
    if (right.isEmpty()) {
      return "for any version write `present`, for none `absent`";
    }
    if (ANY.contains(right)) {
      return "for any version write `present`";
    }
    if (right.equals(LATEST)) {
      return "a host cannot tell what the latest is: write the least that will do, such as `>= 1.2.3`";
    }
    if (DECIMAL_COMMA.matcher(right).matches()) {
      return "write a point: `%s`".formatted(written.replace(',', '.'));
    }
    Matcher beginning = BEGINNING.matcher(right);
    if (beginning.matches()) {
      return "write how it begins: `~ ^%s\\.`".formatted(beginning.group(1).replace(".", "\\."));
    }
    return caret(right)
        .or(() -> several(written, SEPARATOR, "{ all: [%s] }"))
        .or(() -> several(written, ALTERNATIVE, "[%s]"))
        .orElse(
            "write one version, such as `1.2.3-4`; two conditions are `{ all: [\">= 1\", \"< 2\"] }`");
  }

  /// npm's `^1.2`: at least 1.2, and below 2.
  private static Optional<String> caret(String right) {
    return right.startsWith("^") ? range(right.substring(1), 1) : Optional.empty();
  }

  /// What `~> 1.2.3` of Ruby and `~= 1.2.3` of Python mean: at least 1.2.3, and below 1.3.
  static String compatible(String version) {
    int numbers = (int) version.chars().filter(c -> c == '.').count();
    return range(version, Math.max(1, numbers))
        .orElse("write a range: `{ all: [\">= 1.2\", \"< 2\"] }`");
  }

  /// From `version` to the next one that differs in its first `count` numbers.
  private static Optional<String> range(String version, int count) {
    return LeadingNumbers.of(version, count)
        .filter(series -> series.length() < 10)
        .map(series -> {
          int last = series.lastIndexOf('.') + 1;
          return "write `{ all: [\">= %s\", \"< %s%d\"] }`"
              .formatted(
                  version, series.substring(0, last), Integer.parseInt(series.substring(last)) + 1);
        });
  }

  /// Two or more conditions in one text, as the list that this language has for them.
  private static Optional<String> several(String written, Pattern between, String form) {
    List<Matcher> parts = Arrays.stream(between.split(written)).map(CONDITION::matcher).toList();
    if (parts.size() < 2
        || !parts.stream()
            .allMatch(part -> part.matches() && VersionText.isVersion(part.group(2)))) {
      return Optional.empty();
    }
    return Optional.of(
        "write `%s`"
            .formatted(
                form.formatted(
                    parts.stream()
                        .map(part ->
                            "\"%s %s\""
                                .formatted(
                                    part.group(1) == null ? "=" : part.group(1), part.group(2)))
                        .collect(Collectors.joining(", ")))));
  }
}
