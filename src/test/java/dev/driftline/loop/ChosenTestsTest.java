package dev.driftline.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChosenTestsTest {

  private static final Path SOURCES = Path.of("src/test/java");

  @Test
  void findsATestByItsSimpleOrFullName() throws IOException, Stop {
    String name = ChosenTestsTest.class.getName();
    assertThat(ChosenTests.of(List.of("ChosenTestsTest", name), SOURCES)).containsExactly(name);
  }

  @Test
  void aStarStandsForAnyText() throws IOException, Stop {
    assertThat(ChosenTests.of(List.of("Chosen*Test", "dev.driftline.loop.Class*"), SOURCES))
        .containsExactly(ChosenTestsTest.class.getName(), ClassFolderTest.class.getName());
  }

  @Test
  void refusesANameThatFindsNothing() {
    assertThatThrownBy(() -> ChosenTests.of(List.of("ChosenTestsTest", "ChosenTest"), SOURCES))
        .hasMessage("there is no test \"ChosenTest\" below src/test/java");
  }
}
