package dev.driftline.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What holds for every text, whoever chose it.
class EscapePropertyTest {

  private static final int TEXTS = 20_000;
  private static final Pattern ACTS = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");
  private static final Pattern COMMAND = Pattern.compile("##\\p{L}*\\[");
  private static final Pattern ESCAPED = Pattern.compile("\\\\u\\{([0-9a-f]{1,5}|10[0-9a-f]{4})}");

  private static final List<String> PIECES =
      List.of(
          "\u001b]52;c;cm0gLXJm\u0007",
          "\u009b2J",
          "\r\n",
          "\u2028",
          "\u0085",
          "::error::",
          "##vso[",
          "##",
          "[",
          "\u202e",
          "\u2066",
          "\u200d",
          "\ufeff",
          "\ufffd",
          "\ud83d",
          "\ude00",
          "\ud83d\ude00",
          "\udb40\udc41",
          "\udbff\udfff",
          "\\",
          "\\u{1b}",
          "u{",
          "\\\\u{5c}",
          "é漢",
          "~ ^\\d+$",
          " ",
          "a".repeat(150));

  @Test
  void nothingInALineActsAndOnlyWhatActsIsChanged() {
    forEveryText(text -> {
      String line = Escape.line(text);
      assertThat(ACTS.matcher(line).find()).isFalse();
      assertThat(COMMAND.matcher(line).find()).isFalse();
      assertThat(Escape.start(line)).doesNotMatch("(?U)^\\s*::.*");
      assertThat(Escape.line(line)).isEqualTo(line);
      assertThat(asItWas(line)).isEqualTo(asItWas(text));
    });
  }

  @Test
  void aSentenceIsShortAndNothingInItActs() {
    forEveryText(text -> {
      String words = Escape.sentence(text);
      assertThat(ACTS.matcher(words).find()).isFalse();
      assertThat(asItWas(words)).hasSizeLessThanOrEqualTo(201);
      assertThat(Escape.line(words)).isEqualTo(words);
    });
  }

  @Test
  void aStringOfJsonIsUtf8AndOtherwiseTheText() {
    forEveryText(text -> {
      String string = Escape.json(text);
      assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(string)).isTrue();
      assertThat(string).hasSameSizeAs(text);
      for (int at = 0; at < text.length(); at++) {
        assertThat(string.charAt(at)).isIn(text.charAt(at), '\ufffd');
      }
      if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
        assertThat(string).isEqualTo(text);
      }
    });
  }

  @Test
  void anExcerptIsABeginningThatHalvesNothing() {
    forEveryText(text -> {
      String whole = Escape.json(text);
      for (int limit : List.of(1, 2, 5, 60)) {
        String beginning = Excerpt.beginning(whole, limit);
        assertThat(whole).startsWith(beginning);
        assertThat(beginning).hasSizeBetween(Math.min(whole.length(), limit - 1), limit);
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(beginning)).isTrue();
        assertThat(Excerpt.of(whole, limit))
            .isEqualTo(whole.length() > limit ? beginning + "…" : whole);
      }
    });
  }

  private static String asItWas(String line) {
    StringBuilder text = new StringBuilder();
    Matcher escaped = ESCAPED.matcher(line);
    int at = 0;
    while (escaped.find()) {
      text.append(line, at, escaped.start());
      text.appendCodePoint(Integer.parseInt(escaped.group(1), 16));
      at = escaped.end();
    }
    return text.append(line, at, line.length()).toString();
  }

  private static void forEveryText(Consumer<String> holds) {
    long seed = Long.getLong("driftline.seed", System.nanoTime());
    System.out.println("EscapePropertyTest -Ddriftline.seed=" + seed);
    Random random = new Random(seed);
    for (int number = 0; number < TEXTS; number++) {
      String text = text(random);
      try {
        holds.accept(text);
      } catch (AssertionError e) {
        throw new AssertionError("seed %d, text %s".formatted(seed, readable(text)), e);
      }
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int parts = random.nextInt(8); parts > 0; parts--) {
      switch (random.nextInt(3)) {
        case 0 -> text.append((char) random.nextInt(0x10000));
        case 1 -> text.appendCodePoint(random.nextInt(0x110000));
        default -> text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
    }
    return text.toString();
  }

  private static String readable(String text) {
    StringBuilder units = new StringBuilder();
    text.chars().forEach(unit -> units.append("\\u%04x".formatted(unit)));
    return units.toString();
  }
}
