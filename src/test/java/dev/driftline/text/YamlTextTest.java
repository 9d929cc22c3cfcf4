package dev.driftline.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb",
        "a\"b",
        "a\\b",
        "{{ secret }}",
        "{% raw %}",
        " a",
        "a ",
        "",
        "é",
        "a\u202eb",
        "a\tb"
      })
  void aTextThatCouldBeSomethingElseCannotBeWritten(String text) {
    assertThat(YamlText.canBeWritten(text)).isFalse();
  }

  @Test
  void aTextThatLooksLikeAMatcherIsComparedAsItIs() {
    assertThat(YamlText.literal("absent")).isEqualTo("\"= absent\"");
    assertThat(YamlText.literal("~ .*")).isEqualTo("\"= ~ .*\"");
    assertThat(YamlText.literal("2")).isEqualTo("\"2\"");
  }

  @Test
  void aTextOfTheUserKeepsWhateverIsInIt() {
    assertThat(YamlText.escaped("say \"no\"\\\n\u2028é"))
        .isEqualTo("\"say \\\"no\\\"\\\\\\u000a\\u2028é\"");
  }
}
