package dev.driftline.report.gate;

import dev.driftline.model.Severity;
import dev.driftline.model.gate.Compatible;
import dev.driftline.model.gate.GatePair;
import dev.driftline.model.gate.PairClient;
import dev.driftline.model.gate.PairDelta;
import dev.driftline.model.gate.PairRule;
import dev.driftline.model.gate.PairRule.Weight;
import dev.driftline.model.gate.PairServer;
import dev.driftline.model.gate.PairWaiver;
import dev.driftline.report.ReportLines;
import dev.driftline.report.ReportLines.Colour;
import dev.driftline.text.Escape;
import dev.driftline.text.HostRanges;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The pairs of a gate: by server, then by client host, process, library and version. Clients that are alike on many
/// hosts stand together.
final class PairLines {

  private final ReportLines lines;

  /// Rules of which was told what to do, and where they are from.
  private final Set<String> explained = new HashSet<>();

  private PairLines(ReportLines lines) {
    this.lines = lines;
  }

  static void write(List<GatePair> pairs, ReportLines lines) throws IOException {
    Map<List<String>, List<GatePair>> servers = new LinkedHashMap<>();
    pairs.forEach(
        pair -> servers.computeIfAbsent(server(pair.server()), _ -> new ArrayList<>()).add(pair));
    List<List<GatePair>> sorted = new ArrayList<>(servers.values());
    sorted.sort(Comparator.comparing(PairLines::worst, WORST_FIRST));
    PairLines writer = new PairLines(lines);
    for (List<GatePair> ofServer : sorted) {
      writer.server(ofServer);
    }
  }

  private static List<String> server(PairServer server) {
    return List.of(server.host(), server.process().orElse(""), server.then().orElse(""));
  }

  /// The worst first; those without a finding last.
  private static final Comparator<Optional<Severity>> WORST_FIRST =
      Comparator.comparing(
          (Optional<Severity> severity) -> severity.orElse(null),
          Comparator.nullsLast(Comparator.reverseOrder()));

  private static Optional<Severity> worst(List<GatePair> pairs) {
    return pairs.stream()
        .map(GatePair::worst)
        .flatMap(Optional::stream)
        .map(PairRule::severity)
        .max(Comparator.naturalOrder());
  }

  private static Colour colour(Optional<Severity> worst) {
    if (worst.isEmpty()) {
      return Colour.NONE;
    }
    return worst.get() == Severity.CRITICAL ? Colour.RED : Colour.YELLOW;
  }

  private void server(List<GatePair> pairs) throws IOException {
    PairServer server = pairs.getFirst().server();
    lines.blank();
    lines.heading(
        colour(worst(pairs)),
        Escape.line(
            "%s: %s %s%s"
                .formatted(
                    server.host(),
                    server.process().orElse("a server that could not be seen"),
                    server.version().orElse("of an unknown version"),
                    server.then().map(then -> " → " + then).orElse(""))));
    Map<String, List<GatePair>> alike = new LinkedHashMap<>();
    pairs.stream()
        .sorted(Comparator.comparing((GatePair pair) -> worst(List.of(pair)), WORST_FIRST))
        .forEach(pair -> alike.computeIfAbsent(likeness(pair), _ -> new ArrayList<>()).add(pair));
    for (List<GatePair> group : alike.values()) {
      client(group);
    }
  }

  /// What is said of a client without its host, its process number and the number of its connections.
  private static String likeness(GatePair pair) {
    PairClient client = pair.client();
    return String.valueOf(
        List.of(
            client.process(),
            client.script(),
            client.user(),
            client.unit(),
            client.library(),
            client.version(),
            pair.clientThen(),
            pair.via(),
            pair.delta(),
            pair.waived(),
            GatePair.ids(pair.then().rules()),
            pair.straight()));
  }

  private void client(List<GatePair> alike) throws IOException {
    GatePair first = alike.getFirst();
    int connections = alike.stream().mapToInt(GatePair::connections).sum();
    List<String> hosts = alike.stream().map(pair -> pair.client().host()).toList();
    lines.line(
        1,
        "%s: %s%s%s, %s",
        HostRanges.of(hosts),
        process(first.client(), alike),
        library(first),
        first.via().map(proxy -> ", behind " + proxy).orElse(""),
        ReportLines.count(connections, "connection"));
    for (PairRule rule : first.delta().worse()) {
      Optional<PairWaiver> waiver = first.waiverOf(rule);
      rule(rule, waiver.isPresent() ? "waived, worse" : "worse");
      waived(waiver);
    }
    already(first.delta());
    cured(first);
    told(first);
  }

