package dev.driftline.report.read;

import dev.driftline.model.Severity;
import dev.driftline.model.gate.Compatible;
import dev.driftline.model.gate.GateFinding;
import dev.driftline.model.gate.GateNote;
import dev.driftline.model.gate.GatePair;
import dev.driftline.model.gate.GateReport;
import dev.driftline.model.gate.NotAsked;
import dev.driftline.model.gate.PairClient;
import dev.driftline.model.gate.PairDelta;
import dev.driftline.model.gate.PairRule;
import dev.driftline.model.gate.PairRule.Weight;
import dev.driftline.model.gate.PairServer;
import dev.driftline.model.gate.PairState;
import dev.driftline.model.gate.PairWaiver;
import dev.driftline.model.gate.Planned;
import dev.driftline.model.gate.ToldAnswer;
import dev.driftline.model.site.WaiverNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what only a report of a gate has: the fields `gate` and `pairs`.
final class GateReader {

  private GateReader() {}

  static GateReport gate(Optional<String> plan, Fields gate, List<Fields> pairs)
      throws UnreadableReport {
    return new GateReport(
        plan,
        planned(gate.list("assumed")),
        planned(gate.list("moved")),
        planned(gate.list("not_moved")),
        told(gate.list("told")),
        pairs(pairs),
        findings(gate.list("findings"), "worse"),
        findings(gate.list("findings"), "already"),
        findings(gate.list("findings"), "cured"),
        gate.texts("skews"),
        gate.texts("possible"),
        notAsked(gate.list("not_asked")),
        notes(gate.list("notes")));
  }

  private static List<Planned> planned(List<Fields> items) throws UnreadableReport {
    List<Planned> all = new ArrayList<>();
    for (Fields item : items) {
      all.add(
          new Planned(
              item.text("host"),
              item.text("package"),
              item.text("from"),
              item.text("to"),
              item.text("file"),
              item.count("line")));
    }
    return all;
  }

  private static List<ToldAnswer> told(List<Fields> items) throws UnreadableReport {
    List<ToldAnswer> all = new ArrayList<>();
    for (Fields item : items) {
      all.add(
          new ToldAnswer(
              item.text("product"),
              item.text("condition"),
              item.text("value"),
              item.text("reason"),
              item.text("file"),
              item.count("line"),
              item.truth("used")));
    }
    return all;
  }

  private static List<GateFinding> findings(List<Fields> items, String state)
      throws UnreadableReport {
    List<GateFinding> all = new ArrayList<>();
    for (Fields item : items) {
      if (item.text("state").equals(state)) {
        all.add(
            new GateFinding(
                item.text("key"),
                item.text("check"),
                item.text("host"),
                item.word("severity", Severity.values(), Severity::word),
                item.text("subject"),
                item.text("message"),
                item.truth("skew"),
                WaiverFields.note(item, "waiver")));
      }
    }
    return all;
  }

  private static List<NotAsked> notAsked(List<Fields> items) throws UnreadableReport {
    List<NotAsked> all = new ArrayList<>();
    for (Fields item : items) {
      all.add(
          new NotAsked(
              item.text("server"),
              item.text("address"),
              item.optionalText("host"),
              item.count("connections"),
              item.text("why")));
    }
    return all;
  }

  private static List<GateNote> notes(List<Fields> items) throws UnreadableReport {
    List<GateNote> all = new ArrayList<>();
    for (Fields item : items) {
      all.add(
          new GateNote(
              item.optionalText("place"),
              item.text("message"),
              item.optionalText("hint"),
              item.truth("open")));
    }
    return all;
  }

  private static List<GatePair> pairs(List<Fields> items) throws UnreadableReport {
    List<GatePair> all = new ArrayList<>();
    for (Fields item : items) {
      Fields client = item.fields("client");
      PairState now = state(item);
      PairState then = state(item.fields("then"));
      Optional<Fields> straight = item.optionalFields("straight");
      all.add(
          new GatePair(
              item.text("key"),
              item.text("product"),
              item.count("connections"),
              item.optionalText("via"),
              client(client),
              client.optionalText("then"),
              server(item.fields("server")),
              now,
              then,
              new PairDelta(
                  named(item, "worse", then),
                  named(item, "already", then),
                  named(item, "cured", now),
                  named(item, "could", then),
                  item.optionalText("undecided")),
              straight.isPresent() ? Optional.of(state(straight.get())) : Optional.empty(),
              waived(item)));
    }
    return all;
  }

  /// What waivers accept; earlier versions did not write it.
  private static List<PairWaiver> waived(Fields pair) throws UnreadableReport {
    List<PairWaiver> all = new ArrayList<>();
    for (Fields item : pair.has("waived") ? pair.list("waived") : List.<Fields>of()) {
      WaiverNote note =
          WaiverFields.note(item, "waiver")
              .orElseThrow(() -> UnreadableReport.changed(item.at(), "\"waived\" names no waiver"));
      all.add(new PairWaiver(item.optionalText("rule"), note));
    }
    return all;
  }

  /// The rules of a state that a list of ids names.
  private static List<PairRule> named(Fields pair, String list, PairState state)
      throws UnreadableReport {
    List<PairRule> rules = new ArrayList<>();
    for (String id : pair.texts(list)) {
      rules.add(
          state.rules().stream()
              .filter(rule -> rule.id().equals(id))
              .findFirst()
              .orElseThrow(() ->
                  UnreadableReport.changed(
                      pair.at(),
                      "\"%s\" names \"%s\", which is no rule here".formatted(list, id))));
    }
    return rules;
  }

  static PairState state(Fields state) throws UnreadableReport {
    List<PairRule> rules = new ArrayList<>();
    for (Fields rule : state.list("rules")) {
      rules.add(
          new PairRule(
              rule.text("id"),
              rule.text("topic"),
              rule.word("verdict", Compatible.values(), Compatible::word),
              rule.word("weight", Weight.values(), Weight::word),
              rule.text("code"),
              rule.text("sees"),
              rule.text("do"),
              rule.texts("source"),
              rule.texts("unknown_conditions")));
    }
    return new PairState(
        state.optionalText("compatible").isPresent()
            ? Optional.of(state.word("compatible", Compatible.values(), Compatible::word))
            : Optional.empty(),
        state.optionalText("reason"),
        rules);
  }

  static PairClient client(Fields client) throws UnreadableReport {
    return new PairClient(
        client.text("host"),
        client.optionalText("address"),
        client.optionalText("process"),
        client.optionalText("pid"),
        client.optionalText("script"),
        client.optionalText("user"),
        client.optionalText("unit"),
        client.optionalText("container"),
        client.optionalText("library"),
        client.optionalText("version"),
        client.optionalText("series"),
        client.optionalText("scheme"));
  }

  static PairServer server(Fields server) throws UnreadableReport {
    return new PairServer(
        server.text("host"),
        server.text("endpoint"),
        server.optionalText("process"),
        server.optionalText("product"),
        server.optionalText("version"),
        server.optionalText("then"),
        server.optionalText("series"),
        server.optionalText("scheme"));
  }
}
