package dev.driftline.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.docs.Schema;
import dev.driftline.model.Cause;
import dev.driftline.model.FoundPair;
import dev.driftline.model.Reason;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.Verdict;
import dev.driftline.model.gate.Compatible;
import dev.driftline.model.gate.PairClient;
import dev.driftline.model.gate.PairServer;
import dev.driftline.model.gate.PairState;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Reports are as `docs/report.schema.json` and `docs/probe.schema.json` say.
class ReportSchemaTest {

  private static final String REPORT = "report.schema.json";
  private static final String PROBE = "probe.schema.json";

  @Test
  void everyReportHoldsTheDocumentedFieldsAndNoOther() throws IOException {
    Schema schema = Schema.strict(REPORT);

    assertThat(schema.problems(golden("three.json"))).isEmpty();
    assertThat(schema.problems(json(Runs.three()))).isEmpty();
    assertThat(schema.problems(json(Runs.many(300)))).isEmpty();
    assertThat(schema.problems(json(Runs.run(1, List.of(), List.of())))).isEmpty();
  }

  @Test
  void aPairOfACheckHasTheFieldsOfAPairOfAGate() throws IOException {
    Optional<String> none = Optional.empty();
    FoundPair pair =
        new FoundPair(
            "00",
            "mysql",
            1,
            "now",
            new PairState(Optional.of(Compatible.OK), none, List.of()),
            new TreeMap<>(Map.of("fits", "pass")),
            new PairClient(
                "app1", none, none, none, none, none, none, none, none, none, none, none),
            new PairServer("db1", "10.0.0.9:3306", none, none, none, none, none, none));

    assertThat(Schema.strict(REPORT).problems(json(Runs.three().with(List.of(pair))))).isEmpty();
  }

  @Test
  void everyAnswerOfAProbeHoldsTheDocumentedFieldsAndNoOther() throws IOException {
    assertThat(Schema.strict(PROBE).problems(golden("table.json"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/run/exit, '\"six\"', '/run/exit: string found, integer expected'",
    "/run/started, '\"yesterday\"',"
        + " '/run/started: does not match the date-time pattern must be a valid RFC 3339 date-time'",
    "/hosts/0/outcome, '\"fine\"',"
        + " '/hosts/0/outcome: does not have a value in the enumeration [\"answered\", \"unreachable\"]'",
    "/results/0/findings/0/row/cloexec, '{}',"
        + " '/results/0/findings/0/row/cloexec: required property ''unread'' not found'",
    "/summary/pass, -1, /summary/pass: must have a minimum value of 0"
  })
  void aReportWithAWrongValueIsRefused(String pointer, String value, String problem)
      throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode report = mapper.readTree(golden("three.json"));
    int slash = pointer.lastIndexOf('/');
    ((ObjectNode) report.at(pointer.substring(0, slash)))
        .set(pointer.substring(slash + 1), mapper.readTree(value));

    assertThat(Schema.published(REPORT).problems(report.toString())).contains(problem);
  }

  @Test
  void aFieldThatIsNotDocumentedIsAllowedToReadersAndFailsThisBuild() throws IOException {
    String more = golden("three.json").replace("\"partial\"", "\"mood\" : \"good\", \"partial\"");

    assertThat(Schema.published(REPORT).problems(more)).isEmpty();
    assertThat(Schema.strict(REPORT).problems(more))
        .containsExactly(
            "/run: property 'mood' is not defined in the schema and the schema does not allow additional properties");
  }

  @Test
  void aMissingFieldIsRefused() throws IOException {
    String less = golden("three.json").replace("\"partial\" : false", "\"x\" : 1");

    assertThat(Schema.published(REPORT).problems(less))
        .containsExactly("/run: required property 'partial' not found");
  }

  @Test
  void theWordsAreThoseOfTheProgram() throws IOException {
    JsonNode report = Schema.read(REPORT).path("$defs");
    List<String> reasons = Arrays.stream(Reason.values()).map(Reason::word).toList();

    assertThat(words(report.at("/host/properties/reason/enum"))).isEqualTo(reasons);
    assertThat(words(report.at("/result/properties/reason_code/enum")))
        .startsWith(reasons.toArray(String[]::new));
    assertThat(words(Schema.read(PROBE).at("/$defs/unknown/properties/reason/enum")))
        .isEqualTo(reasons);
    assertThat(words(report.at("/result/properties/verdict/enum")))
        .isEqualTo(Arrays.stream(Verdict.values()).map(Verdict::word).toList());
    assertThat(words(report.at("/cause/properties/verdict/enum")))
        .isEqualTo(Arrays.stream(Cause.Kind.values()).map(Cause.Kind::word).toList());
    for (String where : List.of("/result", "/check", "/cause")) {
      assertThat(words(report.at(where + "/properties/severity/enum")))
          .isEqualTo(Arrays.stream(Severity.values()).map(Severity::word).toList());
    }
  }

  private static List<String> words(JsonNode list) {
    Stream<JsonNode> nodes = StreamSupport.stream(list.spliterator(), false);
    return nodes.filter(JsonNode::isTextual).map(JsonNode::asText).toList();
  }

  private static String json(RunReport report) throws IOException {
    StringWriter out = new StringWriter();
    Format.JSON.write(report, Style.PLAIN, out);
    return out.toString();
  }

  private static String golden(String name) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(ReportSchemaTest.class.getResourceAsStream(name))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
