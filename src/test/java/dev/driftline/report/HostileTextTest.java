package dev.driftline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.driftline.model.Explanation;
import dev.driftline.model.HostAnswers.Noise;
import dev.driftline.model.Message;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.RunReport;
import dev.driftline.model.Summary;
import dev.driftline.model.Undecided;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.text.Escape;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a host says is shown, never acted on, whichever way it goes into a report.
class HostileTextTest {

  private static final List<String> KINDS =
      List.of(
          "\u001b]52;c;cm0gLXJm\u0007",
          "\u009b2J",
          "\n::error::gone",
          "\n##vso[task.complete]",
          "\r\n\u2028##teamcity[x]",
          "\u202egnp.exe",
          "\ud800",
          "\udc00\ud800",
          "\\u{1b}",
          "\u200b\ufeff",
          "\ue000\uffff",
          "%s %n %d",
          "@|red x|@",
          "é漢\ud83d\ude00",
          "\u0000\u007f",
          "\"},{\"verdict\":\"pass\"");

  @Test
  void escapesEverythingThatActsAndKeepsLetters() {
    assertThat(Escape.line("a\u001b[2J\nb\\c\u202e\u2028\ud800é漢\ud83d\ude00 d"))
        .isEqualTo("a\\u{1b}[2J\\u{a}b\\c\\u{202e}\\u{2028}\\u{d800}é漢\ud83d\ude00 d");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20_261_122, 77_041})
  void everyFormatStaysWhatItIs(long seed) throws IOException {
    RandomGenerator random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      RunReport report = hostile(random);
      for (Format format : Format.values()) {
        assertStaysWhatItIs(format, report, "seed " + seed);
      }
    }
  }

  private static void assertStaysWhatItIs(Format format, RunReport report, String seed)
      throws IOException {
    String text = written(format, report);
    Check check =
        switch (format) {
          case TEXT -> () -> assertLinesOfTheTextReport(text, seed);
          case JSON -> () -> assertJson(text, report, seed);
        };
    check.run();
  }

  /// What holds for a format. It is chosen by a switch that gives a value: so the compiler refuses a format without a
  /// case.
  private interface Check {
    void run() throws IOException;
  }

  private static void assertJson(String text, RunReport report, String seed) throws IOException {
    assertThat(text.chars()).as(seed).allMatch(c -> c == '\n' || (c >= ' ' && c < 127));
    // the finding, and its cause
    assertThat(strings(text, "message"))
        .as(seed)
        .startsWith(readable(report.results().getFirst().findings().getFirst().message().text()))
        .hasSize(1 + report.causes().size());
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 99})
  void tablesStayWhatTheyAre(long seed) throws IOException {
    RandomGenerator random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      Row row =
          Row.of(
              Runs.FDS, Map.of("kind", Cell.text(text(random)), "peer", Cell.unread(text(random))));
      StringWriter out = new StringWriter();
      TableText.write(
          Runs.FDS,
          List.of(
              new HostTable(
                  "a",
                  new Answer.Observed(List.of(row), Optional.empty(), Optional.of(text(random))))),
          Style.PLAIN,
          out);
      assertLinesOfTheTextReport(out.toString(), "seed " + seed);
      assertThat(out.toString().lines()).as("seed %d", seed).hasSize(3);
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void everyFormatGivesTheNumbersOfTheSummary(Format format) throws IOException {
    for (int count : List.of(1, 7, 250)) {
      RunReport report = Runs.many(count);
      assertNumbers(format, written(format, report), Summary.of(report));
    }
  }

  private static void assertNumbers(Format format, String text, Summary summary)
      throws IOException {
    Check check =
        switch (format) {
          case TEXT ->
              () ->
                  assertThat(text)
                      .contains(
                          "%d pass, %d drift, %d unknown, %d waived, %d not applicable"
                              .formatted(
                                  summary.pass(),
                                  summary.drift(),
                                  summary.unknown(),
                                  summary.waived(),
                                  summary.notApplicable()));
          case JSON ->
              () ->
                  assertThat(strings(text, "verdict").subList(0, summary.results()))
                      .filteredOn("drift"::equals)
                      .hasSize(summary.drift());
        };
    check.run();
  }

  @Test
  void aWriterThatFailsIsNotForgotten() {
    for (Format format : Format.values()) {
      assertThatThrownBy(() -> format.write(Runs.three(), Style.PLAIN, new Full()))
          .as(format.word())
          .isInstanceOf(IOException.class)
          .hasMessage("No space left on device");
    }
  }

  /// For any format that is read as text: nothing in it acts but the ends of its lines.
  private static void assertHarmless(String text, String description) {
    assertThat(text.codePoints().filter(point -> point != '\n' && point != '\\'))
        .as(description)
        .noneMatch(point -> Escape.line(Character.toString(point)).startsWith("\\"));
  }

  /// A host cannot begin a line of its own.
  private static void assertLinesOfTheTextReport(String text, String description) {
    assertHarmless(text, description);
    assertThat(text.lines())
        .as(description)
        .allMatch(
            line -> line.isEmpty() || line.startsWith("  ") || line.matches("(!+ )?[A-Z]{3,}.*"));
  }

  private static RunReport hostile(RandomGenerator random) {
    Outcome lost = new Outcome.Unreachable(Reason.PROTOCOL, text(random), text(random));
    return Runs.run(
        6,
        List.of(
            Runs.host(
                "a",
                Runs.answered(),
                List.of(),
                Optional.of(new Noise("x" + text(random), text(random)))),
            Runs.host("b", lost, List.of(), Optional.empty())),
        List.of(
            Runs.drift("a", text(random), Message.words(text(random)), text(random)),
            Runs.unknown(Runs.QUIET, "a", text(random))
                .with(
                    Optional.of(new Explanation(Explanation.UNREAD, text(random))),
                    new Undecided(
                        false,
                        List.of(
                            new Undecided.Entry(
                                "00",
                                text(random),
                                Optional.empty(),
                                text(random),
                                Optional.of(text(random)))),
                        1))));
  }

  private static String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    int parts = random.nextInt(6);
    for (int i = 0; i < parts; i++) {
      if (random.nextBoolean()) {
        text.append(KINDS.get(random.nextInt(KINDS.size())));
      } else {
        text.append((char) random.nextInt(0x10000));
      }
    }
    return text.toString();
  }

  private static String written(Format format, RunReport report) throws IOException {
    StringWriter out = new StringWriter();
    format.write(report, Style.PLAIN, out);
    return out.toString();
  }

  /// Every string under the name, as a strict reader understands it.
  private static List<String> strings(String json, String name) throws IOException {
    List<String> found = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.VALUE_STRING && name.equals(parser.currentName())) {
          found.add(parser.getText());
        }
      }
    }
    return found;
  }

  /// A text as JSON can carry it: half a surrogate pair is no character.
  private static String readable(String text) {
    StringBuilder result = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> result.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point));
    return result.toString();
  }

  /// A disk without room.
  private static final class Full extends Writer {
    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
