package dev.driftline.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/safety-cases.md` says of every case that was ever thought of where it is shown, or why it cannot be.
class SafetyCasesTest {

  private static final Path PAGE = Path.of("docs/safety-cases.md");
  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern CASE =
      Pattern.compile("\\b([A-Z])(\\d\\d)(?: to [A-Z](\\d\\d))?\\b");

  /// `FramesTest`, or `FramesTest#one`, `#two`.
  private static final Pattern TESTS_OF_ONE_CLASS =
      Pattern.compile("`([A-Z]\\w+(?:Test|IT))((?:#\\w+)?`(?:, `#\\w+`)*)");

  private static final Pattern METHOD = Pattern.compile("#(\\w+)");

  private static String page() throws IOException {
    return Files.readString(PAGE);
  }

  @Test
  void everyCaseHasARow() throws IOException {
    Set<String> wanted = new TreeSet<>(List.of(cases().strip().split("\\s+", -1)));
    Set<String> rows =
        page()
            .lines()
            .filter(line -> line.startsWith("| "))
            .flatMap(line -> CASE.matcher(line).results())
            .flatMap(SafetyCasesTest::numbers)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(wanted).hasSize(228);
    wanted.removeAll(rows);
    assertThat(wanted).as("cases without a row").isEmpty();
  }

  private static String cases() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(SafetyCasesTest.class.getResourceAsStream("safety-cases.txt"))) {
      return new String(file.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static Stream<String> numbers(MatchResult found) {
    int from = Integer.parseInt(found.group(2));
    int to = found.group(3) == null ? from : Integer.parseInt(found.group(3));
    return IntStream.rangeClosed(from, to).mapToObj(n -> "%s%02d".formatted(found.group(1), n));
  }

  @Test
  void everyTestThatIsNamedIsThere() throws IOException {
    Set<String> missing = new TreeSet<>();
    for (MatchResult named : TESTS_OF_ONE_CLASS.matcher(page()).results().toList()) {
      String name = named.group(1);
      List<String> methods =
          METHOD.matcher(named.group(2)).results().map(found -> found.group(1)).toList();
      if (!exists(name, "")) {
        missing.add(name);
      }
      for (String method : methods) {
        if (!exists(name, "void " + method + "(")) {
          missing.add(name + "#" + method);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  private static boolean exists(String name, String text) throws IOException {
    try (Stream<Path> files = Files.find(TESTS, 20, (path, _) -> path.endsWith(name + ".java"))) {
      Optional<Path> file = files.findFirst();
      return file.isPresent() && Files.readString(file.get()).contains(text);
    }
  }
}
