package dev.driftline.report.gate;

import dev.driftline.model.FoundPair;
import dev.driftline.model.gate.Compatible;
import dev.driftline.model.gate.GateFinding;
import dev.driftline.model.gate.GateNote;
import dev.driftline.model.gate.GatePair;
import dev.driftline.model.gate.GateReport;
import dev.driftline.model.gate.NotAsked;
import dev.driftline.model.gate.PairClient;
import dev.driftline.model.gate.PairRule;
import dev.driftline.model.gate.PairServer;
import dev.driftline.model.gate.PairState;
import dev.driftline.model.gate.PairWaiver;
import dev.driftline.model.gate.Planned;
import dev.driftline.model.gate.ToldAnswer;
import dev.driftline.report.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The fields `gate` and `pairs` of a report of a gate.
public final class GateJson {

  private final Json json;

  public GateJson(Json json) {
    this.json = json;
  }

  /// Writes both fields.
  public void write(GateReport gate) throws IOException {
    json.array("pairs", () -> each(gate.pairs(), this::pair));
    json.object("gate", () -> gate(gate));
  }

  private void gate(GateReport gate) throws IOException {
    json.array("assumed", () -> each(gate.assumed(), this::planned));
    json.array("moved", () -> each(gate.moved(), this::planned));
    json.array("not_moved", () -> each(gate.notMoved(), this::planned));
    json.array("told", () -> each(gate.told(), this::told));
    json.texts("worse", keys(gate, pair -> !pair.worse().isEmpty(), open(gate.worse())));
    json.texts("already", keys(gate, pair -> !pair.delta().already().isEmpty(), gate.already()));
    json.texts("cured", keys(gate, pair -> !pair.delta().cured().isEmpty(), gate.cured()));
    json.texts("waived", keys(gate, pair -> !pair.waived().isEmpty(), waived(gate)));
    json.array(
        "findings",
        () -> {
          each(gate.worse(), finding -> finding(finding, "worse"));
          each(gate.already(), finding -> finding(finding, "already"));
          each(gate.cured(), finding -> finding(finding, "cured"));
        });
    json.texts("skews", gate.skews());
    json.texts("possible", gate.possible());
    json.array("not_asked", () -> each(gate.notAsked(), this::notAsked));
    json.array("notes", () -> each(gate.notes(), this::note));
  }

  private static List<GateFinding> open(List<GateFinding> findings) {
    return findings.stream().filter(finding -> finding.waiver().isEmpty()).toList();
  }

  private static List<GateFinding> waived(GateReport gate) {
    return Stream.concat(gate.worse().stream(), gate.already().stream())
        .filter(finding -> finding.waiver().isPresent())
        .toList();
  }

  private static List<String> keys(
      GateReport gate, Predicate<GatePair> pairs, List<GateFinding> findings) {
    return Stream.concat(
            gate.pairs().stream().filter(pairs).map(GatePair::key),
            findings.stream().map(GateFinding::key))
        .distinct()
        .toList();
  }

  private void planned(Planned planned) throws IOException {
    json.text("host", planned.host());
    json.text("package", planned.name());
    json.text("from", planned.from());
    json.text("to", planned.to());
    json.text("file", planned.file());
    json.number("line", planned.line());
  }

  private void told(ToldAnswer told) throws IOException {
    json.text("product", told.product());
    json.text("condition", told.condition());
    json.text("value", told.value());
    json.text("reason", told.reason());
    json.text("file", told.file());
    json.number("line", told.line());
    json.truth("used", told.used());
  }

  private void finding(GateFinding finding, String state) throws IOException {
    json.text("key", finding.key());
    json.text("state", state);
    json.text("check", finding.check());
    json.text("host", finding.host());
    json.text("severity", finding.severity().word());
    json.text("subject", finding.subject());
    json.text("message", finding.message());
    json.truth("skew", finding.skew());
    WaiverJson.write(json, "waiver", finding.waiver());
  }

  private void notAsked(NotAsked client) throws IOException {
    json.text("server", client.server());
    json.text("address", client.address());
    json.text("host", client.host());
    json.number("connections", client.connections());
    json.text("why", client.why());
  }

