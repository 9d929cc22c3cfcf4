package dev.driftline.policy.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the texts of an inventory are in a condition, and for `int`.
@Timeout(60)
class TruthAndNumbersTest {

  private final Renderer renderer = new Renderer();

  /// In an inventory these are false for Ansible, and driftline keeps them as texts.
  @ParameterizedTest
  @ValueSource(strings = {"no", "No", "NO", "off", "Off", "false", "False", ""})
  void whatYamlCallsFalseIsFalseInAConditionAndStaysATextElsewhere(String word) {
    Map<String, Object> variables = Map.of("x", word, "on", "yes");

    assertThat(renderer.render("{% if x %}a{% else %}b{% endif %}", variables))
        .isEqualTo(new Rendering.Text("b"));
    assertThat(renderer.render("{% if not x and on %}a{% else %}b{% endif %}", variables))
        .isEqualTo(new Rendering.Text("a"));
    assertThat(renderer.render("{% if x or on == false %}a{% elif x %}b{% endif %}", variables))
        .isEqualTo(new Rendering.Text(""));
    assertThat(renderer.render("{% if x == false %}{{ x }}{% endif %}", variables))
        .isEqualTo(new Rendering.Text(word));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "on", "true", "n", "none", "0", "nothing"})
  void anyOtherTextIsTrueInACondition(String word) {
    assertThat(renderer.render("{% if x %}a{% else %}b{% endif %}", Map.of("x", word)))
        .isEqualTo(new Rendering.Text("a"));
  }

  /// Each of these was 0, so that `>= {{ … }}` always held.
  @ParameterizedTest
  @ValueSource(strings = {"v3", "1_000", "3,306", "", "1e3", "0x10", "9999999999999999999", "٣"})
  void whatIsNoNumberIsAnErrorForInt(String text) {
    assertThat(renderer.render(">= {{ x | int }}", Map.of("x", text)))
        .isEqualTo(
            new Rendering.Failed(
                1,
                "`int` needs a number, not \"%s\"".formatted(text),
                "write a number into the inventory, or one for this case: `int(3)`"));
  }

  @Test
  void aConditionTakesTruthValuesAndNumbersAsTheyAre() {
    Map<String, Object> variables = Map.of("yes", true, "no", false, "some", 7L, "none", 0L);

    assertThat(
            renderer.render(
                "{% if yes and some and not (no or none) %}a{% else %}b{% endif %}", variables))
        .isEqualTo(new Rendering.Text("a"));
  }
}
