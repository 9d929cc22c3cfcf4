package dev.driftline.report.read;

import dev.driftline.model.CheckInfo;
import dev.driftline.model.Severity;
import java.util.HashMap;
import java.util.Map;

/// Reads the items of `checks`.
final class CheckReader {

  private record Name(String policy, String check) {
    static Name of(Fields fields) throws UnreadableReport {
      return new Name(fields.text("policy"), fields.text("check"));
    }
  }

  private final Map<Name, CheckInfo> byName = new HashMap<>();

  void check(Fields fields) throws UnreadableReport {
    CheckInfo check =
        new CheckInfo(
            fields.text("policy"),
            fields.text("check"),
            fields.text("title"),
            fields.word("severity", Severity.values(), Severity::word),
            fields.text("why"),
            fields.text("fix"));
    if (byName.put(Name.of(fields), check) != null) {
      throw UnreadableReport.changed(
          fields.at(), "check \"%s\" stands here twice".formatted(check.id()));
    }
  }

  /// The check that the fields `policy` and `check` name.
  CheckInfo named(Fields fields) throws UnreadableReport {
    CheckInfo check = byName.get(Name.of(fields));
    if (check == null) {
      throw fields.wrong("check", "a check of \"checks\"");
    }
    return check;
  }
}