  private void waived(Optional<PairWaiver> waiver) throws IOException {
    if (waiver.isPresent()) {
      lines.line(3, "waived %s", WaiverText.of(waiver.get().waiver()));
    }
  }

  private void already(PairDelta delta) throws IOException {
    if (lines.showsAll()) {
      for (PairRule rule : delta.already()) {
        rule(rule, "already so");
      }
      return;
    }
    for (PairRule rule : delta.alreadyTold()) {
      lines.line(2, "already so: %s %s", rule.verdict().word(), rule.id());
    }
    int others = delta.already().size() - delta.alreadyTold().size();
    if (others > 0) {
      lines.line(
          2, "%s from what nobody knows, now and then (--all)", ReportLines.count(others, "risk"));
    }
  }

  private void cured(GatePair pair) throws IOException {
    if (!pair.delta().cured().isEmpty()) {
      lines.line(2, "cured: %s", String.join(", ", GatePair.ids(pair.delta().cured())));
    }
  }

  private void told(GatePair pair) throws IOException {
    if (pair.delta().unknown().isPresent()) {
      lines.line(
          2,
          "%scould not be told: %s",
          pair.isOpen() ? "" : "waived, ",
          pair.delta().unknown().get());
      waived(pair.waiverOfUnknown());
      if (!pair.delta().could().isEmpty()) {
        lines.line(
            2, "rules that could apply: %s", String.join(", ", GatePair.ids(pair.delta().could())));
      }
      if (pair.straight().isPresent()) {
        lines.line(
            2,
            "connected straight: %s%s",
            pair.straight().get().compatible().map(verdict -> verdict.word()).orElse("unknown"),
            ids(pair.straight().get().faults()));
      }
    } else if (pair.delta().worse().isEmpty() && pair.delta().alreadyTold().isEmpty()) {
      lines.line(2, "ok%s", ids(told(pair.then().rules())));
    }
  }

  private static List<PairRule> told(List<PairRule> rules) {
    return rules.stream()
        .filter(rule -> rule.verdict() == Compatible.OK && rule.weight() == Weight.TOLD)
        .toList();
  }

  private static String ids(List<PairRule> rules) {
    return rules.isEmpty() ? "" : ": " + String.join(", ", GatePair.ids(rules));
  }

  private static String process(PairClient client, List<GatePair> alike) {
    if (client.process().isEmpty()) {
      return "a client";
    }
    List<String> parts = new ArrayList<>();
    parts.add(client.process().get() + client.script().map(" "::concat).orElse(""));
    String pids =
        alike.stream()
            .flatMap(pair -> pair.client().pid().stream())
            .limit(3)
            .collect(Collectors.joining(" and "));
    if (!pids.isEmpty() && alike.size() <= 3) {
      parts.add((alike.size() == 1 ? "process " : "processes ") + pids);
    }
    client.unit().ifPresent(parts::add);
    client.container().ifPresent(parts::add);
    return String.join(", ", parts);
  }

  private static String library(GatePair pair) {
    PairClient client = pair.client();
    if (client.library().isEmpty() && client.version().isEmpty()) {
      return "";
    }
    return ", %s %s%s"
        .formatted(
            client.library().orElse("its own driver"),
            client.version().orElse("of an unknown version"),
            pair.clientThen().map(then -> " → " + then).orElse(""));
  }

  /// One rule: what it says, what the user will see; the first time also what to do, and where it is from.
  private void rule(PairRule rule, String word) throws IOException {
    String weight =
        switch (rule.weight()) {
          case TOLD -> "";
          case USUAL, UNUSUAL, OPEN -> " (" + rule.weight().word() + ")";
        };
    lines.line(
        2,
        "%s: %s%s, %s: %s: %s%s",
        word,
        rule.verdict().word(),
        weight,
        rule.severity().word(),
        rule.id(),
        rule.sees(),
        code(rule.code()));
    if (!explained.add(rule.id()) && !lines.showsAll()) {
      return;
    }
    if (!rule.what().isEmpty()) {
      lines.line(3, "do: %s", rule.what());
    }
    if (!rule.sources().isEmpty()) {
      lines.line(3, "source: %s", String.join("; ", rule.sources()));
    }
    if (!rule.unknown().isEmpty()) {
      lines.line(3, "nobody asked: %s", String.join("; ", rule.unknown()));
    }
  }

  /// A number or a word of the protocol is an error's; the rest are words: `(client side)`.
  private static String code(String code) {
    if (code.isEmpty()) {
      return "";
    }
    boolean ofProtocol = Character.isDigit(code.charAt(0)) || Character.isUpperCase(code.charAt(0));
    return (ofProtocol ? " (error %s)" : " (%s)").formatted(code);
  }
}
