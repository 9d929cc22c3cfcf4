package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Row;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.kit.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every recording is read to the answer that stands beside it. A new case is a new folder.
///
/// With `-Ddriftline.rewrite=src/test/resources` the `expected` files are written instead; look at
/// the difference before you commit it.
class ProbeRecordingsTest {

  private static final String REWRITE = System.getProperty("driftline.rewrite", "");

  @TestFactory
  Stream<DynamicTest> readsEachRecordingAsExpected() {
    return Probes.all().stream()
        .flatMap(probe -> Recording.all(probe).stream())
        .map(recording -> DynamicTest.dynamicTest(recording.name(), () -> compare(recording)));
  }

  private static void compare(Recording recording) throws IOException {
    String text = AnswerText.of(recording.answer());
    if (!REWRITE.isEmpty()) {
      Files.writeString(Path.of(REWRITE, "probe", recording.name(), "expected"), text);
      return;
    }
    assertThat(text).isEqualTo(recording.text("expected"));
  }

  @TestFactory
  Stream<DynamicTest> knowsEveryFileOfEachRecording() {
    return Probes.all().stream()
        .flatMap(probe -> Recording.all(probe).stream())
        .map(recording -> DynamicTest.dynamicTest(recording.name(), () -> known(recording)));
  }

  private static void known(Recording recording) {
    Set<String> allowed =
        recording.probe().sections(recording.question()).stream()
            .map(Section::name)
            .flatMap(name -> Stream.of(".stdout", ".stderr", ".exit", ".cut").map(name::concat))
            .collect(Collectors.toSet());
    allowed.addAll(Set.of("question", "expected", "missing", RecordingFolder.MADE));
    assertThat(allowed).containsAll(recording.files());
  }

  @TestFactory
  Stream<DynamicTest> hasTheThreeKindsOfCase() {
    return Probes.all().stream()
        .map(probe -> DynamicTest.dynamicTest(probe.definition().name(), () -> kinds(probe)));
  }

  private static void kinds(Probe probe) {
    List<Answer> answers = Recording.all(probe).stream().map(Recording::answer).toList();
    List<String> lacking = new ArrayList<>();
    if (answers.stream().allMatch(answer -> rows(answer).isEmpty())) {
      lacking.add("a case that was found, with rows");
    }
    if (answers.stream().noneMatch(Answer.Unknown.class::isInstance)) {
      lacking.add("a case that could not be looked at");
    }
    if (answers.stream().noneMatch(ProbeRecordingsTest::nothing)) {
      lacking.add("a case where there is none: absent, no row, or a row with an empty cell");
    }
    String name = probe.definition().name();
    assertThat(lacking)
        .as(
            "src/test/resources/probe/%s/ lacks: make each with src/test/record.sh %s/CASE (--help shows how)",
            name, name)
        .isEmpty();
  }

  private static boolean nothing(Answer answer) {
    boolean absent = answer instanceof Answer.Absent;
    boolean none = answer instanceof Answer.Observed(List<Row> rows, _, _) && rows.isEmpty();
    return absent
        || none
        || rows(answer).stream().anyMatch(row -> row.cells().contains(Cell.none()));
  }

  /// What a column is said never to hold is refused in policies, so it must be true.
  @TestFactory
  Stream<DynamicTest> holdsNothingThatItsColumnsNeverHold() {
    return Probes.all().stream()
        .flatMap(probe -> Recording.all(probe).stream())
        .map(recording -> DynamicTest.dynamicTest(recording.name(), () -> held(recording)));
  }

  private static void held(Recording recording) {
    Columns columns = recording.probe().definition().columns();
    for (Row row : rows(recording.answer())) {
      for (Column column : columns.list()) {
        String text = row.text(column.name()).orElse("");
        assertThat(text.isEmpty() || column.domain().has(text))
            .as("%s %s", column.name(), text)
            .isTrue();
      }
    }
  }

  private static List<Row> rows(Answer answer) {
    return answer instanceof Answer.Observed(List<Row> rows, _, _) ? rows : List.of();
  }

  @Test
  void hasNoRecordingOfAProbeThatIsNotListed() {
    Set<String> names =
        Probes.all().stream().map(probe -> probe.definition().name()).collect(Collectors.toSet());
    assertThat(names)
        .containsAll(
            Recording.probeFolders().stream().map(p -> p.getFileName().toString()).toList());
  }
}
