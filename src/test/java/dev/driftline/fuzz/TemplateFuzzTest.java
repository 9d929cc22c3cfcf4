package dev.driftline.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.driftline.policy.template.Renderer;
import dev.driftline.policy.template.Rendering;
import dev.driftline.policy.template.TemplateText;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;

/// A value never becomes a template, whatever template it stands in; and none hangs.
class TemplateFuzzTest {

  private static final String CANARY = "{{7*191}}";

  /// Long, with room for a busy machine; what the scan lets through takes milliseconds.
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  /// The first rendering loads, and the fuzzer instruments, the engine's classes; that is no part of any time.
  @BeforeAll
  static void loadTheEngine() {
    assertThat(new Renderer().render("{{ a }}", Map.of("a", "b")))
        .isEqualTo(new Rendering.Text("b"));
  }

  /// The template holds no digit, so that 1337 can come from the canary only.
  @FuzzTest
  void aValueIsNeverATemplate(FuzzedDataProvider data) {
    String value = data.consumeString(40) + CANARY + data.consumeString(40);
    String template = data.consumeRemainingAsString().replaceAll("[0-9]", "");
    Map<String, Object> variables =
        Map.of("a", value, "b", List.of(value, 4L), "c", Map.of("k", value), "d", 3L, "e", true);
    if (value.contains("1337")) {
      return;
    }
    for (String written : List.of(template, "{{ a }}" + template, "{{ c.k | quote }}" + template)) {
      check(new Renderer().render(written, variables), written);
      check(new Renderer().renderCommand(written, variables), written);
    }
  }

  private static void check(Rendering rendering, String template) {
    if (rendering instanceof Rendering.Text(String text)) {
      assertThat(text).as(template).doesNotContain("1337");
      assertThat(TemplateText.isTemplate(template) || text.equals(template)).as(template).isTrue();
    }
  }

  /// Whatever is written as a template ends in a text or in a refusal, soon.
  @FuzzTest
  void everyTemplateEndsSoon(FuzzedDataProvider data) {
    String template = data.consumeRemainingAsString();
    long started = System.nanoTime();
    Rendering rendering =
        new Renderer().render(template, Map.of("a", "text", "b", List.of(1L, "x"), "d", 3L));
    assertThat(System.nanoTime() - started).as(template).isLessThan(LIMIT_NANOS);
    if (rendering instanceof Rendering.Failed(int line, String message, String _)) {
      assertThat(line).as(template).isPositive();
      assertThat(message).as(template).isNotBlank();
    }
  }
}
