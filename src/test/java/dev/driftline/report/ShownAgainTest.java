package dev.driftline.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.cause.Causes;
import dev.driftline.model.Message;
import dev.driftline.model.RunReport;
import dev.driftline.report.read.ReportReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A run that is read back from its JSON report is written in each format as it was, byte for byte.
class ShownAgainTest {

  private static final List<Style> STYLES =
      List.of(Style.PLAIN, new Style(true, false), new Style(false, true));

  @ParameterizedTest
  @EnumSource(Format.class)
  void aRunIsWrittenAsItWas(Format format) throws IOException {
    for (RunReport run :
        List.of(
            Runs.three(),
            Runs.three().endedWith(130),
            Runs.many(300),
            Runs.run(1, List.of(), List.of()),
            Runs.run(
                0,
                List.of(Runs.host("app1", Runs.answered(), List.of(), Optional.empty())),
                List.of(Runs.passed(Runs.STDIO, "app1"))))) {
      assertSame(format, run, "");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 20_261_130, 4_711})
  void aRunWithHostileTextsIsWrittenAsItWas(long seed) throws IOException {
    GeneratedRuns runs = new GeneratedRuns(new Random(seed));
    for (int i = 0; i < 400; i++) {
      RunReport run = runs.run();
      for (Format format : Format.values()) {
        assertSame(format, run, "seed %d, run %d, %s".formatted(seed, i, format));
      }
    }
  }

  private static void assertSame(Format format, RunReport run, String description)
      throws IOException {
    RunReport again = read(written(Format.JSON, run, Style.PLAIN));
    for (Style style : STYLES) {
      assertThat(written(format, again, style))
          .as(description)
          .isEqualTo(written(format, run, style));
    }
  }

  @Test
  void halfASurrogatePairComesBackAsTheReplacementCharacter() throws IOException {
    RunReport run =
        Runs.run(
            2,
            List.of(Runs.host("app1", Runs.answered(), List.of(), Optional.empty())),
            List.of(Runs.drift("app1", "x", Message.value("\ud800y"), "")));

    assertThat(
            read(written(Format.JSON, run, Style.PLAIN))
                .results()
                .getFirst()
                .findings()
                .getFirst()
                .message()
                .text())
        .isEqualTo("\ufffdy");
  }

  /// Before there were causes, a report had neither them nor the fields that name one.
  @Test
  void aReportWithoutCausesGetsThemAgain() throws IOException {
    ObjectNode old =
        (ObjectNode) new ObjectMapper().readTree(written(Format.JSON, Runs.three(), Style.PLAIN));
    old.remove("causes");
    for (String name : List.of("cause", "instance")) {
      old.findParents(name).forEach(parent -> ((ObjectNode) parent).remove(name));
    }
    RunReport read = read(old.toString());

    assertThat(read.causes()).isEmpty();
    assertThat(Causes.of(read).causes())
        .extracting(cause -> cause.kind() + " " + cause.hosts() + " " + cause.findings())
        .containsExactlyElementsOf(
            Runs.three().causes().stream()
                .map(cause -> cause.kind() + " " + cause.hosts() + " " + cause.findings())
                .toList());
  }

  /// Programs such as `jq -S` sort the names.
  @Test
  void theOrderOfNamesMayBeAnother() throws IOException {
    String json = written(Format.JSON, Runs.three(), Style.PLAIN);
    ObjectMapper mapper = new ObjectMapper();
    String sorted =
        mapper
            .writer()
            .with(com.fasterxml.jackson.databind.SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .writeValueAsString(mapper.treeToValue(mapper.readTree(json), Object.class));

    assertThat(sorted).startsWith("{\"causes\":");
    assertThat(written(Format.TEXT, read(sorted), Style.PLAIN))
        .isEqualTo(written(Format.TEXT, Runs.three(), Style.PLAIN));
  }

  @Test
  void fieldsOfLaterVersionsAreLeftOut() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    String json = written(Format.JSON, Runs.three(), Style.PLAIN);
    ObjectNode later = (ObjectNode) mapper.readTree(json);
    JsonNode more = mapper.readTree("{\"of\":[{\"a\":[1.5,null]}]}");
    later.set("trend", more);
    for (String where : List.of("/run", "/summary", "/hosts/0", "/results/0", "/causes/0")) {
      ((ObjectNode) later.at(where)).set("later", more);
    }

    assertThat(written(Format.JSON, read(later.toString()), Style.PLAIN)).isEqualTo(json);
  }

  private static RunReport read(String json) throws IOException {
    return ReportReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static String written(Format format, RunReport run, Style style) throws IOException {
    StringWriter out = new StringWriter();
    format.write(run, style, out);
    return out.toString();
  }
}
