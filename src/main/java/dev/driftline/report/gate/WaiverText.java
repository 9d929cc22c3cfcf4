package dev.driftline.report.gate;

import dev.driftline.model.site.WaiverNote;
import dev.driftline.text.Escape;

/// A waiver in words: `by waivers.yaml:2 until 2027-01-31: the vendor mends it (OPS-12), the web team`.
public final class WaiverText {

  private WaiverText() {}

  /// Says which waiver it is, how long it holds, and why.
  public static String of(WaiverNote note) {
    return "by %s until %s: %s%s%s"
        .formatted(
            Escape.line(note.place()),
            note.until(),
            Escape.line(note.reason()),
            note.ticket().map(ticket -> " (%s)".formatted(Escape.line(ticket))).orElse(""),
            note.owner().map(owner -> ", " + Escape.line(owner)).orElse(""));
  }
}
