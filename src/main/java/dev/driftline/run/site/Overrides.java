package dev.driftline.run.site;

import dev.driftline.inventory.Inventory;
import dev.driftline.model.Severity;
import dev.driftline.policy.Changes;
import dev.driftline.policy.Changes.Narrowing;
import dev.driftline.policy.Check;
import dev.driftline.policy.site.SiteOverride;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceLocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The overrides of a run, and the hosts on which each holds. Two of one check may meet on a host only with different
/// keys, so their order does not matter.
public final class Overrides {

  /// An override and its hosts.
  private record Placed(SiteOverride override, Set<String> hosts) {}

  private final Map<String, List<Placed>> byCheck = new HashMap<>();

  /// @param problems gets hosts that are not there, and keys that are set twice for one host
  public Overrides(List<SiteOverride> overrides, Inventory inventory, Problems problems) {
    for (SiteOverride override : overrides) {
      Set<String> hosts =
          SiteHosts.of(inventory, override.hosts(), "the override", override.file(), problems);
      List<Placed> before = byCheck.computeIfAbsent(override.check(), _ -> new ArrayList<>());
      before.forEach(other -> requireApart(other, override, hosts, problems));
      before.add(new Placed(override, hosts));
    }
  }

  private static void requireApart(
      Placed first, SiteOverride second, Set<String> hosts, Problems problems) {
    Optional<String> both = hosts.stream().filter(first.hosts()::contains).findFirst();
    for (String key : both.isEmpty() ? List.<String>of() : second.sets()) {
      if (first.override().sets().contains(key)) {
        problems.error(
            second.file(),
            Objects.requireNonNull(second.keys().get(key)),
            "%s of %s is set twice for %s: here and at %s"
                .formatted(
                    key, second.check(), both.orElseThrow(), place(first.override(), key, second)),
            "keep one, or narrow one with `hosts`");
      }
    }
  }

  private static String place(SiteOverride first, String key, SiteOverride second) {
    SourceLocation at = Objects.requireNonNull(first.keys().get(key));
    return at.file().equals(second.at().file())
        ? "%d:%d".formatted(at.line(), at.column())
        : at.toString();
  }

  private List<SiteOverride> of(Check check, String host) {
    return byCheck.getOrDefault(check.info().id(), List.of()).stream()
        .filter(placed -> placed.hosts().contains(host))
        .map(Placed::override)
        .toList();
  }

  /// The check as it is on a host.
  public Check on(String host, Check check) {
    List<SiteOverride> here = of(check, host);
    if (here.isEmpty()) {
      return check;
    }
    Optional<Severity> severity =
        here.stream().flatMap(override -> override.severity().stream()).findFirst();
    boolean enabled =
        here.stream()
            .flatMap(override -> override.enabled().stream())
            .findFirst()
            .orElse(check.enabled());
    List<Narrowing> narrowed =
        here.stream()
            .filter(override -> !override.where().isEmpty())
            .map(override -> new Narrowing(override.where(), said(override)))
            .toList();
    return check.changed(
        enabled, new Changes(severity, narrowed, here.stream().map(Overrides::told).toList()));
  }

  /// Why the check is off on a host, if an override has switched it off: `switched off by overrides.yaml:4: …`.
  public Optional<String> off(String host, Check check) {
    return of(check, host).stream()
        .filter(override -> override.enabled().equals(Optional.of(false)))
        .map(override -> "switched off by " + said(override))
        .findFirst();
  }

  private static String said(SiteOverride override) {
    return "%s: %s".formatted(override.place(), override.reason());
  }

  private static String told(SiteOverride override) {
    if (override.enabled().equals(Optional.of(false))) {
      return "switched off by " + said(override);
    }
    String rows =
        override.where().stream()
            .map(condition -> condition.column() + ": " + condition.matcher().text())
            .collect(Collectors.joining(", "));
    return "%s%s, set by %s"
        .formatted(
            String.join(" and ", override.sets()),
            rows.isEmpty() ? "" : " (only rows with %s)".formatted(rows),
            said(override));
  }
}
