package dev.driftline.report;

import dev.driftline.model.Cause;
import dev.driftline.model.CheckInfo;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Explanation;
import dev.driftline.model.RunReport;
import dev.driftline.model.Undecided;
import dev.driftline.report.ReportLines.Colour;
import dev.driftline.text.HostRanges;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The section about what could not be told, by reason: unknown results, and rows that could not be judged beside a
/// verdict. One reason of many checks is told once: a failed sudo makes all checks of a host unknown.
///
/// Of hosts that were not reached, only rows are told that arrived and could not be judged. [UnreachedSection] counts
/// their results.
final class UnknownSection {

  /// How many reasons stand above the drift. The others come behind it.
  private static final int FIRST = 5;

  /// One thing that could not be told, for one reason.
  ///
  /// @param row  empty if it is the whole result
  /// @param more how many rows beside it were only counted
  private record Item(CheckResult result, Optional<Undecided.Entry> row, int more) {

    String sentence() {
      return row.map(Undecided.Entry::reason).or(result::reason).orElse("");
    }

    Optional<String> hint() {
      return row.flatMap(Undecided.Entry::hint)
          .or(() -> result.explanation().flatMap(Explanation::hint));
    }
  }

  /// What is said alike, of whatever checks.
  private record Said(String message, List<Item> items, Set<String> hosts) {

    static Said of(String message, List<Item> items) {
      return new Said(
          message,
          items,
          items.stream()
              .map(item -> item.result().host())
              .collect(Collectors.toCollection(LinkedHashSet::new)));
    }
  }

  private final RunReport report;
  private final ReportLines lines;
  private final List<Said> said;

  private UnknownSection(RunReport report, ReportLines lines) {
    this.report = report;
    this.lines = lines;
    this.said = said(items(report.results().stream().filter(CheckResult::isOpen).toList()));
  }

  static UnknownSection of(RunReport report, ReportLines lines) {
    return new UnknownSection(report, lines);
  }

  /// The first reasons.
  void first() throws IOException {
    if (said.isEmpty()) {
      return;
    }
    lines.blank();
    lines.heading(Colour.YELLOW, "COULD NOT TELL: " + ReportLines.count(results(), "result"));
    for (Said each : said.subList(0, shown())) {
      write(each);
    }
    if (said.size() > shown()) {
      lines.line(
          1,
          "%s at the end of this report",
          ReportLines.count(said.size() - shown(), "more reason"));
    }
  }

  private int results() {
    Set<CheckResult> results = Collections.newSetFromMap(new IdentityHashMap<>());
    said.forEach(each -> each.items().forEach(item -> results.add(item.result())));
    return results.size();
  }

  private int shown() {
    return lines.showsAll() ? said.size() : Math.min(FIRST, said.size());
  }

  /// The other reasons, and the rows that `min_coverage` accepts.
  void rest() throws IOException {
    if (said.size() > shown()) {
      lines.blank();
      lines.heading(
          Colour.YELLOW,
          "COULD NOT TELL: " + ReportLines.count(said.size() - shown(), "more reason"));
      int end = said.size() - shown() <= lines.most() ? said.size() : shown() + lines.most();
      for (Said each : said.subList(shown(), end)) {
        write(each);
      }
      if (end < said.size()) {
        lines.line(
            1,
            "… and %s (--all), on %s",
            ReportLines.count(said.size() - end, "more reason"),
            HostRanges.of(
                said.subList(end, said.size()).stream()
                    .flatMap(each -> each.hosts().stream())
                    .toList()));
      }
    }
    accepted();
  }

  private void accepted() throws IOException {
    List<CheckResult> accepted =
        report.results().stream()
            .filter(result -> !result.isOpen() && openRows(result) > 0)
            .toList();
    if (accepted.isEmpty()) {
      return;
    }
    lines.blank();
    lines.heading(
        Colour.NONE,
        "NOT JUDGED, BUT ACCEPTED BY min_coverage: "
            + ReportLines.count(accepted.stream().mapToInt(UnknownSection::openRows).sum(), "row"));
    for (Said each : said(items(accepted))) {
      write(each);
    }
  }

  private static int openRows(CheckResult result) {
    return result.undecided().count() - result.undecided().waived();
  }

  /// The things that could not be told, by cause.
  private Map<String, List<Item>> items(List<CheckResult> results) {
    Set<String> unreached = UnreachedSection.hosts(report);
    Map<String, List<Item>> byCause = new LinkedHashMap<>();
    for (CheckResult result : results) {
      // what a waiver accepts has a section of its own
      List<Undecided.Entry> rows =
          result.undecided().rows().stream().filter(row -> row.waiver().isEmpty()).toList();
      int more = result.undecided().more() - result.undecided().moreWaived();
      for (Undecided.Entry row : rows) {
        add(row.cause(), new Item(result, Optional.of(row), more), byCause);
        more = 0;
      }
      boolean told = rows.stream().anyMatch(row -> row.cause().equals(result.cause()));
      if (!told && (rows.isEmpty() || result.isOpen()) && !unreached.contains(result.host())) {
        add(result.cause(), new Item(result, Optional.empty(), more), byCause);
      }
    }
    return byCause;
  }

