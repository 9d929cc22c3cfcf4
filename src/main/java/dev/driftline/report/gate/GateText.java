package dev.driftline.report.gate;

import dev.driftline.model.HostResult;
import dev.driftline.model.Outcome;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.gate.GateExit;
import dev.driftline.model.gate.GateFinding;
import dev.driftline.model.gate.GateNote;
import dev.driftline.model.gate.GatePair;
import dev.driftline.model.gate.GateReport;
import dev.driftline.model.gate.NotAsked;
import dev.driftline.model.gate.PairDelta;
import dev.driftline.model.gate.Planned;
import dev.driftline.model.gate.ToldAnswer;
import dev.driftline.report.ReportLines;
import dev.driftline.report.ReportLines.Colour;
import dev.driftline.text.HostRanges;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The report of a gate for people, in the order in which they ask: is it safe, what was assumed, which client breaks,
/// what do other checks say, what could not be told.
public final class GateText {

  private final RunReport report;
  private final GateReport gate;
  private final ReportLines lines;

  private GateText(RunReport report, GateReport gate, ReportLines lines) {
    this.report = report;
    this.gate = gate;
    this.lines = lines;
  }

  /// Writes the part that only a gate has.
  public static void write(RunReport report, GateReport gate, ReportLines lines)
      throws IOException {
    GateText text = new GateText(report, gate, lines);
    text.head();
    text.plan();
    PairLines.write(gate.pairs(), lines);
    text.findings("worse", gate.worse(), true);
    text.findings("already so", gate.already(), lines.showsAll());
    text.findings("cured", gate.cured(), lines.showsAll());
    text.notAsked();
    text.notes();
    text.possible();
  }

  private void head() throws IOException {
    Optional<Severity> worst = GateExit.worse(gate).max(Comparator.naturalOrder());
    boolean told = (report.run().exit() & 4) == 0;
    String verdict =
        worst
            .map(severity -> "WORSE (worst: %s)".formatted(severity.word()))
            .orElse(
                (told ? "SAFE: nothing gets worse" : "NOTHING SEEN THAT GETS WORSE")
                    + butWaived()
                    + (gate.pairs().isEmpty() ? "; no client was judged" : ""));
    String unfinished = report.run().partial() ? "UNFINISHED RUN: " : "";
    lines.heading(
        worst.isPresent() ? Colour.RED : told ? Colour.GREEN : Colour.YELLOW,
        unfinished + verdict + (told ? "" : ", BUT NOT EVERYTHING COULD BE TOLD"));
    lines.line(1, "%s", counts());
    int answered =
        (int)
            report.hosts().stream()
                .map(HostResult::outcome)
                .filter(Outcome.Answered.class::isInstance)
                .count();
    lines.line(
        1,
        "%s: %d answered, %d not reached",
        ReportLines.count(report.hosts().size(), "host"),
        answered,
        report.hosts().size() - answered);
    RunReport.Run run = report.run();
    lines.line(
        1,
        "run %s of %s, started %s, took %s s, exit code %d",
        run.id(),
        run.pattern(),
        run.started(),
        String.format(Locale.ROOT, "%.1f", run.elapsed().toMillis() / 1000.0),
        run.exit());
  }

  /// What gets worse is not hidden by a waiver that accepts it.
  private String butWaived() {
    boolean waived =
        gate.pairs().stream().anyMatch(pair -> pair.worse().size() < pair.delta().worse().size());
    return waived ? " but what is waived" : "";
  }

