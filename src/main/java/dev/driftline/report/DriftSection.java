package dev.driftline.report;

import dev.driftline.model.Cause;
import dev.driftline.model.CheckInfo;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Explanation;
import dev.driftline.model.Finding;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.Verdict;
import dev.driftline.report.Differences.OnHost;
import dev.driftline.text.Escape;
import dev.driftline.text.HostRanges;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The section about drift. The checks with the highest severity come first, the others in the order of the policies.
/// What a check is about is told once. Then each of its causes has a block: what was seen, and on which hosts.
final class DriftSection {

  private final RunReport report;
  private final ReportLines lines;
  private final Set<String> unreached;

  private DriftSection(RunReport report, ReportLines lines) {
    this.report = report;
    this.unreached = UnreachedSection.hosts(report);
    this.lines = lines;
  }

  static void write(RunReport report, ReportLines lines) throws IOException {
    DriftSection section = new DriftSection(report, lines);
    for (Map.Entry<CheckInfo, List<CheckResult>> group : section.byCheck()) {
      lines.blank();
      section.check(group.getKey(), group.getValue());
    }
  }

  private List<Map.Entry<CheckInfo, List<CheckResult>>> byCheck() {
    Map<CheckInfo, List<CheckResult>> groups = new LinkedHashMap<>();
    for (CheckResult result : report.results()) {
      if (result.verdict() == Verdict.DRIFT) {
        groups.computeIfAbsent(result.check(), _ -> new ArrayList<>()).add(result);
      }
    }
    List<Map.Entry<CheckInfo, List<CheckResult>>> sorted = new ArrayList<>(groups.entrySet());
    sorted.sort(Comparator.comparing(group -> worst(group.getValue()), Comparator.reverseOrder()));
    return sorted;
  }

  private static Severity worst(List<CheckResult> results) {
    return results.stream().map(CheckResult::severity).max(Severity::compareTo).orElseThrow();
  }

  private void check(CheckInfo check, List<CheckResult> results) throws IOException {
    int found = results.stream().mapToInt(result -> result.found() - result.waived()).sum();
    lines.severity(
        worst(results),
        "%s: drift on %s%s"
            .formatted(
                Escape.line(check.policy() + "/" + check.id()),
                ReportLines.count(results.size(), "host"),
                found == results.size() ? "" : ", " + ReportLines.count(found, "finding")));
    List<Block> blocks = blocks(results);
    boolean one = blocks.size() == 1;
    if (one) {
      lines.line(1, "what: %s", blocks.getFirst().what());
    }
    Optional<String> expected =
        sameExpectation(blocks.stream().flatMap(block -> block.findings().stream()).toList());
    if (expected.isPresent() && !isSaid(expected.get(), blocks)) {
      lines.line(1, "expected: %s", expected.get());
    }
    lines.paragraph(1, "rule", check.title());
    lines.paragraph(1, "why", check.why());
    lines.paragraph(1, "fix", check.fix());
    for (Block block : blocks.subList(0, Math.min(blocks.size(), lines.most()))) {
      if (one) {
        block.differences().write(1, lines);
      } else {
        write(block, expected.isEmpty());
      }
    }
    if (blocks.size() > lines.most()) {
      others(blocks.subList(lines.most(), blocks.size()));
    }
    more(results);
    notes(results);
  }

  /// What is told of a check in one place.
  private record Block(String message, List<OnHost> findings, Differences differences) {

    static Block of(Cause cause, List<OnHost> findings) {
      return new Block(ReportLines.message(cause), findings, Differences.of(findings));
    }

    /// The message after the subject, if there is but one.
    String what() {
      return differences.subject().map(subject -> subject + ": ").orElse("") + message;
    }
  }

  /// The causes of these results, those of most hosts first.
  private List<Block> blocks(List<CheckResult> results) {
    Map<String, List<OnHost>> byCause = new HashMap<>();
    for (CheckResult result : results) {
      for (Finding finding : result.findings().stream().filter(Finding::isOpen).toList()) {
        byCause
            .computeIfAbsent(finding.cause(), _ -> new ArrayList<>())
            .add(new OnHost(result.host(), finding));
      }
    }
    return report.causes().stream()
        .filter(cause -> byCause.containsKey(cause.id()))
        .sorted(Comparator.comparingInt((Cause cause) -> cause.hosts().size()).reversed())
        .map(cause -> Block.of(cause, byCause.getOrDefault(cause.id(), List.of())))
        .toList();
  }

  /// One host can say a thousand different things. Their hosts are named all the same.
  private void others(List<Block> blocks) throws IOException {
    lines.line(
        1,
        "… and %s (--all), on %s",
        ReportLines.count(blocks.size(), "more cause"),
        HostRanges.of(
            blocks.stream()
                .flatMap(block -> block.findings().stream())
                .map(OnHost::host)
                .toList()));
  }

  private void write(Block block, boolean withExpected) throws IOException {
    lines.line(1, "- %s", block.what());
    Optional<String> expected = withExpected ? sameExpectation(block.findings()) : Optional.empty();
    if (expected.isPresent() && !isSaid(expected.get(), List.of(block))) {
      lines.line(3, "expected: %s", expected.get());
    }
    block.differences().write(3, lines);
  }

  /// Findings that were only counted.
  private void more(List<CheckResult> results) throws IOException {
    List<CheckResult> counted = results.stream().filter(result -> result.more() > 0).toList();
    if (!counted.isEmpty()) {
      lines.line(
          1,
          "… and %s, which are only counted, on %s",
          ReportLines.count(counted.stream().mapToInt(CheckResult::more).sum(), "more finding"),
          HostRanges.of(counted.stream().map(CheckResult::host).toList()));
    }
  }

  /// What weakens the results, where [UnknownSection] does not tell it.
  private void notes(List<CheckResult> results) throws IOException {
    Map<String, List<CheckResult>> notes =
        results.stream()
            .filter(result -> !isTold(result))
            .filter(result -> result.reason().isPresent())
            .collect(
                Collectors.groupingBy(
                    result -> result.reason().orElseThrow(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    for (Map.Entry<String, List<CheckResult>> note : notes.entrySet()) {
      lines.line(
          1,
          "note on %s: %s",
          HostRanges.of(note.getValue().stream().map(CheckResult::host).toList()),
          note.getKey());
      Optional<String> hint = note.getValue().getFirst().explanation().flatMap(Explanation::hint);
      if (hint.isPresent()) {
        lines.line(2, "do: %s", hint.get());
      }
    }
  }

  /// Whether the messages say already what was expected: `version is 1.1, expected >= 3`.
  private static boolean isSaid(String expected, List<Block> blocks) {
    String words = expected.substring(expected.indexOf(' ') + 1);
    return expected.isEmpty()
        || blocks.stream().allMatch(block -> block.message().contains(", expected " + words));
  }

  private boolean isTold(CheckResult result) {
    boolean byRows =
        !result.undecided().rows().isEmpty()
            && result.explanation().filter(it -> it.code().equals(Explanation.UNREAD)).isPresent();
    return byRows || (result.isOpen() && !unreached.contains(result.host()));
  }

  /// The expectation that all findings share, if they do.
  private static Optional<String> sameExpectation(List<OnHost> findings) {
    List<String> all =
        findings.stream().map(on -> expectation(on.finding())).distinct().limit(2).toList();
    return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
  }

  private static String expectation(Finding finding) {
    List<String> parts = new ArrayList<>();
    for (Finding.Expected expected : finding.expected()) {
      parts.add(expected.column() + " " + expected.words());
    }
    return String.join("; ", parts);
  }
}
