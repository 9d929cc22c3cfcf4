package dev.driftline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.model.RunReport;
import dev.driftline.report.read.ReportReader;
import dev.driftline.report.read.UnreadableReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is no report, or one that cannot be true, is refused with its place and what to do.
class ReportReaderTest {

  private static final String OTHER = "; \"driftline check -o json=FILE\" writes such a report";
  private static final String CUT =
      "the report ends in the middle; it was cut, so take a whole copy";
  private static final String CHANGED =
      "; it was changed after it was written, or a newer driftline wrote it: show it with that one";

  /// Read by programs, but not needed to show the report: it follows from the rest, or is not filled yet.
  private static final Set<String> NOT_NEEDED =
      Set.of(
          "coverage",
          "config",
          "covered",
          "left_out",
          "more_undecided_waived",
          "waived_findings",
          "waived_unknown",
          "waiver_ended",
          "severity_was",
          "waivers",
          "left_out_by",
          "peers",
          "pairs",
          "rule",
          "waiver",
          "new",
          "since",
          "instance",
          "problem",
          "severity");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | line 1, column 1: there is nothing in it",
        "all: {} | line 1, column 1: no JSON: Unrecognized token 'all': was expecting (JSON String,"
            + " Number, Array, Object or token 'null', 'true' or 'false')",
        "[1] | line 1, column 1: no report begins like this",
        "{} | line 1, column 2: no report of driftline: \"format\" is missing",
        "{\"name\" : \"x\"} | line 1, column 14: no report of driftline: \"format\" is missing",
        "{\"format\" : \"driftline-probe/1\"} | line 1, column 13: the format is driftline-probe/1,"
            + " and not driftline-report/1",
        "{\"format\" : 1} | line 1, column 13: the format is the number 1, and not driftline-report/1",
        "{\"format\" : \"driftline-report/1\"} {} | line 1, column 35: more follows after the end of"
            + " the report"
      })
  void whatIsNoReportIsRefused(String text, String message) {
    assertRefused(text, message + OTHER);
  }

  @Test
  void aNewerFormatIsRefused() {
    assertRefused(
        "{\"format\" : \"driftline-report/2\"}",
        "line 1, column 13: the format is driftline-report/2, and not driftline-report/1"
            + CHANGED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/run/exit | \"six\" | \"exit\" is \"six\", and not a whole number from 0 to 999999999",
        "/run/exit | 3 | \"exit\" is 3, which does not follow from the results",
        "/run/exit | 0 | \"exit\" is 0, which does not follow from the results",
        "/run/started | \"today\" | \"started\" is \"today\", and not a time like 2026-11-30T02:15:00Z",
        "/run/seconds | 1e9 | \"seconds\" is the number 1.0E9, and not a number of seconds",
        "/run/inventory | [1] | \"inventory\" is a list, and not a list of texts",
        "/run/partial | null | \"partial\" is null, and not true or false",
        "/summary/drift | 2 | \"drift\" is 2, but counted from the report it is 1",
        "/summary/undecided_rows | 0 | \"undecided_rows\" is 0, but counted from the report it is 420",
        "/hosts/0/outcome | \"fine\" | \"outcome\" is \"fine\", and not one of answered, unreachable",
        "/hosts/1/reason | \"rain\" | \"reason\" is \"rain\", and not one of inventory, dns, refused,"
            + " timeout, host-key, auth, protocol, limit, unsupported, privilege, truncated, no-runner,"
            + " internal",
        "/hosts/2/coverages/0/total | 3 | 12 of 3 cannot be readable",
        "/hosts/1/host | \"app1\" | host \"app1\" stands here twice",
        "/checks/0/severity | \"bad\" | \"severity\" is \"bad\", and not one of info, minor, major,"
            + " critical",
        "/results/0/host | \"web9\" | \"host\" is \"web9\", and not a host of \"hosts\"",
        "/results/0/check | \"x\" | \"check\" is \"x\", and not a check of \"checks\"",
        "/results/0/verdict | \"odd\" | \"verdict\" is \"odd\", and not one of pass, drift, unknown,"
            + " waived, not-applicable",
        "/results/0/verdict | \"pass\" | \"pass\" has a finding",
        "/results/0/findings | [] | drift has no finding",
        "/results/1/reason | null | \"reason\" is missing",
        "/results/2/incomplete | true | unknown, and incomplete",
        "/results/2/more_findings | 1 | no finding, and more of them",
        "/results/0/findings/0/row/fd | 2.5 | \"fd\" is the number 2.5, and not a whole number",
        "/results/0/findings/0/row/fd | [] | \"fd\" is a list, and not a cell",
        "/results/0/findings/0/row/fd | {} | \"beginning\" is missing",
        "/results/0/findings/0/cause | null | \"cause\" is missing",
        "/results/0/findings/0/instance | \"x\" | \"subject\" does not end with \"instance\"",
      })
  void whatCannotBeIsRefused(String pointer, String value, String message) throws IOException {
    JsonNode report = three();
    int slash = pointer.lastIndexOf('/');
    ContainerNode<?> parent = (ContainerNode<?>) report.at(pointer.substring(0, slash));
    ((ObjectNode) parent).set(pointer.substring(slash + 1), MAPPER.readTree(value));

    assertThatThrownBy(() -> read(report.toPrettyString()))
        .isInstanceOf(UnreadableReport.class)
        .message()
        .matches("line \\d+, column \\d+: .*")
        .endsWith(": " + message + CHANGED);
  }

  @Test
  void aCauseThatIsNotListedIsRefused() throws IOException {
    ObjectNode report = (ObjectNode) three();
    String id = report.at("/causes/0/id").asText();
    ((ArrayNode) report.get("causes")).remove(0);
    assertRefusedAnywhere(report, "cause \"%s\" is not among \"causes\"".formatted(id));
    report.remove("causes");
    assertThatThrownBy(() -> read(report.toString()))
        .isInstanceOf(UnreadableReport.class)
        .hasMessageEndingWith("is not among \"causes\"" + CHANGED);
  }

  @Test
  void aCauseThatForgetsAHostIsRefused() throws IOException {
    JsonNode report = three();
    ((ArrayNode) report.at("/causes/0/hosts")).removeAll();
    assertRefusedAnywhere(
        report,
        "cause \"%s\" has other hosts or findings than those that name it"
            .formatted(report.at("/causes/0/id").asText()));
  }

  @Test
  void theSecondFieldOfANameIsRefused() throws IOException {
    assertThatThrownBy(
            () -> read(json().replace("\"partial\"", "\"version\" : \"2\", \"partial\"")))
        .hasMessageEndingWith("\"version\" stands here twice" + CHANGED);
    assertThatThrownBy(() -> read(json().replace("\"summary\"", "\"run\" : {}, \"summary\"")))
        .hasMessageEndingWith("\"run\" stands here twice" + CHANGED);
  }

  @Test
  void everyBeginningOfAReportIsRefused() throws IOException {
    byte[] json = json().getBytes(StandardCharsets.UTF_8);
    for (int length = 1; length < json.length - 1; length++) {
      int cut = length;
      assertThatThrownBy(() -> ReportReader.read(new ByteArrayInputStream(json, 0, cut)))
          .as("%d bytes", length)
          .isInstanceOf(UnreadableReport.class)
          .hasMessageEndingWith(CUT);
    }
  }

  @Test
  void everyFieldIsNeededButThoseThatFollowFromOthers() throws IOException {
    Set<String> notNeeded = new TreeSet<>();
    for (Field field : fields(three(), "")) {
      JsonNode report = three();
      ((ObjectNode) report.at(field.parent())).remove(field.name());
      if (catchThrowable(() -> read(report.toString())) == null) {
        notNeeded.add(field.parent().replaceAll("/[0-9]+", "") + "/" + field.name());
      }
    }
    assertThat(notNeeded)
        .allSatisfy(path ->
            assertThat(
                    path.contains("/row/")
                        || path.contains("/expected/")
                        || NOT_NEEDED.contains(path.substring(path.lastIndexOf('/') + 1))
                        || path.matches("/(hosts|results)/(hint|reason|reason_code|detail|cause)")
                        || path.matches("/hosts/coverage/.*|/summary/findings.*")
                        // of a check there is no more to say
                        || path.matches("/gate|/run/(kind|plan)"))
                .as(path)
                .isTrue());
  }

  /// Whatever stands in a field, either the report is refused, or each format can be written.
  @Test
  void noValueMakesTheProgramFail() throws IOException {
    List<JsonNode> values = new ArrayList<>();
    for (String text :
        List.of(
            "null", "true", "-1", "7", "1e99", "1e999999999", "\"\"", "\"\\u001b\"", "[]", "{}")) {
      values.add(
          MAPPER
              .reader()
              .with(
                  com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
              .readTree(text));
    }
    int shown = 0;
    for (Field field : fields(three(), "")) {
      for (JsonNode value : values) {
        JsonNode report = three();
        ((ObjectNode) report.at(field.parent())).set(field.name(), value);
        Throwable refused = catchThrowable(() -> write(read(report.toString())));
        if (refused == null) {
          shown++;
        } else {
          assertThat(refused).as("%s = %s", field, value).isInstanceOf(UnreadableReport.class);
        }
      }
    }
    assertThat(shown).isPositive();
  }

  @Test
  void whatIsNestedDeeplyIsRefused() {
    String deep = "[".repeat(100_000);
    for (String before :
        List.of("", "{\"later\" : ", "{\"run\" : ", "{\"hosts\" : [ ", "{\"format\" : ")) {
      assertThatThrownBy(() -> read(before + deep))
          .as(before)
          .isInstanceOf(UnreadableReport.class)
          .message()
          .matches("line 1, column \\d+: (nested deeper|no report begins|\"hosts\" is no list).*");
    }
  }

  @Test
  void aTextWithoutEndIsRefusedBeforeItIsWholeInMemory() {
    InputStream endless =
        new SequenceInputStream(
            new ByteArrayInputStream("{\"run\" : \"".getBytes(StandardCharsets.UTF_8)),
            new InputStream() {
              @Override
              public int read() {
                return 'x';
              }

              @Override
              public int read(byte[] bytes, int offset, int length) {
                Arrays.fill(bytes, offset, offset + length, (byte) 'x');
                return length;
              }
            });
    assertThatThrownBy(() -> ReportReader.read(endless))
        .isInstanceOf(UnreadableReport.class)
        .hasMessageEndingWith(
            "nested deeper, or with a longer text or number, than any report" + OTHER);
  }

  /// The last two look like the beginning of UTF-32 in an order of bytes that nobody uses.
  @ParameterizedTest
  @ValueSource(strings = {"7b22fffe223a317d", "fffe7b00", "00007b00", "007b0000"})
  void bytesThatAreNoUtf8AreRefused(String bytes) {
    assertThatThrownBy(
            () -> ReportReader.read(new ByteArrayInputStream(HexFormat.of().parseHex(bytes))))
        .isInstanceOf(UnreadableReport.class)
        .hasMessageStartingWith("line 1, column ")
        .hasMessageEndingWith(OTHER);
  }

  private record Field(String parent, String name) {}

  /// Every field of every object, as JSON pointers.
  private static List<Field> fields(JsonNode node, String pointer) {
    List<Field> fields = new ArrayList<>();
    if (node.isObject()) {
      node.properties()
          .forEach(field -> {
            fields.add(new Field(pointer, field.getKey()));
            fields.addAll(fields(field.getValue(), pointer + "/" + field.getKey()));
          });
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      fields.addAll(fields(node.get(i), pointer + "/" + i));
    }
    return fields;
  }

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(UnreadableReport.class).hasMessage(message);
  }

  private static void assertRefusedAnywhere(JsonNode report, String message) {
    assertThatThrownBy(() -> read(report.toString()))
        .isInstanceOf(UnreadableReport.class)
        .hasMessageEndingWith(": " + message + CHANGED);
  }

  private static JsonNode three() throws IOException {
    return MAPPER.readTree(json());
  }

  private static String json() throws IOException {
    StringWriter out = new StringWriter();
    Format.JSON.write(Runs.three(), Style.PLAIN, out);
    return out.toString();
  }

  private static RunReport read(String json) throws IOException {
    return ReportReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static void write(RunReport report) throws IOException {
    for (Format format : Format.values()) {
      format.write(report, new Style(true, false), new StringWriter());
    }
  }
}
