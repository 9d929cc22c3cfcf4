package dev.driftline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.policy.file.PolicySet;
import dev.driftline.run.Catalog;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The examples of the pages about policies are right, and the mistakes get the messages that stand below them.
///
/// With `-Ddriftline.write=true` the messages are written.
class PolicyExamplesTest {

  private static final Path REFERENCE = Path.of("docs", "policies.md");

  /// A block of YAML, and the block with the messages about it, if one follows.
  private static final Pattern EXAMPLE =
      Pattern.compile("```yaml\n(.*?)```(?:\n\n```text\n(.*?)```)?", Pattern.DOTALL);

  /// `name: "x"` of `probe`, at the end of a table's row.
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| .* \\| `([a-z_]+: .+)` of `([a-z]+)` \\|$");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs/policies.md",
        "docs/recipes.md",
        "docs/pairs.md",
        "docs/probes/command.md",
        "docs/probes/fds.md",
        "docs/probes/host.md",
        "docs/probes/libraries.md",
        "docs/probes/packages.md",
        "docs/probes/processes.md",
        "docs/probes/sockets.md",
        "README.md"
      })
  void examplesAreRightAndMistakesGetTheMessagesBelowThem(String name) throws IOException {
    Path page = Path.of(name);
    String text = Files.readString(page);
    if (Boolean.getBoolean("driftline.write")) {
      Files.writeString(page, EXAMPLE.matcher(text).replaceAll(this::withMessages));
    }
    List<MatchResult> examples =
        EXAMPLE.matcher(Files.readString(page)).results().filter(this::isAboutPolicies).toList();
    assertThat(examples).isNotEmpty();
    for (MatchResult example : examples) {
      String messages = example.group(2) == null ? "" : example.group(2);
      assertThat(messages(example.group(1))).as(example.group(1)).isEqualTo(messages);
    }
  }

  /// Not an inventory.
  private boolean isAboutPolicies(MatchResult example) {
    return !example.group(1).stripLeading().startsWith("all:");
  }

  private String withMessages(MatchResult example) {
    String whole =
        example.group(2) == null
            ? example.group()
            : "```yaml\n%s```\n\n```text\n%s```"
                .formatted(example.group(1), messages(example.group(1)));
    return Matcher.quoteReplacement(whole);
  }

  @Test
  void everyMatcherAndTypeHasAnExampleThatIsRight() throws IOException {
    List<MatchResult> rows = ROW.matcher(Files.readString(REFERENCE)).results().toList();

    assertThat(rows).hasSize(20);
    for (MatchResult row : rows) {
      String probe = row.group(2).equals("command") ? "{ command: rndc }" : row.group(2);
      String check = "probe: %s\nexpect:\n  %s\n".formatted(probe, row.group(1));
      assertThat(messages(check)).as(row.group()).isEmpty();
    }
  }

  /// What `lint` says of a whole policy, of checks, or of some keys of one check.
  private String messages(String example) {
    try {
      Files.writeString(folder.resolve("policy.yaml"), whole(example));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    Problems problems = new Problems();
    PolicySet.read(List.of(folder), Catalog.tables(), problems);
    return problems.sorted().stream()
        .map(problem -> word(problem) + problem.message() + "\n  hint: " + problem.hint() + "\n")
        .collect(Collectors.joining());
  }

  private static String word(Problem problem) {
    return problem.level().name().toLowerCase(Locale.ROOT) + ": ";
  }

  private static String whole(String example) {
    if (example.startsWith("policy:")) {
      return example;
    }
    if (example.startsWith("- id:")) {
      return "policy: example\nchecks:\n" + example.indent(2);
    }
    String rest = example;
    if (!has(example, "id")) {
      rest += "id: example\n";
    }
    if (!has(example, "probe") && !has(example, "pair")) {
      rest += "probe: processes\n";
    }
    if (!has(example, "expect") && !has(example, "expect_[a-z]+")) {
      rest += "expect: { name: present }\n";
    }
    return "policy: example\nchecks:\n  -\n" + rest.indent(4);
  }

  private static boolean has(String example, String key) {
    return Pattern.compile("(?m)^" + key + ":").matcher(example).find();
  }
}
