package dev.driftline.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftline.cli.Started;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The YAML project's own examples of what is YAML and what is not, 402 of them.
@Timeout(120)
class YamlTestSuiteTest {

  private static final long SECOND = 1_000_000_000L;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temporary;

  /// @param error whether it is no YAML
  private record Example(boolean error, String text) {

    static Example of(String line) {
      try {
        JsonNode node = JSON.readTree(line);
        return new Example(node.get("error").asBoolean(), node.get("yaml").asText());
      } catch (IOException e) {
        throw new IllegalArgumentException(line, e);
      }
    }

    /// Whether it was read, and not refused.
    boolean isRead() {
      Problems problems = new Problems();
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      boolean read = YamlReader.read(new SourceFile("p.yaml", text), problems).isPresent();
      assertThat(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before)
          .as(text)
          .isLessThan(SECOND);
      return read && !problems.hasErrors();
    }
  }

  private static List<Example> examples() throws IOException {
    try (InputStream file =
            Objects.requireNonNull(
                YamlTestSuiteTest.class.getResourceAsStream("yaml-test-suite.jsonl"));
        Stream<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()) {
      return lines.map(Example::of).toList();
    }
  }

  @Test
  @DisplayName("Y26 no example is a policy: each is refused with a place")
  void noExampleIsAPolicy() throws IOException {
    LintedFolder folder = new LintedFolder(temporary);
    for (Example example : examples()) {
      Started lint = folder.lintPolicy(example.text());
      assertThat(lint.code()).as(example.text()).isEqualTo(1);
      assertThat(lint.err()).as(example.text()).startsWith("p.yaml:").contains(": error: ");
    }
  }

  @Test
  @DisplayName(
      "Y26 what is no YAML is refused but for SnakeYAML's exceptions, and every example in less than a second")
  void refusesWhatIsNoYaml() throws IOException {
    List<Example> examples = examples();
    assertThat(examples).hasSize(402);

    List<Example> no = examples.stream().filter(Example::error).toList();
    List<Example> yes = examples.stream().filter(example -> !example.error()).toList();
    // SnakeYAML reads ten examples that are no YAML. The good ones that are refused have tags,
    // several documents, keys that are no texts, or tabs.
    assertThat(no.stream().filter(Example::isRead)).as("of %d", no.size()).hasSize(10);
    assertThat(yes.stream().filter(Example::isRead)).as("of %d", yes.size()).hasSize(186);
  }
}
