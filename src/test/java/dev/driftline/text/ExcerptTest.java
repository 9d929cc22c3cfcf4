package dev.driftline.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What real programs wrote on stderr is in `src/test/resources/text/stderr`.
class ExcerptTest {

  /// Beside each file NAME, NAME.400 and NAME.2000 have the excerpts of so many characters.
  @ParameterizedTest
  @ValueSource(strings = {"apt-install", "apt-update", "git", "java", "nginx", "python"})
  void keepsTheLinesThatDecide(String program) throws IOException {
    String said = Files.readString(recorded(program));
    for (int limit : new int[] {400, 2000}) {
      Path expected = recorded(program + "." + limit);
      String excerpt = Excerpt.lines(said, limit);
      if (Boolean.getBoolean("driftline.write")) {
        Files.writeString(expected, excerpt + "\n");
      }
      assertThat(excerpt + "\n").as("%s", expected).isEqualTo(Files.readString(expected));
    }
  }

  private static Path recorded(String name) {
    return Path.of("src/test/resources/text/stderr", name);
  }

  @Test
  void leavesATextThatFitsAsItIs() {
    assertThat(Excerpt.lines(" a\n\n b\n\n", 100)).isEqualTo(" a\n\n b");
  }

  @Test
  void countsTheLinesThatItLeavesOut() {
    assertThat(Excerpt.lines("a\n" + "x".repeat(99) + "\nb", 100))
        .isEqualTo("a\n" + "x".repeat(11) + "…" + "x".repeat(21) + "\nb");
    assertThat(Excerpt.lines("a\n" + "\tat b\n".repeat(30) + "c", 100))
        .isEqualTo("a\n… 30 lines …\nc");
    assertThat(Excerpt.lines("a\nerror: b\n" + "\tat b\n".repeat(30), 100))
        .isEqualTo("a\nerror: b\n… 30 lines …");
    assertThat(Excerpt.lines("a\n" + "\tat b\n".repeat(30) + "\tlast", 100))
        .isEqualTo("a\n… 30 lines …\n\tlast");
  }

  @Test
  void aLongLineLosesItsMiddle() {
    assertThat(Excerpt.lines("begin " + "x".repeat(200) + " end", 100))
        .isEqualTo("begin " + "x".repeat(27) + "…" + "x".repeat(62) + " end");
  }

  @Test
  void neverHalvesACharacter() {
    String wide = "\uD83D\uDE00".repeat(500);
    for (int limit = 100; limit < 110; limit++) {
      String excerpt = Excerpt.lines(wide + "\n" + wide + "\n" + wide, limit);
      assertThat(excerpt.codePoints())
          .doesNotContain(0xFFFD)
          .noneMatch(c -> c >= 0xD800 && c < 0xE000);
    }
  }
}
