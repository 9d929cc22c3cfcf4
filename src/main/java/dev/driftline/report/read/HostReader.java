package dev.driftline.report.read;

import dev.driftline.model.HostAnswers.Noise;
import dev.driftline.model.HostResult;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.table.Coverage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads the items of `hosts`.
final class HostReader {

  private enum Answer {
    ANSWERED,
    UNREACHABLE
  }

  private final CauseReader causes;
  private final Map<String, HostResult> byName = new HashMap<>();

  HostReader(CauseReader causes) {
    this.causes = causes;
  }

  HostResult host(Fields fields) throws UnreadableReport {
    String name = fields.text("host");
    Outcome outcome = outcome(fields);
    Optional<Fields> noise = fields.optionalFields("noise");
    HostResult host =
        new HostResult(
            name,
            fields.text("address"),
            outcome,
            fields.seconds("seconds"),
            fields.optionalText("os"),
            coverage(fields.list("coverages")),
            noise.isPresent() ? Optional.of(noise(noise.get())) : Optional.empty(),
            fields.texts("older_algorithms"),
            causes.named(fields, name, outcome instanceof Outcome.Unreachable, 0));
    if (byName.put(name, host) != null) {
      throw UnreadableReport.changed(fields.at(), "host \"%s\" stands here twice".formatted(name));
    }
    return host;
  }

  /// The name of the host that a field names.
  String named(Fields fields) throws UnreadableReport {
    HostResult host = byName.get(fields.text("host"));
    if (host == null) {
      throw fields.wrong("host", "a host of \"hosts\"");
    }
    return host.host();
  }

  private static Outcome outcome(Fields fields) throws UnreadableReport {
    return switch (fields.word(
        "outcome", Answer.values(), a -> a.name().toLowerCase(Locale.ROOT))) {
      case ANSWERED -> new Outcome.Answered();
      case UNREACHABLE ->
          new Outcome.Unreachable(
              fields.word("reason", Reason.values(), Reason::word),
              fields.text("detail"),
              fields.text("hint"));
    };
  }

  private static List<Coverage> coverage(List<Fields> all) throws UnreadableReport {
    List<Coverage> coverage = new ArrayList<>();
    for (Fields fields : all) {
      int readable = fields.count("readable");
      int total = fields.count("total");
      if (readable > total) {
        throw UnreadableReport.changed(
            fields.at(), "%d of %d cannot be readable".formatted(readable, total));
      }
      coverage.add(new Coverage(readable, total, fields.text("things")));
    }
    return coverage;
  }

  private static Noise noise(Fields fields) throws UnreadableReport {
    return new Noise(fields.text("stdout"), fields.text("stderr"));
  }
}
