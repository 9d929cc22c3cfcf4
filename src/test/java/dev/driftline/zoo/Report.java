package dev.driftline.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What one run of driftline said about the descriptors of a cage.
///
/// @param findings the findings of major or above, in words, by descriptor
/// @param small    the minor findings, in words, by descriptor
/// @param unread   the descriptors of which a check could not be decided
/// @param rows     the descriptors that have a row
record Report(
    Map<Descriptor, String> findings,
    Map<Descriptor, String> small,
    Set<Descriptor> unread,
    Set<Descriptor> rows) {

  /// A descriptor of a process.
  record Descriptor(long pid, int number) {

    static Descriptor of(JsonNode row) {
      return new Descriptor(row.get("pid").asLong(), row.get("fd").asInt());
    }
  }

  private static final Set<String> BAD = Set.of("critical", "major");

  /// The columns that the shipped checks judge. A row in which one of them is unread is undecided.
  private static final List<String> JUDGED = List.of("kind", "mode", "origin", "other_end");

  /// @param said the report of `driftline check`, and the rows of `driftline probe fds`
  static Report of(JsonNode said) {
    Map<Descriptor, String> findings = new HashMap<>();
    Map<Descriptor, String> small = new HashMap<>();
    boolean undecided = false;
    for (JsonNode result : said.get("report").get("results")) {
      undecided |= result.get("reason").asText().contains("could not be judged");
      for (JsonNode finding : result.get("findings")) {
        (BAD.contains(result.get("severity").asText()) ? findings : small)
            .merge(
                Descriptor.of(finding.get("row")),
                result.get("check").asText() + ": " + finding.get("message").asText(),
                (one, other) -> one + "; " + other);
      }
    }
    Set<Descriptor> unread = new HashSet<>();
    Set<Descriptor> rows = new HashSet<>();
    JsonNode host = said.get("rows").get("hosts").get(0);
    if (!host.path("answer").asText().equals("observed")) {
      throw new IllegalStateException("driftline could not look at the cage: " + said);
    }
    for (JsonNode row : host.get("rows")) {
      if (row.get("fd").isInt()) {
        rows.add(Descriptor.of(row));
        if (undecided && JUDGED.stream().anyMatch(column -> row.path(column).has("unread"))) {
          unread.add(Descriptor.of(row));
        }
      }
    }
    return new Report(findings, small, unread, rows);
  }

  /// Why the answer about a descriptor is wrong; nothing if it is right.
  ///
  /// @param word what it truly is
  String wrong(Descriptor descriptor, Word word) {
    String finding = findings.get(descriptor);
    String minor = small.get(descriptor);
    boolean open = unread.contains(descriptor);
    return switch (word.mark()) {
      case HIDDEN -> "";
      case FAULT -> finding == null && !open ? "passes, and is a fault" : "";
      case UNCERTAIN -> finding == null ? "" : "is sound, and there is a finding: " + finding;
      case SMALL ->
          finding != null
              ? "is a small matter, and there is a finding: " + finding
              : minor == null ? "is a small matter, and there is no finding" : "";
      case SOUND ->
          finding != null || minor != null
              ? "is sound, and there is a finding: " + (finding == null ? minor : finding)
              : open || !rows.contains(descriptor) ? "is sound, and was not decided" : "";
    };
  }
}
