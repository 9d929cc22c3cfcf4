package dev.driftline.policy.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No template follows the locale of the machine that runs driftline.
class LocalesTest {

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tr-TR",
        "az-AZ",
        "lt-LT",
        "ar-EG-u-nu-arab",
        "th-TH-u-ca-buddhist-nu-thai",
        "de-DE"
      })
  void rendersTheSameUnderEveryLocale(String tag) {
    Locale.setDefault(Locale.forLanguageTag(tag));
    Renderer renderer = new Renderer();

    assertThat(
            renderer.render(
                "{{ name | lower }} {{ word | upper }} {{ port }} {{ number | int }} {{ on | lower }}",
                Map.of(
                    "name", "TITLE-I", "word", "title-i", "port", 3306L, "number", "1234", "on",
                    true)))
        .isEqualTo(new Rendering.Text("title-i TITLE-I 3306 1234 true"));
  }
}