  private static void add(String cause, Item item, Map<String, List<Item>> byCause) {
    byCause.computeIfAbsent(cause, _ -> new ArrayList<>()).add(item);
  }

  /// The causes that say the same, and what to do, the same too. Those of most hosts come first.
  private List<Said> said(Map<String, List<Item>> byCause) {
    Map<List<String>, List<Item>> together = new LinkedHashMap<>();
    for (Cause cause : report.causes()) {
      for (Item item : byCause.getOrDefault(cause.id(), List.of())) {
        together
            .computeIfAbsent(
                List.of(ReportLines.message(cause), item.hint().orElse("")), _ -> new ArrayList<>())
            .add(item);
      }
    }
    // rows that were only counted, of results that are decided
    List<Item> counted = byCause.getOrDefault("", List.of());
    if (!counted.isEmpty()) {
      together.put(List.of("rows that were only counted"), counted);
    }
    return together.entrySet().stream()
        .map(entry -> Said.of(entry.getKey().getFirst(), entry.getValue()))
        .sorted(Comparator.comparingInt((Said each) -> each.hosts().size()).reversed())
        .toList();
  }

  /// The hosts have a line of their own. A reason may quote a host, and on the same line that host could add names of
  /// others.
  private void write(Said said) throws IOException {
    lines.line(1, "- %s", said.message());
    int hosts = said.hosts().size();
    lines.line(3, "on %s%s", hosts == 1 ? "" : hosts + " hosts: ", HostRanges.of(said.hosts()));
    lines.line(3, "%s", checks(said.items()));
    Optional<String> hint = said.items().getFirst().hint();
    if (hint.isPresent()) {
      lines.line(3, "do: %s", hint.get());
    }
    differences(said);
    rows(said.items());
  }

  /// What differs from host to host in the sentence. The hosts come first, because the sentence may quote them.
  private void differences(Said said) throws IOException {
    Map<String, List<String>> hosts = new LinkedHashMap<>();
    for (Item item : said.items()) {
      String host = item.result().host();
      hosts
          .computeIfAbsent(ReportLines.withoutName(item.sentence(), host), _ -> new ArrayList<>())
          .add(host);
    }
    if (hosts.size() < 2) {
      return;
    }
    for (Map.Entry<String, List<String>> each :
        hosts.entrySet().stream().limit(lines.fold()).toList()) {
      lines.ofHosts(3, each.getValue(), each.getKey());
    }
    if (hosts.size() > lines.fold()) {
      lines.line(3, "and %s others (--all)", hosts.size() - lines.fold());
    }
  }

  private static String checks(List<Item> items) {
    Collection<String> names =
        items.stream()
            .map(item -> item.result().check())
            .map(UnknownSection::name)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return ReportLines.count(names.size(), "check") + ": " + String.join(", ", names);
  }

  private static String name(CheckInfo check) {
    return check.policy() + "/" + check.id();
  }

  /// `3 of 66 rows`. Of a result that was not judged, nobody knows how many there are.
  private static String of(int count, long all) {
    return all > count ? "%d of %d rows".formatted(count, all) : ReportLines.count(count, "row");
  }

  /// The rows that could not be judged: some by name, and how many there are; all with `--all`.
  private void rows(List<Item> items) throws IOException {
    List<Item> rows = items.stream().filter(item -> item.row().isPresent()).toList();
    int counted = items.stream().mapToInt(Item::more).sum();
    Set<CheckResult> results = Collections.newSetFromMap(new IdentityHashMap<>());
    items.forEach(item -> results.add(item.result()));
    long judged = results.stream().mapToLong(CheckResult::rows).sum();
    if (lines.showsAll()) {
      for (Item item : rows) {
        lines.line(3, "row of %s: %s", item.result().host(), item.row().orElseThrow().who());
      }
      if (counted > 0) {
        lines.line(3, "%s, which are only counted", ReportLines.count(counted, "more row"));
      }
      return;
    }
    List<String> names =
        rows.stream()
            .map(item -> item.row().orElseThrow().subject())
            .distinct()
            .limit(lines.fold())
            .toList();
    if (!names.isEmpty()) {
      int count = rows.size() + counted;
      boolean all = count == names.size();
      lines.line(
          3, "%s: %s%s", of(count, judged), String.join(", ", names), all ? "" : " … (--all)");
    } else if (counted > 0) {
      lines.line(3, "%s, which are only counted", of(counted, judged));
    }
  }
}
