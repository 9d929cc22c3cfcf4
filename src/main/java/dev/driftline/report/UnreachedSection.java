package dev.driftline.report;

import dev.driftline.model.Cause;
import dev.driftline.model.HostResult;
import dev.driftline.model.Outcome.Unreachable;
import dev.driftline.model.RunReport;
import dev.driftline.report.ReportLines.Colour;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// The section about hosts that could not be asked to the end, by cause.
final class UnreachedSection {

  private UnreachedSection() {}

  static void write(RunReport report, ReportLines lines) throws IOException {
    Map<String, List<HostResult>> byCause =
        report.hosts().stream()
            .filter(host -> host.outcome() instanceof Unreachable)
            .collect(
                Collectors.groupingBy(HostResult::cause, LinkedHashMap::new, Collectors.toList()));
    if (byCause.isEmpty()) {
      return;
    }
    lines.blank();
    Set<String> lost =
        byCause.values().stream()
            .flatMap(List::stream)
            .map(HostResult::host)
            .collect(Collectors.toSet());
    int open =
        (int)
            report.results().stream()
                .filter(result -> UnknownSection.isOpen(result) && lost.contains(result.host()))
                .count();
    lines.heading(
        Colour.YELLOW,
        "NOT REACHED: %s%s"
            .formatted(
                ReportLines.count(lost.size(), "host"),
                open == 0
                    ? ""
                    : ", so %s could not be told".formatted(ReportLines.count(open, "result"))));
    for (Cause cause : report.causes()) {
      List<HostResult> hosts = byCause.get(cause.id());
      if (hosts != null) {
        cause(cause, hosts, lines);
      }
    }
  }

  private static void cause(Cause cause, List<HostResult> hosts, ReportLines lines)
      throws IOException {
    String reason = unreachable(hosts.getFirst()).reason().word();
    lines.line(1, "- %s: %s", reason, withoutHost(cause.message(), hosts.getFirst().host()));
    lines.line(3, "%s", named(hosts));
    // the hint may name the host
    List<String> hints =
        hosts.stream()
            .map(host -> unreachable(host).hint())
            .filter(h -> !h.isBlank())
            .distinct()
            .toList();
    if (!hints.isEmpty()) {
      lines.line(3, "do: %s", hints.getFirst());
    }
    if (hints.size() > 1) {
      lines.line(
          3, "(that is for %s; the report in JSON has it for each host)", hosts.getFirst().host());
    }
  }

  /// `on web3 (10.0.0.7)`, `on 12 hosts: web[01-12]`.
  private static String named(List<HostResult> hosts) {
    if (hosts.size() > 1) {
      return "on %d hosts: %s"
          .formatted(hosts.size(), HostRanges.of(hosts.stream().map(HostResult::host).toList()));
    }
    HostResult only = hosts.getFirst();
    return "on " + only.host() + (only.address().isEmpty() ? "" : " (" + only.address() + ")");
  }

  private static Unreachable unreachable(HostResult host) {
    return (Unreachable) Objects.requireNonNull(host.outcome());
  }

  /// The message without the host in front, which was named already.
  private static String withoutHost(String message, String host) {
    for (String name : List.of("{host}: ", host + ": ")) {
      if (message.startsWith(name)) {
        return message.substring(name.length());
      }
    }
    return message;
  }
}
