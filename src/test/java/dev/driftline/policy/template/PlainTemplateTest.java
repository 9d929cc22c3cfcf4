package dev.driftline.policy.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A plain template becomes what the engine would make of it, and what is not plain is left to the engine.
class PlainTemplateTest {

  private static final int TEMPLATES = Integer.getInteger("driftline.templates", 3_000);
  private static final List<String> PIECES =
      List.of(
          ">= ",
          "a",
          "'",
          "\"",
          "(x|y)",
          "~ ^",
          ": ",
          "é",
          "😀",
          "[0-9]",
          "$",
          "&<>",
          "|",
          "-",
          "{{ a }}",
          "{{ b }}",
          "{{a}}",
          "{{ c | default('d') }}",
          "{{ a|default(\"e f\") }}",
          "{{ b | d('') }}",
          "{{ c | default('(x|y)') }}",
          "{{ c | default('%#') }}",
          "{{ true }}",
          "{{ a }",
          "{# a #}",
          "{%",
          "}}",
          "{{ a | upper }}",
          "{{ c }}",
          "{{ none }}",
          "{{ empty }}",
          "{{- a }}",
          "{{ a -}}",
          "\\",
          "#",
          "%",
          " ");
  private static final List<String> VALUES =
      List.of(
          "",
          " ",
          "1.10",
          "{{ b }}",
          "{% if %}",
          "{# #}",
          "<b>&amp;",
          "'\"",
          "\\n",
          "é😀",
          "a\nb",
          "true",
          "[]");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        ">= {{ a }};>= 1.1",
        ">= {{ a | default('2') }};>= 1.1",
        ">= {{ missing | default('2') }};>= 2",
        "{{a}}-{{ missing|d(\"x y\") }};1.1-x y",
        "~ ^{{ missing | default('(b|c)') }}$;~ ^(b|c)$",
      })
  void becomesItsText(String template, String text) {
    assertThat(PlainTemplate.render(template, Map.of("a", "1.1"))).contains(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ missing }}",
        "{{ a | upper }}",
        "{{ a.b }}",
        "{{ a }",
        "{{ true }}",
        "{{ number }}",
        "{{- a }}",
        "{# a #}",
        "{% raw %}{{ a }}{% endraw %}",
        "\\{{ a }}",
        "{{ a | default('it\\'s') }}",
        "{{ a | default(b) }}",
        "{{ a + a }}"
      })
  void leavesToTheEngineWhatIsNotPlain(String template) {
    assertThat(PlainTemplate.render(template, Map.of("a", "1.1", "number", 5L))).isEmpty();
  }

  @Test
  void agreesWithTheEngine() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Engine engine = new Engine();
    int plain = 0;
    for (int i = 0; i < TEMPLATES; i++) {
      StringBuilder template = new StringBuilder();
      for (int pieces = 1 + random.nextInt(5); pieces > 0; pieces--) {
        template.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      Map<String, Object> values = new HashMap<>();
      values.put("a", VALUES.get(random.nextInt(VALUES.size())));
      values.put("b", VALUES.get(random.nextInt(VALUES.size())));
      Optional<String> text = PlainTemplate.render(template.toString(), values);
      if (text.isPresent()) {
        plain++;
        assertThat(engine.render(template.toString(), false, values))
            .as("seed %d: %s with %s".formatted(seed, template, values))
            .isEqualTo(new Rendering.Text(text.get()));
      }
    }
    assertThat(plain).as("seed " + seed).isGreaterThan(TEMPLATES / 10);
  }
}
