package dev.driftline.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/jsch.md` has a section for each of our classes in JSch's package, and each names tests that are there.
class JschPageTest {

  private static final Path CLASSES = Path.of("src/jsch/java");

  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");

  @Test
  void eachOfOurClassesInJschsPackageHasASectionAndEachSectionAClass() throws IOException {
    assertThat(sections().keySet()).isEqualTo(names(CLASSES));
  }

  @Test
  void eachSectionNamesATestThatExists() throws IOException {
    Set<String> tests = names(Path.of("src/test/java"));
    assertThat(sections())
        .isNotEmpty()
        .allSatisfy((name, text) ->
            assertThat(testsOf(text)).as("tests of %s", name).isNotEmpty().isSubsetOf(tests));
  }

  private static Map<String, String> sections() throws IOException {
    Map<String, String> sections = new TreeMap<>();
    String page = Files.readString(Path.of("docs/jsch.md"));
    List<String> parts = List.of(page.split("\n## ", -1));
    for (String section : parts.subList(1, parts.size())) {
      sections.put(section.lines().findFirst().orElseThrow(), section);
    }
    return sections;
  }

  private static Set<String> testsOf(String text) {
    return TEST.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
  }

  /// The names of the classes below a folder.
  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
