package dev.driftline.policy.site;

import dev.driftline.model.Severity;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.HostPatternText;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads a file of overrides. All mistakes are reported at once, and an override with a mistake is left out.
public final class OverrideReader {

  private static final String REASON = "say why this site differs: `reason: …`";
  private static final List<String> KEYS =
      List.of(
          "check",
          "hosts",
          SiteOverride.SEVERITY,
          SiteOverride.WHERE,
          SiteOverride.ENABLED,
          "reason");

  /// The keys of a check that say what must hold.
  private static final List<String> EXPECTING =
      List.of(
          "expect expect_any expect_none expect_count expect_same if_none if_absent min_coverage probe pair"
              .split(" "));

  private static final List<String> SEVERITIES =
      Arrays.stream(Severity.values()).map(Severity::word).toList();

  private final SiteFields fields;
  private final KnownChecks checks;

  private OverrideReader(SiteFields fields, KnownChecks checks) {
    this.fields = fields;
    this.checks = checks;
  }

  public static List<SiteOverride> read(
      SourceFile file, YamlNode root, KnownChecks checks, Problems problems) {
    SiteFields fields = new SiteFields(file, "overrides", problems);
    OverrideReader reader = new OverrideReader(fields, checks);
    List<SiteOverride> overrides = new ArrayList<>();
    fields
        .items(root, "- { check: ID, severity: minor, reason: … }")
        .forEach(item -> reader.override(item).ifPresent(overrides::add));
    return overrides;
  }

  private Optional<SiteOverride> override(YamlNode node) {
    Optional<Mapping> found = fields.mapping(withoutExpectation(node), "an override", KEYS);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Mapping override = found.get();
    Optional<Check> check =
        fields
            .required(override, "check", "name the check: `check: std-fds-safe`")
            .flatMap(this::check);
    Optional<Scalar> reason = fields.required(override, "reason", REASON);
    Optional<HostPatternText> hosts =
        override.find("hosts").isPresent()
            ? fields.hosts(override)
            : Optional.of(new HostPatternText("all", override.at()));
    Optional<Severity> severity = severity(override);
    check
        .filter(Check::isRated)
        .flatMap(_ -> override.find(SiteOverride.SEVERITY))
        .ifPresent(written ->
            fields.error(
                written.at(),
                "the severity follows from the table",
                "remove it; `--fail-on critical` counts broken and garbled only"));
    Optional<List<Condition>> where = check.flatMap(known -> where(override, known));
    Optional<Boolean> enabled = enabled(override);
    boolean changes =
        List.of(SiteOverride.SEVERITY, SiteOverride.WHERE, SiteOverride.ENABLED).stream()
            .anyMatch(key -> override.find(key).isPresent());
    if (!changes && node.equals(withoutExpectation(node))) {
      fields.error(
          override.at(),
          "nothing is changed",
          "say what differs: `severity`, `where` or `enabled`");
    }
    boolean whole =
        (severity.isPresent() || override.find(SiteOverride.SEVERITY).isEmpty())
            && (enabled.isPresent() || override.find(SiteOverride.ENABLED).isEmpty());
    if (check.isEmpty() || reason.isEmpty() || hosts.isEmpty() || where.isEmpty() || !whole) {
      return Optional.empty();
    }
    return Optional.of(
        new SiteOverride(
            fields.file(),
            override.at(),
            check.get().info().id(),
            hosts.get(),
            severity,
            where.get(),
            enabled,
            reason.get().text().strip(),
            places(override)));
  }

  private static Map<String, SourceLocation> places(Mapping override) {
    Map<String, SourceLocation> places = new HashMap<>();
    override.entries().forEach(entry -> places.put(entry.key().text(), entry.key().at()));
    return places;
  }

  private YamlNode withoutExpectation(YamlNode node) {
    if (!(node instanceof Mapping mapping)) {
      return node;
    }
    List<Entry> kept = new ArrayList<>();
    for (Entry entry : mapping.entries()) {
      if (EXPECTING.contains(entry.key().text())) {
        fields.error(
            entry.key().at(),
            "an override cannot change what must hold (\"%s\")".formatted(entry.key().text()),
            "switch the check off with `enabled: false`, and write one of your own");
      } else {
        kept.add(entry);
      }
    }
    return new Mapping(kept, mapping.at());
  }

  private Optional<Check> check(Scalar id) {
    Optional<Check> known = checks.named(id.text());
    if (known.isEmpty()) {
      fields.error(
          id.at(), "no policy has a check \"%s\"".formatted(id.text()), checks.meant(id.text()));
    }
    return known;
  }

  private Optional<Severity> severity(Mapping override) {
    Optional<Scalar> written = fields.text(override, SiteOverride.SEVERITY);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    String word = written.get().text();
    if (!SEVERITIES.contains(word)) {
      fields.problems().unknown(fields.file(), written.get().at(), "severity", word, SEVERITIES);
      return Optional.empty();
    }
    return Optional.of(Severity.valueOf(word.toUpperCase(Locale.ROOT)));
  }

  private Optional<List<Condition>> where(Mapping override, Check check) {
    Optional<YamlNode> node = override.find(SiteOverride.WHERE);
    if (node.isEmpty()) {
      return Optional.of(List.of());
    }
    if (!(node.get() instanceof Mapping where) || where.entries().isEmpty()) {
      fields.error(
          node.get().at(),
          "where must be a mapping of columns%s"
              .formatted(
                  node.get() instanceof Mapping
                      ? ", and it is empty"
                      : ", not " + node.get().form()),
          "name the rows that stay: `where: { name: { not: oldd } }`");
      return Optional.empty();
    }
    return fields.where(where, check);
  }

  private Optional<Boolean> enabled(Mapping override) {
    Optional<Scalar> written = fields.text(override, SiteOverride.ENABLED);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    String text = written.get().text();
    if (!text.equals("true") && !text.equals("false")) {
      fields.error(
          written.get().at(),
          "enabled must be true or false, not \"%s\"".formatted(text),
          "`enabled: false`");
      return Optional.empty();
    }
    return Optional.of(text.equals("true"));
  }
}
