package dev.driftline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.model.FoundPair;
import dev.driftline.model.RunReport;
import dev.driftline.model.gate.Compatible;
import dev.driftline.model.gate.PairClient;
import dev.driftline.model.gate.PairCounts;
import dev.driftline.model.gate.PairServer;
import dev.driftline.model.gate.PairState;
import dev.driftline.report.read.ReportReader;
import dev.driftline.report.read.UnreadableReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// `summary.pairs` counts each item of `pairs` once.
class PairCountsTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static FoundPair pair(int number, Optional<Compatible> compatible) {
    Optional<String> none = Optional.empty();
    PairState now =
        new PairState(compatible, compatible.isEmpty() ? Optional.of("no table") : none, List.of());
    return new FoundPair(
        "%016d".formatted(number),
        "mysql",
        1,
        "now",
        now,
        new TreeMap<>(Map.of("fits", "pass")),
        new PairClient("app1", none, none, none, none, none, none, none, none, none, none, none),
        new PairServer("db1", "10.0.0.9:3306", none, none, none, none, none, none));
  }

  private static RunReport report(List<Optional<Compatible>> compatible) {
    List<FoundPair> pairs = new ArrayList<>();
    compatible.forEach(each -> pairs.add(pair(pairs.size(), each)));
    return Runs.three().with(pairs);
  }

  private static JsonNode json(RunReport report) throws IOException {
    StringWriter out = new StringWriter();
    JsonReport.write(report, out);
    return MAPPER.readTree(out.toString());
  }

  private static RunReport read(JsonNode report) throws IOException, UnreadableReport {
    return ReportReader.read(
        new ByteArrayInputStream(report.toPrettyString().getBytes(StandardCharsets.UTF_8)));
  }

  /// What a reader of the report counts.
  private static Map<String, Integer> counted(JsonNode report) {
    Map<String, Integer> counted = new HashMap<>();
    for (JsonNode pair : report.path("pairs")) {
      JsonNode word = pair.path("compatible");
      counted.merge(word.isNull() ? "unknown" : word.asText(), 1, Integer::sum);
    }
    return counted;
  }

  private static void assertSums(RunReport report) throws IOException {
    JsonNode json = json(report);
    Map<String, Integer> counted = counted(json);
    JsonNode written = json.at("/summary/pairs");
    List<String> words = new ArrayList<>();
    written.fieldNames().forEachRemaining(words::add);
    assertThat(words).containsExactly("ok", "risk", "garbled", "broken", "unknown");
    words.forEach(word ->
        assertThat(written.path(word).asInt(-1)).as(word).isEqualTo(counted.getOrDefault(word, 0)));
    assertThat(PairCounts.of(report).values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(json.path("pairs").size());
  }

  @Test
  void theNumbersAreThoseOfThePairs() throws IOException {
    List<Optional<Compatible>> words = new ArrayList<>(List.of(Optional.empty()));
    Arrays.stream(Compatible.values()).map(Optional::of).forEach(words::add);
    Random random = new Random(13);
    for (int run = 0; run < 200; run++) {
      List<Optional<Compatible>> pairs =
          random
              .ints(random.nextInt(12), 0, words.size())
              .<Optional<Compatible>>mapToObj(words::get)
              .toList();
      assertSums(report(pairs));
    }
  }

  @Test
  void theyAreThoseOfAGateAsItsPairsAreNow() throws IOException {
    RunReport gate = GateRuns.everything();
    assertThat(gate.gate().orElseThrow().pairs()).isNotEmpty();
    assertSums(gate);
  }

  @Test
  void aReportThatLostAPairIsRefused() throws IOException {
    ObjectNode report =
        (ObjectNode) json(report(List.of(Optional.of(Compatible.BROKEN), Optional.empty())));
    report.withArray("pairs").remove(0);

    assertThatThrownBy(() -> read(report))
        .isInstanceOf(UnreadableReport.class)
        .hasMessageContaining("\"broken\" is 1, but counted from the report it is 0");
  }

  @Test
  void aReportWithoutTheNumbersIsRead() throws Exception {
    ObjectNode report = (ObjectNode) json(report(List.of(Optional.of(Compatible.RISK))));
    ((ObjectNode) report.path("summary")).remove("pairs");

    assertThat(read(report).pairs()).hasSize(1);
  }
}
