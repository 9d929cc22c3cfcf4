package dev.driftline;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A package or a file that has grown too large has more than one reason to change: split it by them.
class PackageSizeTest {

  /// Every `.java` file of the folder, `package-info.java` too: what a person sees who opens it.
  private static final int MAX_FILES = 20;

  private static final int MAX_LINES = 350;

  /// The tests that were larger before there was a bound. Split one, and take it out.
  private static final Set<String> LARGER_TESTS =
      Set.of(
          "BeforeLoginTest.java",
          "CollectorTest.java",
          "ExpensiveAnswers.java",
          "NamedProcessesTest.java",
          "PairJudgeTest.java",
          "Peer.java",
          "SessionTest.java",
          "YamlFilesTest.java");

  private static final List<Path> MAIN =
      List.of(Path.of("src/main/java"), Path.of("src/jsch/java"));

  @Test
  void aPackageHasAtMostTwentyFiles() throws IOException {
    Map<Path, Long> files = sources(MAIN).stream().collect(groupingBy(Path::getParent, counting()));
    assertThat(files)
        .isNotEmpty()
        .allSatisfy((folder, count) ->
            assertThat(count).as("files in %s", folder).isLessThanOrEqualTo(MAX_FILES));
  }

  @Test
  void aFileHasAtMostThreeHundredAndFiftyLines() throws IOException {
    assertThat(sources(MAIN))
        .isNotEmpty()
        .allSatisfy(
            file -> assertThat(lines(file)).as("lines of %s", file).isLessThanOrEqualTo(MAX_LINES));
  }

  @Test
  void aFileOfTheTestsHasAtMostThreeHundredAndFiftyLines() throws IOException {
    List<String> larger =
        sources(List.of(Path.of("src/test/java"))).stream()
            .filter(file -> lines(file) > MAX_LINES)
            .map(file -> file.getFileName().toString())
            .toList();
    assertThat(larger)
        .as(
            "tests of more than %d lines: split a new one; take out of the list what fits",
            MAX_LINES)
        .containsExactlyInAnyOrderElementsOf(LARGER_TESTS);
  }

  private static List<Path> sources(List<Path> roots) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Path root : roots) {
      try (Stream<Path> files = Files.walk(root)) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    return sources;
  }

  private static int lines(Path file) {
    try {
      return Files.readAllLines(file).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
