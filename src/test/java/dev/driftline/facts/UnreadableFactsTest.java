package dev.driftline.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.run.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A file that is cut, changed, newer or something else is refused with one clear sentence. It is never judged in part.
class UnreadableFactsTest {

  private static final String CHANGED = "; it was changed after it was written: collect again";
  private static final String CUT = "; it was cut, so take a whole copy, or collect again";
  private static final String OTHER = "; `driftline collect -o FILE` writes such a file";

  @TempDir private Path folder;

  private static final Question PACKAGES = new Question("packages");

  private static HostAnswers host(String name) {
    return new HostAnswers(
        RandomFacts.ssh(name),
        new Outcome.Answered(),
        Map.of(
            PACKAGES,
            new Answer.Observed(
                List.of(installed("bash"), installed("openssl")),
                Optional.empty(),
                Optional.empty())),
        Optional.empty(),
        Duration.ofMillis(400),
        Optional.of("10.0.0.7"));
  }

  private static Row installed(String name) {
    return Row.of(
        Objects.requireNonNull(Catalog.tables().get("packages")).columns(),
        Map.of("name", Cell.text(name), "version", Cell.text("1.0"), "manager", Cell.text("dpkg")));
  }

  private static List<HostAnswers> hosts() {
    return List.of(host("app1"), host("app2"));
  }

  @Test
  void aFileThatIsCutAnywhereIsRefused() throws IOException {
    for (String name : List.of("facts.jsonl", "facts.jsonl.gz")) {
      Path whole = new FactsFolder(folder).write(name, hosts());
      byte[] bytes = Files.readAllBytes(whole);
      for (int length = 0; length < bytes.length; length++) {
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, length));
        assertThatThrownBy(() -> FactsFolder.read(cut, hosts()))
            .as("%s, cut at %d", name, length)
            .isInstanceOf(UnreadableFacts.class);
      }
      assertThat(FactsFolder.read(whole, hosts())).isEqualTo(hosts());
    }
  }

  @Test
  void aFileWithoutItsLastLineWasCut() throws IOException {
    assertThat(refused("{\"end\":2}\n", ""))
        .isEqualTo("line 4: the file ends before its last line" + CUT);
    assertThat(refused(":2}\n", ":2"))
        .isEqualTo("line 4: the file ends in the middle of the line" + CUT);
  }

  @Test
  void aNewerFormatIsToldApart() throws IOException {
    assertThat(refused("driftline-facts/1", "driftline-facts/2"))
        .isEqualTo(
            "line 1: its format is \"driftline-facts/2\", and this driftline reads \"driftline-facts/1\"; judge it with"
                + " the driftline that wrote it, or a newer one");
    assertThat(refused("driftline-facts/1", "driftline-report/1"))
        .isEqualTo(
            "line 1: its format is \"driftline-report/1\", not \"driftline-facts/1\"" + OTHER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"end\":2 | \"end\":3 | line 4: 3 hosts were written, and 2 are there",
        "\"host\":\"app2\" | \"host\":\"app1\" | line 3: host \"app1\" stands in it twice",
        "\"host\":\"app1\" | \"hots\":\"app1\" | line 2: it is about no host, and is not the end",
        "\"outcome\":\"answered\" | \"outcome\":\"fine\" | line 2: outcome and reason do not fit",
        "\"method\":\"ssh\" | \"method\":\"post\" | line 2: unknown word in \"method\"",
        "\"nanoseconds\":4 | \"nanoseconds\":-4 | line 2: nanoseconds is negative",
        "\"questions\":[{ | \"questions\":[{\"probe\":\"host\",\"with\":{}},{ | line 2: 1 answers to 2 questions",
        "\"questions\": | \"asked\": | line 2: the answers stand before the questions",
        "\"with\":{} | \"without\":{} | line 2: a question has \"without\"",
        "\"answer\":\"observed\" | \"answer\":\"seen\" | line 2: an answer is not observed, absent or unknown",
        "\"gap\":null | \"hole\":null | line 2: an answer has \"hole\"",
        "[[\"bash\" | [[1 | line 2: a row repeats cells that are not there",
        "[[\"bash\" | [[true | line 2: a cell is no text, null or object",
        "[[\"bash\" | [[\"bash\",\"x\" | line 2: a row has more than 6 cells",
        "[[\"bash\", | [[ | line 2: the first row has 5 cells, not 6",
        "[[\"bash\" | [[{\"unseen\":\"x\"} | line 2: a cell is neither unread nor cut",
        "\"packages\":[\"name\" | \"parcels\":[\"name\" | line 2: it has rows of the table packages, which the first line does not have",
        "\"packages\":[\"name\" | \"packages\":[\"version\" | line 2: the table packages has a column twice",
        "2026-12-01T02 | 2026-13-01T02 | line 1: collected is \"2026-13-01T02:15:00Z\", which is no time",
        "\"version\":\"1.2.3\", | `` | line 1: version, collected, pattern or tables is missing",
        "\"verified\":\"10.0.0.7\" | \"host\":\"app9\" | line 2: the line has \"host\" twice",
      })
  void aChangedFileIsRefused(String from, String to, String message) throws IOException {
    assertThat(refused(from.strip(), to.strip())).isEqualTo(message.strip() + CHANGED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello\n", "[]\n", "{}\n", "{\"run\":{}}\n"})
  void anotherFileIsRefused(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("other"), text);
    assertThatThrownBy(() -> FactsFolder.read(file, hosts()))
        .isInstanceOf(UnreadableFacts.class)
        .hasMessageStartingWith("line 1: ")
        .hasMessageEndingWith(OTHER);
  }

  @Test
  void whatFollowsAfterTheEndIsRefused() throws IOException {
    assertThat(refused("{\"end\":2}\n", "{\"end\":2}\n{\"end\":2}\n"))
        .isEqualTo("line 5: more follows after the end" + CHANGED);
  }

  /// Facts with a column that an older driftline did not know are read; the column is unread.
  @Test
  void aColumnThatWasNotStoredIsUnread() throws IOException {
    Path file = new FactsFolder(folder).write("facts.jsonl", List.of(host("app1")));
    String text = Files.readString(file);
    Path older =
        Files.writeString(
            folder.resolve("older"),
            text.replace(
                "\"packages\":[\"name\",\"version\"", "\"packages\":[\"name\",\"release\""));
    Answer answer =
        FactsFolder.read(older, List.of(host("app1"))).getFirst().answers().get(PACKAGES);
    assertThat(((Answer.Observed) Objects.requireNonNull(answer)).rows())
        .extracting(row -> row.cell("version"))
        .containsOnly(Cell.unread("driftline 1.2.3, which asked, knew no such column"));
  }

  private String refused(String from, String to) throws IOException {
    Path file = new FactsFolder(folder).write("facts.jsonl", hosts());
    String text = Files.readString(file);
    assertThat(text).contains(from);
    int at = text.indexOf(from);
    Files.writeString(file, text.substring(0, at) + to + text.substring(at + from.length()));
    try {
      FactsFolder.read(file, hosts());
      throw new AssertionError("it was read");
    } catch (UnreadableFacts e) {
      return String.valueOf(e.getMessage());
    }
  }
}
