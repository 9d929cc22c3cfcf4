package dev.driftline.report;

import dev.driftline.model.HostResult;
import dev.driftline.model.Outcome.Unreachable;
import dev.driftline.model.Reason;
import dev.driftline.model.RunReport;
import dev.driftline.report.ReportLines.Colour;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The section about hosts that could not be asked to the end, by reason.
final class UnreachedSection {

  private UnreachedSection() {}

  static void write(RunReport report, ReportLines lines) throws IOException {
    Map<Reason, List<HostResult>> groups = new EnumMap<>(Reason.class);
    for (HostResult host : report.hosts()) {
      if (host.outcome() instanceof Unreachable unreachable) {
        groups.computeIfAbsent(unreachable.reason(), _ -> new ArrayList<>()).add(host);
      }
    }
    for (Map.Entry<Reason, List<HostResult>> group : groups.entrySet()) {
      lines.blank();
      reason(group.getKey(), group.getValue(), lines);
    }
  }

  private static void reason(Reason reason, List<HostResult> hosts, ReportLines lines)
      throws IOException {
    lines.heading(
        Colour.YELLOW,
        "NOT REACHED, %s: %s".formatted(reason.word(), ReportLines.count(hosts.size(), "host")));
    for (HostResult host : hosts.subList(0, Math.min(hosts.size(), lines.fold()))) {
      if (host.outcome() instanceof Unreachable unreachable) {
        host(host, unreachable, lines);
      }
    }
    lines.rest(1, hosts.size(), "host");
  }

  private static void host(HostResult host, Unreachable unreachable, ReportLines lines)
      throws IOException {
    lines.line(1, "- %s", named(host, unreachable.detail()));
    if (!unreachable.hint().isBlank()) {
      lines.line(3, "do: %s", unreachable.hint());
    }
  }

  /// The detail with the host in front, unless it begins with the host already.
  private static String named(HostResult host, String detail) {
    if (detail.startsWith(host.host() + ":")) {
      return detail;
    }
    String address = host.address().isEmpty() ? "" : " (" + host.address() + ")";
    return host.host() + address + ": " + detail;
  }
}
