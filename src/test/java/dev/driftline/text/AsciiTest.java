package dev.driftline.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsciiTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain, \\u{1b} and all | plain, \\u{1b} and all",
        "… and 3 more           | ... and 3 more",
        "web1 → db1 ← web2      | web1 -> db1 <- web2",
        "a⏎b                    | a\\nb",
        "an — or – or −         | an - or - or -",
        "“so” ‘it’ is           | \"so\" 'it' is",
        "3×4≠5, ≥ 1, ≤ 2        | 3x4!=5, >= 1, <= 2",
        "Müller 漢 😀           | M\\u{fc}ller \\u{6f22} \\u{1f600}"
      })
  void ourMarksHaveStandInsAndTheRestHasNumbers(String text, String ascii) {
    assertThat(Ascii.of(text)).isEqualTo(ascii);
  }

  @Test
  void everyMarkThatTheProgramWritesHasAStandIn() throws IOException {
    Set<String> without = new TreeSet<>();
    for (String root : List.of("src/main/java", "src/main/resources", "checks")) {
      try (Stream<Path> files = Files.walk(Path.of(root))) {
        for (Path file : files.filter(AsciiTest::holdsText).toList()) {
          words(file)
              .codePoints()
              .filter(point -> Ascii.of(Character.toString(point)).startsWith("\\u{"))
              .forEach(point -> without.add(Character.toString(point) + " in " + file));
        }
      }
    }
    assertThat(without).isEmpty();
  }

  private static boolean holdsText(Path file) {
    return file.toString().matches(".*\\.(java|yaml|properties)");
  }

  /// The file without its comments.
  private static String words(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.replaceFirst("^\\s*(///?|#|\\*).*", "").replaceFirst("\\s//.*", ""))
        .collect(Collectors.joining("\n"));
  }

  @RepeatedTest(50)
  void whatIsHarmlessStaysHarmless() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String text =
        random
            .ints(60, 0, 8)
            .mapToObj(kind ->
                switch (kind) {
                  case 0 -> "#";
                  case 1 -> "[";
                  case 2 -> ":";
                  case 3 -> Character.toString(random.nextInt(0x3000));
                  case 4 -> Character.toString(random.nextInt(Character.MAX_CODE_POINT));
                  case 5 -> "é";
                  case 6 -> "\u00a0";
                  default -> "…";
                })
            .collect(Collectors.joining());
    String shown = Ascii.of(Escape.start(Escape.line(text)));

    assertThat(shown).as("seed %d", seed).matches("[ -~]*");
    assertThat(Escape.start(Escape.line(shown))).as("seed %d", seed).isEqualTo(shown);
  }

  @Test
  void aWriterTakesPairsThatComeInHalves() throws IOException {
    StringWriter written = new StringWriter();
    try (Writer out = Ascii.to(written)) {
      out.write("a\ud83d");
      out.write("");
      out.write("\ude00…");
      out.flush();
      assertThat(written).hasToString("a\\u{1f600}...");
      out.write("\ud83d");
      out.write("x\ude00\ud83d");
    }
    assertThat(written).hasToString("a\\u{1f600}...\\u{d83d}x\\u{de00}\\u{d83d}");
  }

  @Test
  void aPrinterWritesAsciiOnly() {
    StringWriter written = new StringWriter();
    PrintWriter out = new PrintWriter(Ascii.to(written), true);
    out.println("… and \u001b[K");
    out.printf("%s%n", "é");
    assertThat(written).hasToString("... and \u001b[K\n\\u{e9}\n");
  }
}