  /// `5 pairs: 2 worse, 1 already so, 1 right, 1 could not be told; 2 clients not asked`.
  private String counts() {
    Map<String, Integer> words = new LinkedHashMap<>();
    List.of("worse", "already so", "cured", "right", "could not be told")
        .forEach(word -> words.put(word, 0));
    gate.pairs().forEach(pair -> words.merge(word(pair), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    words.forEach((word, number) -> parts.add("%d %s".formatted(number, word)));
    return "%s: %s; %s not asked"
        .formatted(
            ReportLines.count(gate.pairs().size(), "pair"),
            String.join(", ", parts),
            ReportLines.count(gate.notAsked().size(), "client"));
  }

  /// A pair in a word, by the worst that is to be said of it.
  static String word(GatePair pair) {
    PairDelta delta = pair.delta();
    if (!pair.worse().isEmpty()) {
      return "worse";
    }
    if (pair.isOpen()) {
      return "could not be told";
    }
    if (!pair.waived().isEmpty()) {
      return "waived";
    }
    if (!delta.alreadyTold().isEmpty()) {
      return "already so";
    }
    return delta.cured().isEmpty() ? "right" : "cured";
  }

  private void plan() throws IOException {
    lines.blank();
    lines.heading(
        Colour.NONE, "ASSUMED" + gate.plan().map(name -> " by the plan " + name).orElse(""));
    if (gate.assumed().isEmpty()) {
      lines.line(1, "nothing");
    }
    changes("", gate.assumed());
    changes("taken along: ", gate.moved());
    rest(gate.notMoved());
    for (ToldAnswer told : gate.told()) {
      lines.line(
          1,
          "told by %s:%s, not looked at: %s is %s (%s)%s",
          told.file(),
          String.valueOf(told.line()),
          told.condition(),
          told.value(),
          told.reason(),
          told.used() ? "" : "; no rule asked for it");
    }
  }

  private void changes(String before, List<Planned> changes) throws IOException {
    Map<List<String>, List<String>> groups = new LinkedHashMap<>();
    for (Planned each : changes) {
      groups
          .computeIfAbsent(
              List.of(each.name(), each.from(), each.to(), each.file() + ":" + each.line()),
              _ -> new ArrayList<>())
          .add(each.host());
    }
    for (Map.Entry<List<String>, List<String>> group : groups.entrySet()) {
      List<String> words = group.getKey();
      lines.line(
          1,
          before + "%s %s → %s on %s (%s)",
          words.get(0),
          words.get(1),
          words.get(2),
          HostRanges.of(group.getValue()),
          words.get(3));
    }
  }

  /// Packages that stay, together where the same ones stay.
  private void rest(List<Planned> notMoved) throws IOException {
    Map<String, List<String>> byHost = new LinkedHashMap<>();
    notMoved.forEach(
        each -> byHost.computeIfAbsent(each.host(), _ -> new ArrayList<>()).add(each.name()));
    Map<List<String>, List<String>> byNames = new LinkedHashMap<>();
    byHost.forEach(
        (host, names) -> byNames.computeIfAbsent(names, _ -> new ArrayList<>()).add(host));
    for (Map.Entry<List<String>, List<String>> group : byNames.entrySet()) {
      lines.line(
          1,
          "not taken along, though of the same version: %s on %s",
          String.join(", ", group.getKey()),
          HostRanges.of(group.getValue()));
    }
  }

  /// Findings of other checks, by check and message. Skew is said as such: it sets no bit.
  private void findings(String word, List<GateFinding> findings, boolean whole) throws IOException {
    if (findings.isEmpty()) {
      return;
    }
    lines.blank();
    lines.heading(
        word.equals("worse") ? Colour.YELLOW : Colour.NONE,
        "OTHER CHECKS, %s: %s"
            .formatted(
                word.toUpperCase(Locale.ROOT), ReportLines.count(findings.size(), "finding")));
    Map<List<String>, List<String>> groups = new LinkedHashMap<>();
    for (GateFinding each : findings) {
      String kind = each.skew() ? "skew" : each.severity().word();
      String by = each.waiver().map(note -> " (waived " + WaiverText.of(note) + ")").orElse("");
      groups
          .computeIfAbsent(
              List.of(kind, each.check(), each.subject(), each.message() + by),
              _ -> new ArrayList<>())
          .add(each.host());
    }
    int shown = 0;
    for (Map.Entry<List<String>, List<String>> group : groups.entrySet()) {
      if (!whole && ++shown > lines.fold()) {
        break;
      }
      List<String> words = group.getKey();
      lines.line(
          1,
          "%s: %s %s: %s: %s",
          HostRanges.of(group.getValue()),
          words.get(0),
          words.get(1),
          words.get(2),
          words.get(3));
    }
    if (!whole) {
      lines.rest(1, groups.size(), "finding");
    }
  }

  private void notAsked() throws IOException {
    if (gate.notAsked().isEmpty()) {
      return;
    }
    lines.blank();
    lines.heading(
        Colour.YELLOW,
        "NOT ASKED: %s".formatted(ReportLines.count(gate.notAsked().size(), "client")));
    for (NotAsked each : gate.notAsked()) {
      lines.line(
          1,
          "%s, %s to %s: %s",
          each.host().map(host -> host + " (" + each.address() + ")").orElse(each.address()),
          ReportLines.count(each.connections(), "connection"),
          each.server(),
          each.why());
    }
  }

  private void notes() throws IOException {
    if (gate.notes().isEmpty()) {
      return;
    }
    lines.blank();
    lines.heading(Colour.YELLOW, "TO BE SAID");
    for (GateNote note : gate.notes()) {
      lines.line(
          1,
          "%s%s%s",
          note.place().map(place -> place + ": ").orElse(""),
          note.message(),
          note.open() ? "" : " (this does not count)");
      if (note.hint().isPresent()) {
        lines.line(2, "do: %s", note.hint().get());
      }
    }
  }

  private void possible() throws IOException {
    if (!gate.possible().isEmpty()) {
      lines.blank();
      lines.line(
          0,
          "possible: %s, which %s a client library and %s not connected",
          HostRanges.of(gate.possible()),
          gate.possible().size() == 1 ? "has" : "have",
          gate.possible().size() == 1 ? "is" : "are");
    }
  }
}
