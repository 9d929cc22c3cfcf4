package dev.driftline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// `docs/report-json.md` lists the fields of both schemas, and its examples are as the schemas say.
class SchemaPageTest {

  private static final Path PAGE = Path.of("docs", "report-json.md");
  private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

  @Test
  void thePageListsTheFieldsOfTheReport() throws IOException {
    JsonNode schema = Schema.read("report.schema.json");
    JsonNode parts = schema.path("$defs");
    String text =
        fields("The document", schema)
            + fields("`run`", schema.at("/properties/run"))
            + fields("`summary`", schema.at("/properties/summary"))
            + fields("An item of `hosts`", parts.path("host"))
            + fields("An item of `coverages`", parts.path("coverage"))
            + fields("`noise`", parts.at("/host/properties/noise"))
            + fields("An item of `checks`", parts.path("check"))
            + fields("An item of `results`", parts.path("result"))
            + fields("An item of `findings`", parts.path("finding"))
            + fields("`peers`", parts.at("/finding/properties/peers"))
            + fields("An item of `values`", parts.path("peer_value"))
            + fields("An item of `undecided`", parts.path("undecided"))
            + fields("An item of `causes`", parts.path("cause"))
            + fields("An item of `waivers`", parts.path("waiver_state"))
            + fields("`waiver` of a finding, a row or a result", parts.path("waiver"))
            + fields("`gate`", parts.path("gate"))
            + fields("An item of `assumed`, `moved` and `not_moved`", parts.path("planned"))
            + fields("An item of `told`", parts.path("told"))
            + fields("An item of `findings` of `gate`", parts.path("gate_finding"))
            + fields("An item of `not_asked`", parts.path("not_asked"))
            + fields("An item of `notes`", parts.path("gate_note"))
            + fields("An item of `pairs`", parts.path("pair"))
            + fields("An item of `waived` of a pair", parts.path("pair_waiver"))
            + fields("`then` and `straight`", parts.path("pair_state"))
            + fields("An item of `rules`", parts.path("pair_rule"))
            + fields("`client`", parts.at("/pair/properties/client"))
            + fields("`server`", parts.at("/pair/properties/server"));

    Page.holds(PAGE, "SchemaPageTest report", text);
  }

  @Test
  void thePageListsTheFieldsOfAProbe() throws IOException {
    JsonNode schema = Schema.read("probe.schema.json");
    JsonNode parts = schema.path("$defs");
    String text =
        fields("The document", schema)
            + fields("An item of `hosts` that is `observed`", parts.path("observed"))
            + fields("An item of `hosts` that is `absent`", parts.path("absent"))
            + fields("An item of `hosts` that is `unknown`", parts.path("unknown"));

    Page.holds(PAGE, "SchemaPageTest probe", text);
  }

  @Test
  void theExamplesAreWholeAndAsTheSchemasSay() throws IOException {
    List<String> examples =
        EXAMPLE
            .matcher(Files.readString(PAGE))
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();

    assertThat(examples).hasSize(2);
    assertThat(Schema.strict("report.schema.json").problems(examples.getFirst())).isEmpty();
    assertThat(Schema.strict("probe.schema.json").problems(examples.getLast())).isEmpty();
  }

  private static String fields(String heading, JsonNode object) {
    StringBuilder text = new StringBuilder();
    text.append("\n**%s.** %s\n\n".formatted(heading, object.path("description").asText()));
    text.append("| field | type | what it holds |\n|---|---|---|\n");
    object
        .path("properties")
        .properties()
        .forEach(field ->
            text.append(
                "| `%s` | %s | %s |\n"
                    .formatted(
                        field.getKey(),
                        type(field.getValue()),
                        Page.cell(field.getValue().path("description").asText()))));
    return text.toString();
  }

  private static String type(JsonNode field) {
    if (field.has("const")) {
      return "`" + field.path("const").asText() + "`";
    }
    if (field.has("enum")) {
      return StreamSupport.stream(field.path("enum").spliterator(), false)
          .map(word -> "`" + word.asText() + "`")
          .collect(Collectors.joining(", "));
    }
    JsonNode type = field.path("type");
    if (type.isArray()) {
      return StreamSupport.stream(type.spliterator(), false)
          .map(JsonNode::asText)
          .collect(Collectors.joining(" or "));
    }
    return type.isTextual() ? type.asText() : "object or null";
  }
}
