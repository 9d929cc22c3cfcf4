package dev.driftline.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A JSON Schema of `docs/`, as it is published or in a stricter form.
///
/// The published form allows fields that it does not list, because later versions add some. The strict form refuses
/// them, so that a field cannot be added to a report without being documented.
public final class Schema {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final JsonSchema schema;

  private Schema(JsonNode node) {
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(node, config);
  }

  public static Schema published(String name) throws IOException {
    return new Schema(read(name));
  }

  public static Schema strict(String name) throws IOException {
    JsonNode node = read(name);
    close(node);
    return new Schema(node);
  }

  public static JsonNode read(String name) throws IOException {
    return MAPPER.readTree(Files.readString(Path.of("docs", name)));
  }

  /// What is wrong with a document, one sentence each.
  public List<String> problems(String json) {
    return schema.validate(json, InputFormat.JSON).stream()
        .map(ValidationMessage::getMessage)
        .sorted()
        .toList();
  }

  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    node.forEach(Schema::close);
  }
}