  private void note(GateNote note) throws IOException {
    json.text("place", note.place());
    json.text("message", note.message());
    json.text("hint", note.hint());
    json.truth("open", note.open());
  }

  /// The pairs of a check.
  public void found(List<FoundPair> pairs) throws IOException {
    json.array("pairs", () -> each(pairs, this::found));
  }

  private void found(FoundPair pair) throws IOException {
    json.text("key", pair.key());
    json.text("product", pair.product());
    json.number("connections", pair.connections());
    json.text("seen", pair.seen());
    json.nothing("via");
    state(pair.now());
    json.nothing("then");
    json.texts("worse", List.of());
    json.texts("already", List.of());
    json.texts("cured", List.of());
    json.texts("could", List.of());
    json.nothing("undecided");
    json.array("waived", () -> {});
    json.nothing("straight");
    json.object("verdicts", () -> verdicts(pair));
    json.object("client", () -> client(pair.client(), Optional.empty()));
    json.object("server", () -> server(pair.server()));
  }

  private void verdicts(FoundPair pair) throws IOException {
    for (Map.Entry<String, String> verdict : pair.verdicts().entrySet()) {
      json.text(verdict.getKey(), verdict.getValue());
    }
  }

  private void pair(GatePair pair) throws IOException {
    json.text("key", pair.key());
    json.text("product", pair.product());
    json.number("connections", pair.connections());
    json.text("seen", "now");
    json.text("via", pair.via());
    state(pair.now());
    json.object("then", () -> state(pair.then()));
    json.texts("worse", GatePair.ids(pair.delta().worse()));
    json.texts("already", GatePair.ids(pair.delta().already()));
    json.texts("cured", GatePair.ids(pair.delta().cured()));
    json.texts("could", GatePair.ids(pair.delta().could()));
    json.text("undecided", pair.delta().unknown());
    json.array("waived", () -> each(pair.waived(), this::waived));
    if (pair.straight().isPresent()) {
      json.object("straight", () -> state(pair.straight().get()));
    } else {
      json.nothing("straight");
    }
    json.object("verdicts", () -> {});
    json.object("client", () -> client(pair.client(), pair.clientThen()));
    json.object("server", () -> server(pair.server()));
  }

  private void waived(PairWaiver waived) throws IOException {
    json.text("rule", waived.rule());
    WaiverJson.write(json, "waiver", Optional.of(waived.waiver()));
  }

  private void state(PairState state) throws IOException {
    json.text("compatible", state.compatible().map(Compatible::word));
    json.array("rules", () -> each(state.rules(), this::rule));
    json.text("reason", state.unknown());
  }

  private void rule(PairRule rule) throws IOException {
    json.text("id", rule.id());
    json.text("topic", rule.topic());
    json.text("verdict", rule.verdict().word());
    json.text("weight", rule.weight().word());
    json.text("code", rule.code());
    json.text("sees", rule.sees());
    json.text("do", rule.what());
    json.texts("source", rule.sources());
    json.texts("unknown_conditions", rule.unknown());
  }

  private void client(PairClient client, Optional<String> then) throws IOException {
    json.text("host", client.host());
    json.text("address", client.address());
    json.text("process", client.process());
    json.text("pid", client.pid());
    json.text("script", client.script());
    json.text("user", client.user());
    json.text("unit", client.unit());
    json.text("container", client.container());
    json.text("library", client.library());
    json.text("version", client.version());
    json.text("then", then);
    json.text("series", client.series());
    json.text("scheme", client.scheme());
  }

  private void server(PairServer server) throws IOException {
    json.text("host", server.host());
    json.text("endpoint", server.endpoint());
    json.text("process", server.process());
    json.text("product", server.product());
    json.text("version", server.version());
    json.text("then", server.then());
    json.text("series", server.series());
    json.text("scheme", server.scheme());
  }

  private interface Element<T> {
    void write(T value) throws IOException;
  }

  private <T> void each(List<T> values, Element<T> element) throws IOException {
    for (T value : values) {
      json.element(() -> element.write(value));
    }
  }
}
