package dev.driftline.report.gate;

import dev.driftline.model.site.WaiverNote;
import dev.driftline.report.Json;
import java.io.IOException;
import java.util.Optional;

/// A waiver beside what it accepts, in a check and in a gate.
public final class WaiverJson {

  private WaiverJson() {}

  /// Writes a field; null without a waiver.
  public static void write(Json json, String name, Optional<WaiverNote> waiver) throws IOException {
    if (waiver.isPresent()) {
      json.object(name, () -> fields(json, waiver.get()));
    } else {
      json.nothing(name);
    }
  }

  /// Writes the fields of a waiver.
  public static void fields(Json json, WaiverNote waiver) throws IOException {
    json.text("file", waiver.file());
    json.number("line", waiver.line());
    json.text("until", waiver.until().toString());
    json.number("days_left", waiver.daysLeft());
    json.text("reason", waiver.reason());
    json.text("ticket", waiver.ticket());
    json.text("owner", waiver.owner());
  }
}
