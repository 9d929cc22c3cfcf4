package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.driftline.hostile.ExpensiveAnswers;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.TableDefinition.Form;
import dev.driftline.model.table.TableDefinition.Trait;
import dev.driftline.probe.kit.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is easily forgotten when a probe is added or its shell half changed.
class ProbeGuardsTest {

  private static final Path SOURCES = Path.of("src/main/java");

  @Test
  void everyProbeIsListed() {
    Set<String> classes =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.driftline")
                .stream()
                .filter(type -> type.isAssignableTo(Probe.class) && !type.isInterface())
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .filter(type -> type.getEnclosingClass().isEmpty())
                .map(JavaClass::getName)
                .collect(Collectors.toSet());

    assertThat(classes).isNotEmpty();
    assertThat(Probes.all().stream().map(probe -> probe.getClass().getName()))
        .as("every class that is a Probe has a line in dev.driftline.probe.Probes")
        .containsAll(classes)
        .doesNotHaveDuplicates();
  }

  /// These start programs of the host, and `ReadOnlyIT` traces them as the shipped checks ask for them.
  private static final Set<String> TRACED_ELSEWHERE = Set.of("packages", "command");

  @Test
  void everyProbeIsSeenToReadOnly() {
    Set<String> traced =
        Stream.concat(
                ReadOnlyTest.QUESTIONS.stream().map(Question::probe), TRACED_ELSEWHERE.stream())
            .collect(Collectors.toSet());
    assertThat(names())
        .as("QUESTIONS of ReadOnlyTest lacks a question to a probe: add one for each of these")
        .filteredOn(name -> !traced.contains(name))
        .isEmpty();
  }

  @Test
  void everyProbeHasExpensiveAnswers() {
    assertThat(names())
        .as(
            "ExpensiveAnswers lacks a probe: add its sections to SECTIONS, and the form of each new section to"
                + " FORMS, for"
                + " each of these")
        .filteredOn(name -> !ExpensiveAnswers.probes().contains(name))
        .isEmpty();
  }

  @Test
  void everyProbeIsFuzzed() throws IOException {
    String targets =
        Files.readString(Path.of("src/test/java/dev/driftline/fuzz/ProbeReadersFuzzTest.java"));
    assertThat(names())
        .as("ProbeReadersFuzzTest lacks a target and its seeds: add both for each of these")
        .filteredOn(name -> !targets.contains("SaidByAHost.to(\"%s\", said)".formatted(name)))
        .isEmpty();
  }

  private static List<String> names() {
    return Probes.all().stream().map(probe -> probe.definition().name()).toList();
  }

  @Test
  void noShellHalfSwallowsAFailure() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path script : scripts()) {
      List<String> lines = Files.readAllLines(script);
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).matches(".*\\|\\|\\s*(true|:)(\\W.*|$)")) {
          wrong.add("%s:%d %s".formatted(script, i + 1, lines.get(i).strip()));
        }
      }
    }
    assertThat(wrong)
        .as("lines that make a failure a success: let the section end with the status instead")
        .isEmpty();
  }

  /// A comment on the line before says why what goes to /dev/null is no observation.
  @Test
  void everyStderrThatIsThrownAwayIsExplained() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path script : scripts()) {
      List<String> lines = Files.readAllLines(script);
      for (int i = 0; i < lines.size(); i++) {
        String before = i == 0 ? "" : lines.get(i - 1).strip();
        boolean explained = before.startsWith("# ") && !before.startsWith("# shellcheck ");
        String line = lines.get(i).replaceAll("^\\s*#.*", "");
        if (line.matches(".*(2>>? ?/dev/null|>/dev/null 2>&1|&>).*") && !explained) {
          wrong.add("%s:%d %s".formatted(script, i + 1, line.strip()));
        }
      }
    }
    assertThat(wrong)
        .as("stderr is thrown away: say why in a comment on the line before")
        .isEmpty();
  }

  @Test
  void aProbeThatRunsCommandsIsAskedAfterAllOthers() {
    for (Probe probe : Probes.all()) {
      boolean runs =
          probe.definition().parameters().stream().anyMatch(p -> p.form() == Form.COMMAND);
      assertThat(probe.definition().has(Trait.ASKED_LAST))
          .as(probe.definition().name())
          .isEqualTo(runs);
    }
  }

  @Test
  void oneTableDescribesTheHost() {
    assertThat(Probes.all())
        .filteredOn(probe -> probe.definition().has(Trait.DESCRIBES_HOST))
        .extracting(probe -> probe.definition().name())
        .containsExactly("host");
  }

  private static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> scripts = files.filter(file -> file.toString().endsWith(".sh")).sorted().toList();
      assertThat(scripts).isNotEmpty();
      return scripts;
    }
  }
}
