package dev.driftline.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EscapeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "~ ^\\d+\\.\\d+$",
        "printf '%s\\n' \"$x\" | grep -v '^\\s*#'",
        "C:\\users\\x",
        "\\",
        "\\u{1b}",
        "${x##*/} ${x#[0-9]*}",
        "é漢\ud83d\ude00 ~"
      })
  void aLineShowsOurOwnTextAsItIsWritten(String text) {
    assertThat(Escape.line(text)).isEqualTo(text);
  }

  @Test
  void aLineShowsTheNumberOfWhatActs() {
    assertThat(Escape.line("a\u001b[2J\n\r\tb\u202e\u2028\ud800\ue000\u200b"))
        .isEqualTo("a\\u{1b}[2J\\u{a}\\u{d}\\u{9}b\\u{202e}\\u{2028}\\u{d800}\\u{e000}\\u{200b}");
  }

  @Test
  void aCommandOfARunnerIsBroken() {
    assertThat(Escape.line("x ##vso[a] ##[b] ###teamcity[c] #[d] ##e f[g] ##\ud835\udcb1[h]"))
        .isEqualTo(
            "x ##vso\\u{5b}a] ##\\u{5b}b] ###teamcity\\u{5b}c] #[d] ##e f[g] ##\ud835\udcb1\\u{5b}h]");
    assertThat(Escape.start(" \u00a0::error::gone")).isEqualTo(" \u00a0\\u{3a}:error::gone");
    assertThat(Escape.start("a ::b")).isEqualTo("a ::b");
  }

  @Test
  void aSentenceHoldsWordsOnly() {
    assertThat(Escape.sentence("220 mail \u001b[31mred\r\n500 \u202ewhat?\ud800 \n"))
        .isEqualTo("220 mail \\u{1b}[31mred⏎500 \\u{202e}what?\\u{d800}");
  }

  @Test
  void aSentenceIsCutWhereNoCharacterIsHalved() {
    assertThat(Escape.sentence("x".repeat(200))).isEqualTo("x".repeat(200));
    assertThat(Escape.sentence("x".repeat(201))).isEqualTo("x".repeat(200) + "…");
    assertThat(Escape.sentence("x".repeat(199) + "\ud83d\ude00")).isEqualTo("x".repeat(199) + "…");
    assertThat(Escape.sentence("abc", 2)).isEqualTo("ab…");
  }

  @Test
  void jsonLosesHalvesOfPairsOnly() {
    assertThat(Escape.json("a\u001b\n\ud83d\ude00\ude00\ud83d"))
        .isEqualTo("a\u001b\n\ud83d\ude00\ufffd\ufffd");
  }

  /// Four million characters that each method has to look at: a cost above linear would take hours.
  @Test
  @Timeout(60)
  void aVeryLongTextCostsNoMoreThanItsLength() {
    int length = 4_000_000;
    for (String piece :
        List.of("[", "a", "##a[", "#", "\\", "\\u{", "\u001b", "\ud83d", ":", " ")) {
      String text = piece.repeat(length / piece.length());
      assertThat(Escape.start(Escape.line(text))).hasSizeGreaterThanOrEqualTo(text.length());
      assertThat(Escape.line("##" + text + "[")).hasSizeGreaterThanOrEqualTo(text.length());
      assertThat(Escape.json(text)).hasSize(text.length());
      assertThat(Escape.sentence(text)).hasSizeLessThanOrEqualTo(200 * 8 + 1);
    }
  }
}
