package dev.driftline.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {

  private static String problemsOf(String text) {
    Problems problems = new Problems();
    YamlReader.read(new SourceFile("f.yml", text), problems);
    return problems.sorted().stream().map(Problem::render).collect(Collectors.joining());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '|',
      value = {
        "{<<: {a: 1}}; f.yml:1:2: error: merge keys (<<) are not supported",
        "a: &a [*a]; f.yml:1:8: error: alias *a stands for nothing before it",
        "a: *b; f.yml:1:4: error: a text that begins with * is an alias in YAML",
        "a: !!binary x; f.yml:1:4: error: tag tag:yaml.org,2002:binary is not allowed",
        "a: !!java.util.Date x; f.yml:1:4: error: tag tag:yaml.org,2002:java.util.Date is not allowed",
        "{a: \"\\ud83d\"}; f.yml:1:5: error: half a character (a lone surrogate)",
        "{\"\\udc00\": x}; f.yml:1:2: error: half a character (a lone surrogate)",
        "{[a]: 1}; f.yml:1:2: error: a key must be a text",
        "a: {{ b }}; f.yml:1:5: error: a key must be a text",
      })
  void refusesWhatCouldMeanMoreThanItSays(String text, String message) {
    assertThat(problemsOf(text).lines().findFirst()).hasValue(message);
  }

  @Test
  void aPatternWithoutQuotesIsShownWithThem() {
    assertThat(problemsOf("overrides:\n  - { check: x, hosts: *-old, reason: r }\n"))
        .isEqualTo(
            """
            f.yml:2:24: error: a text that begins with * is an alias in YAML
              2 |   - { check: x, hosts: *-old, reason: r }
                |                        ^
              hint: `hosts: "*-old"`
            """);
    assertThat(problemsOf("[*-old]\n")).endsWith("  hint: `\"*-old\"`\n");
  }

  @Test
  void namesBothPlacesOfAKeyThatStandsTwice() {
    assertThat(problemsOf("a: 1\na: 2\n"))
        .isEqualTo(
            """
            f.yml:2:1: error: key "a" stands twice
              2 | a: 2
                | ^
              hint: it stood at line 1 already; the first would be lost
            """);
  }

  @Test
  void refusesASecondDocumentAndDeepNesting() {
    assertThat(problemsOf("a: 1\n---\nb: 2\n")).startsWith("f.yml:2:1: error: a second document");
    assertThat(problemsOf("[".repeat(30) + "]".repeat(30)))
        .startsWith("f.yml:1:22: error: nested deeper than 20");
  }

  @Test
  void keepsTextsAsTheyWereWritten() {
    Problems problems = new Problems();
    YamlNode root =
        YamlReader.read(
                new SourceFile("f.yml", "[5.10, no, 0755, 1_0, ~, '~', ._, 22:22]"), problems)
            .orElseThrow();
    assertThat(((YamlNode.Sequence) root).items().stream().map(n -> ((YamlNode.Scalar) n).text()))
        .containsExactly("5.10", "no", "0755", "1_0", "~", "~", "._", "22:22");
    assertThat(problems.isEmpty()).isTrue();
  }
}
