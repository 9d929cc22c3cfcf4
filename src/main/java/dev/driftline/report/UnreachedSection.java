package dev.driftline.report;

import dev.driftline.model.Cause;
import dev.driftline.model.HostResult;
import dev.driftline.model.Outcome.Unreachable;
import dev.driftline.model.RunReport;
import dev.driftline.report.ReportLines.Colour;
import dev.driftline.text.HostRanges;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The section about hosts that could not be asked to the end, by cause.
final class UnreachedSection {

  /// How many hosts of one cause are told with what differs among them.
  private static final int IN_FULL = 12;

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
    Set<String> lost = hosts(report);
    int open =
        (int)
            report.results().stream()
                .filter(result -> result.isOpen() && lost.contains(result.host()))
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

  /// The names of the hosts that were not reached.
  static Set<String> hosts(RunReport report) {
    return report.hosts().stream()
        .filter(host -> host.outcome() instanceof Unreachable)
        .map(HostResult::host)
        .collect(Collectors.toSet());
  }

  private static void cause(Cause cause, List<HostResult> hosts, ReportLines lines)
      throws IOException {
    String reason = unreachable(hosts.getFirst()).reason().word();
    String first = hosts.getFirst().host();
    lines.line(1, "- %s: %s", reason, withoutHost(ReportLines.message(cause), first));
    lines.line(3, "%s", named(hosts));
    Map<String, List<HostResult>> byDetail =
        by(hosts, host -> ReportLines.withoutName(detail(host), host.host()));
    Map<String, List<HostResult>> byHint = by(hosts, host -> unreachable(host).hint());
    // what differs from host to host, and the advice that names the host
    boolean full = hosts.size() <= IN_FULL || lines.showsAll();
    if (full && byDetail.size() > 1) {
      for (HostResult host : hosts) {
        lines.line(3, "%s: %s", host.host(), detail(host));
        hint(4, byHint.size() > 1 ? unreachable(host).hint() : "", lines);
      }
    }
    if (byHint.size() == 1 || !full || byDetail.size() == 1) {
      for (String hint : byHint.keySet().stream().limit(full ? byHint.size() : 1).toList()) {
        hint(3, hint, lines);
      }
    }
    if (!full && byDetail.size() + byHint.size() > 2) {
      lines.line(3, "that is for %s, and --all has it for each host", first);
    }
  }

  private static void hint(int depth, String hint, ReportLines lines) throws IOException {
    if (!hint.isBlank()) {
      lines.line(depth, "do: %s", hint);
    }
  }

  private static Map<String, List<HostResult>> by(
      List<HostResult> hosts, Function<HostResult, String> what) {
    return hosts.stream()
        .collect(Collectors.groupingBy(what, LinkedHashMap::new, Collectors.toList()));
  }

  private static String detail(HostResult host) {
    return withoutHost(unreachable(host).detail(), host.host());
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
    for (String name : List.of("…: ", host + ": ")) {
      if (message.startsWith(name)) {
        return message.substring(name.length());
      }
    }
    return message;
  }
}
