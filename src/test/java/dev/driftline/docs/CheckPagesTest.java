package dev.driftline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The section of each shipped check says what is bad, what is good, which exceptions there are, and when it does not
/// find a fault.
class CheckPagesTest {

  private static final List<String> PARTS = List.of("**Bad", "**Good", "**Exceptions", "**Caveats");

  private record Section(Path page, String text) {

    String check() {
      return text.lines().findFirst().orElse("");
    }
  }

  @TestFactory
  Stream<DynamicTest> everyCheckHasFourParts() throws IOException {
    try (Stream<Path> pages = Files.list(Path.of("docs", "checks"))) {
      List<Section> sections = pages.flatMap(CheckPagesTest::sections).toList();
      assertThat(sections).hasSizeGreaterThan(10);
      return sections.stream()
          .map(section -> DynamicTest.dynamicTest(section.check(), () -> assertWhole(section)));
    }
  }

  private static void assertWhole(Section section) {
    assertThat(PARTS)
        .as("%s lacks a part about %s: add each of these", section.page(), section.check())
        .filteredOn(part -> !section.text().contains(part))
        .isEmpty();
  }

  private static Stream<Section> sections(Path page) {
    try {
      return Arrays.stream(Files.readString(page).split("(?m)^## ", -1))
          .skip(1)
          .map(text -> new Section(page, text));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
