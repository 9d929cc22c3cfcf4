import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Writes the list of known holes anew: asks OSV (https://google.github.io/osv.dev/api/) for every advisory about the
/// artefacts that the list names, of every version. The file is replaced when all was answered, and not at all
/// otherwise.
///
///     java -cp 'target/driftline/lib/*' src/main/package/RefreshKnownHoles.java [FILE [SERVICE]]
private static final ObjectMapper JSON = new ObjectMapper();
private static final HttpClient HTTP =
    HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();

void main(String[] arguments) throws IOException, InterruptedException {
  Path file =
      Path.of(arguments.length > 0 ? arguments[0] : "src/main/package/known-holes.txt");
  String service = arguments.length > 1 ? arguments[1] : "https://api.osv.dev";
  List<String> old = Files.readAllLines(file);
  List<String> text =
      new ArrayList<>(
          old.stream()
              .takeWhile(line -> line.startsWith("#"))
              .filter(line -> !line.startsWith("# This first list"))
              .toList());
  text.add("asked " + LocalDate.now(ZoneOffset.UTC));
  for (String line : old) {
    if (line.startsWith("artifact ")) {
      String artifact = line.substring("artifact ".length());
      text.add("");
      text.add(line);
      for (String id : ids(service, artifact)) {
        hole(get(service + "/v1/vulns/" + id), artifact, text);
      }
    }
  }
  Path whole = file.resolveSibling(file.getFileName() + ".new");
  Files.write(whole, text);
  Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
  IO.println(file + ": " + text.stream().filter(line -> line.startsWith("hole ")).count() + " holes");
}

/// The names of all advisories about an artefact; the service gives them in pages.
Set<String> ids(String service, String artifact) throws IOException, InterruptedException {
  Set<String> ids = new TreeSet<>();
  String page = "";
  do {
    ObjectNode query = JSON.createObjectNode();
    query.putObject("package").put("ecosystem", "Maven").put("name", artifact);
    if (!page.isEmpty()) {
      query.put("page_token", page);
    }
    ObjectNode batch = JSON.createObjectNode();
    batch.putArray("queries").add(query);
    JsonNode results = post(service + "/v1/querybatch", batch).path("results");
    if (results.size() != 1) {
      throw new IOException("one question about %s, %d answers".formatted(artifact, results.size()));
    }
    for (JsonNode hole : results.get(0).path("vulns")) {
      ids.add(required(hole, "id"));
    }
    page = results.get(0).path("next_page_token").asText("");
  } while (!page.isEmpty());
  return ids;
}

/// Adds a line for an advisory, unless it was withdrawn.
void hole(JsonNode advisory, String artifact, List<String> text) throws IOException {
  if (advisory.hasNonNull("withdrawn")) {
    return;
  }
  String id = required(advisory, "id");
  Set<String> ranges = new TreeSet<>();
  for (JsonNode affected : advisory.path("affected")) {
    JsonNode of = affected.path("package");
    if (of.path("ecosystem").asText().equals("Maven") && of.path("name").asText().equals(artifact)) {
      ranges(affected, ranges);
    }
  }
  if (ranges.isEmpty()) {
    throw new IOException("%s says nothing about the versions of %s".formatted(id, artifact));
  }
  String others =
      StreamSupport.stream(advisory.path("aliases").spliterator(), false)
          .map(JsonNode::asText)
          .map(other -> word(other))
          .sorted()
          .collect(Collectors.joining(","));
  String what = advisory.path("summary").asText("").replaceAll("\\s+", " ").strip();
  text.add(
      "hole %s %s %s %s"
          .formatted(
              word(id),
              others.isEmpty() ? "-" : others,
              String.join("|", ranges),
              what.isEmpty() ? "(without a summary)" : what));
}

/// `introduced`, then `fixed` (not in it any more) or `last_affected` (still in it); neither: in everything since.
/// Versions that are only listed are ranges of one.
void ranges(JsonNode affected, Set<String> ranges) throws IOException {
  for (JsonNode range : affected.path("ranges")) {
    String from = "";
    for (JsonNode event : range.path("events")) {
      if (event.has("introduced")) {
        from = word(required(event, "introduced"));
      } else if (event.has("fixed")) {
        ranges.add("[" + from + "," + word(required(event, "fixed")) + ")");
        from = "";
      } else if (event.has("last_affected")) {
        ranges.add("[" + from + "," + word(required(event, "last_affected")) + "]");
        from = "";
      }
    }
    if (!from.isEmpty()) {
      ranges.add("[" + from + ",999999999]");
    }
  }
  if (ranges.isEmpty()) {
    for (JsonNode version : affected.path("versions")) {
      String one = word(version.asText());
      ranges.add("[" + one + "," + one + "]");
    }
  }
}

/// A name or version of the service's, which is one word in our list.
static String word(String text) {
  if (!text.matches("[A-Za-z0-9._+:-]{1,100}")) {
    throw new IllegalArgumentException("no word: \"" + text + "\"");
  }
  return text;
}

static String required(JsonNode node, String name) throws IOException {
  String text = node.path(name).asText("");
  if (text.isEmpty()) {
    throw new IOException("an answer without \"" + name + "\": " + node);
  }
  return text;
}

JsonNode post(String address, JsonNode body) throws IOException, InterruptedException {
  return answer(request(address).POST(BodyPublishers.ofString(body.toString())).build());
}

JsonNode get(String address) throws IOException, InterruptedException {
  return answer(request(address).GET().build());
}

HttpRequest.Builder request(String address) {
  return HttpRequest.newBuilder(URI.create(address))
      .timeout(Duration.ofSeconds(60))
      .header("Content-Type", "application/json");
}

JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
  HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
  if (response.statusCode() != 200) {
    throw new IOException(request.uri() + " answered " + response.statusCode());
  }
  return Objects.requireNonNull(JSON.readTree(response.body()));
}
