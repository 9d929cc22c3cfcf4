package dev.driftline.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Looks things up in a JSON report.
record Verdicts(JsonNode report) {

  static Verdicts of(Program.Result result) throws IOException {
    try {
      return new Verdicts(result.json());
    } catch (IOException e) {
      throw new IOException("no report: " + result, e);
    }
  }

  /// The one result of `check` on `host`.
  JsonNode result(String check, String host) {
    return results()
        .filter(r -> r.get("check").asText().equals(check) && r.get("host").asText().equals(host))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no result of %s on %s".formatted(check, host)));
  }

  String verdict(String check, String host) {
    return result(check, host).get("verdict").asText();
  }

  /// The messages of the findings of `check` on `host`.
  List<String> messages(String check, String host) {
    List<String> messages = new ArrayList<>();
    result(check, host).get("findings").forEach(f -> messages.add(f.get("message").asText()));
    return messages;
  }

  /// Every drift there is, as check, host and messages.
  List<String> drifts() {
    return results()
        .filter(r -> r.get("verdict").asText().equals("drift"))
        .map(r -> "%s on %s: %s".formatted(r.get("check"), r.get("host"), r.get("findings")))
        .toList();
  }

  /// The verdicts of all checks on `host`.
  List<String> verdictsOf(String host) {
    return results()
        .filter(r -> r.get("host").asText().equals(host))
        .map(r -> r.get("verdict").asText())
        .toList();
  }

  private Stream<JsonNode> results() {
    return StreamSupport.stream(report.get("results").spliterator(), false);
  }

  /// The one entry of `host`.
  JsonNode host(String host) {
    return StreamSupport.stream(report.get("hosts").spliterator(), false)
        .filter(h -> h.get("host").asText().equals(host))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no host " + host));
  }
}
