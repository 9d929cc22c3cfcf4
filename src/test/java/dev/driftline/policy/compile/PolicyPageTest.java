package dev.driftline.policy.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.TableDefinition.Form;
import dev.driftline.policy.Matcher.Operator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/policies.md` explains every word of the language that the compiler knows, and no other.
class PolicyPageTest {

  private static final Pattern SECTION = Pattern.compile("(?m)^### `([a-z_]+)`$");
  private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

  @Test
  void explainsEveryKeyOfAPolicyAndOfACheck() throws IOException {
    assertThat(found(FIRST_CELL, section("Keys of a policy"))).isEqualTo(PolicyCompiler.KEYS);
    assertThat(found(SECTION, section("Keys of a check"))).isEqualTo(CheckCompiler.KEYS);
  }

  @Test
  void everyKeyOfACheckHasAnExampleAndAMistake() throws IOException {
    List<String> keys = List.of(section("Keys of a check").split("(?m)^### ", -1));
    assertThat(keys.subList(1, keys.size()))
        .allMatch(key -> key.contains("```yaml\n"))
        .allMatch(key -> key.contains("```text\nerror: "));
  }

  @Test
  void explainsEveryMatcher() throws IOException {
    List<String> written =
        found(FIRST_CELL, section("Matchers")).stream()
            .map(word -> word.replaceAll("^\\{ ([a-z]+): .*", "$1").replaceAll(" .*", ""))
            .toList();

    assertThat(written)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(
                    Arrays.stream(Operator.values()).map(Operator::sign),
                    Stream.of("~", "present", "absent", "clean"),
                    MatcherCompiler.KEYS.stream())
                .flatMap(words -> words)
                .toList());
  }

  @Test
  void explainsEveryTypeUnitAndForm() throws IOException {
    String types = section("Types");
    List<String> cells = found(FIRST_CELL, types);
    List<String> known =
        Stream.concat(Arrays.stream(ColumnType.values()), Arrays.stream(Form.values()))
            .map(word -> word.name().toLowerCase(Locale.ROOT))
            .toList();
    assertThat(cells).isEqualTo(known);
    Literals.DURATIONS.keySet().forEach(unit -> assertThat(types).contains("`" + unit + "`"));
    String lower = types.toLowerCase(Locale.ROOT);
    Literals.SIZES.keySet().stream()
        .filter(unit -> !unit.isEmpty())
        .forEach(unit -> assertThat(lower).contains("`" + unit + "`"));
  }

  @Test
  void explainsTheWordsForSeverityAndForWhatIsMissing() throws IOException {
    String keys = section("Keys of a check");
    Stream.concat(CheckCompiler.SEVERITIES.stream(), CheckCompiler.WHEN_MISSING.stream())
        .forEach(word -> assertThat(keys).contains("`" + word + "`"));
  }

  private static String section(String heading) throws IOException {
    String page = Files.readString(Path.of("docs", "policies.md"));
    return Objects.requireNonNull(
        Arrays.stream(page.split("(?m)^## ", -1))
            .filter(section -> section.startsWith(heading + "\n"))
            .findFirst()
            .orElse(null),
        heading);
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1)).toList();
  }
}
