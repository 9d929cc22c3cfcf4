package dev.driftline.report.read;

import java.io.IOException;

/// The text is no report that this driftline can show. The message says where, what is wrong and what to do: `line 4,
/// column 12: "outcome" is "fine", and not one of answered, unreachable; …`. It may quote the text, so it has to be
/// escaped before it is shown.
public final class UnreadableReport extends IOException {

  private static final long serialVersionUID = 1;

  private static final String OTHER = "\"driftline check -o json=FILE\" writes such a report";
  private static final String CUT = "it was cut, so take a whole copy";
  private static final String CHANGED =
      "it was changed after it was written, or a newer driftline wrote it: show it with that one";

  private UnreadableReport(Place at, String fault, String advice) {
    super("line %d, column %d: %s; %s".formatted(at.line(), at.column(), fault, advice));
  }

  /// It is something else than a report.
  static UnreadableReport other(Place at, String fault) {
    return new UnreadableReport(at, fault, OTHER);
  }

  /// It ends in the middle.
  static UnreadableReport cut(Place at) {
    return new UnreadableReport(at, "the report ends in the middle", CUT);
  }

  /// It is a report, but it cannot be true, or says what this driftline does not know.
  static UnreadableReport changed(Place at, String fault) {
    return new UnreadableReport(at, fault, CHANGED);
  }
}
