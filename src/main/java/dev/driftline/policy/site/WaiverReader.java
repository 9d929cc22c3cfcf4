package dev.driftline.policy.site;

import dev.driftline.model.table.Column;
import dev.driftline.model.table.RowWords.Rating;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.HostPatternText;
import dev.driftline.policy.Matcher;
import dev.driftline.policy.site.Waiver.Accepts;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlNode.Sequence;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads a file of waivers. All mistakes are reported at once, and a waiver with a mistake is left out.
public final class WaiverReader {

  private static final String WHERE = "where";
  private static final String COUNT = "count";
  private static final List<String> KEYS =
      List.of("check", "hosts", WHERE, "accepts", "until", "reason", "ticket", "owner");
  private static final List<String> ACCEPTS = List.of("drift", "unknown");

  private final SiteFields fields;
  private final KnownChecks checks;

  private WaiverReader(SiteFields fields, KnownChecks checks) {
    this.fields = fields;
    this.checks = checks;
  }

  public static List<Waiver> read(
      SourceFile file, YamlNode root, KnownChecks checks, Problems problems) {
    SiteFields fields = new SiteFields(file, "waivers", problems);
    WaiverReader reader = new WaiverReader(fields, checks);
    List<Waiver> waivers = new ArrayList<>();
    fields
        .items(root, "- { check: ID, hosts: HOSTS, until: 2027-01-31, reason: … }")
        .forEach(item -> reader.waiver(item).ifPresent(waivers::add));
    return waivers;
  }

  /// What `where` demands.
  ///
  /// @param byCheck the conditions on columns
  /// @param count   the one on the number of rows
  private record Where(Map<String, List<Condition>> byCheck, Optional<Matcher> count) {}

  private Optional<Waiver> waiver(YamlNode node) {
    Optional<Mapping> found = fields.mapping(node, "a waiver", KEYS);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Mapping waiver = found.get();
    Map<String, SourceLocation> ids = ids(waiver);
    if (waiver.find("hosts").isEmpty()) {
      fields.error(waiver.at(), "hosts is missing", "say where it holds: `hosts: legacy-*`");
    }
    Optional<HostPatternText> hosts = fields.hosts(waiver);
    Optional<Scalar> until =
        fields.required(
            waiver, "until", "write the last day on which it holds: `until: 2027-01-31`");
    Optional<LocalDate> day = until.flatMap(this::day);
    Optional<Scalar> reason =
        fields.required(waiver, "reason", "say why this is accepted: `reason: …`");
    Set<Accepts> accepts = accepts(waiver);
    List<Check> known = ids.keySet().stream().flatMap(id -> checks.named(id).stream()).toList();
    Optional<Where> where = where(waiver, known);
    boolean rules = namesRules(waiver, known, accepts);
    Optional<String> ticket = fields.text(waiver, "ticket").map(Scalar::text);
    Optional<String> owner = fields.text(waiver, "owner").map(Scalar::text);
    if (ids.isEmpty()
        || hosts.isEmpty()
        || day.isEmpty()
        || reason.isEmpty()
        || accepts.isEmpty()
        || where.isEmpty()
        || !rules) {
      return Optional.empty();
    }
    Map<String, SourceLocation> unknown = new HashMap<>(ids);
    known.forEach(check -> unknown.remove(check.info().id()));
    return Optional.of(
        new Waiver(
            fields.file(),
            waiver.at(),
            List.copyOf(ids.keySet()),
            unknown,
            hosts.get(),
            where.get().byCheck(),
            rated(known),
            ofRules(known, where.get().byCheck()),
            where.get().count(),
            waiver.find(WHERE).map(WaiverReader::written),
            accepts,
            day.get(),
            until.get().at(),
            reason.get().text().strip(),
            ticket,
            owner));
  }

  private static Map<String, String> rated(List<Check> known) {
    Map<String, String> products = new HashMap<>();
    for (Check check : known) {
      if (check.isRated() && check.subject() instanceof Check.Subject.Pair pair) {
        pair.product().ifPresent(product -> products.put(check.info().id(), product));
      }
    }
    return products;
  }

  private static Set<String> ofRules(List<Check> known, Map<String, List<Condition>> where) {
    Set<String> ids = new HashSet<>();
    for (Check check : known) {
      String id = check.info().id();
      List<Condition> conditions = where.getOrDefault(id, List.of());
      check
          .table()
          .words()
          .rating()
          .map(Rating::ruleColumn)
          .filter(rule -> conditions.stream().anyMatch(each -> each.column().equals(rule)))
          .ifPresent(_ -> ids.add(id));
    }
    return ids;
  }

  /// The ids with their places. Empty if one of them is wrong.
  private Map<String, SourceLocation> ids(Mapping waiver) {
    Optional<YamlNode> node = waiver.find("check");
    if (node.isEmpty()) {
      fields.error(waiver.at(), "check is missing", "name the check: `check: std-fds-safe`");
      return Map.of();
    }
    List<YamlNode> items = node.get() instanceof Sequence list ? list.items() : List.of(node.get());
    if (items.isEmpty()) {
      fields.error(node.get().at(), "check is empty", "name at least one check");
    }
    Map<String, SourceLocation> ids = new LinkedHashMap<>();
    for (YamlNode item : items) {
      fields.text(item, "check").filter(this::isId).ifPresent(id -> ids.put(id.text(), id.at()));
    }
    return ids.size() == items.size() ? ids : Map.of();
  }

  private boolean isId(Scalar id) {
    boolean pattern = id.text().chars().anyMatch(c -> "*?[~".indexOf(c) >= 0);
    if (pattern) {
      String beginning = id.text().replaceAll("[*?\\[~].*", "");
      String first =
          checks.checks().keySet().stream()
              .filter(known -> known.startsWith(beginning))
              .findFirst()
              .orElse("std-fds-safe");
      fields.error(
          id.at(),
          "\"%s\" is no id: a waiver names checks, not patterns".formatted(id.text()),
          "write them as a list: `check: [%s, …]`".formatted(first));
    }
    return !pattern;
  }

  private Optional<LocalDate> day(Scalar written) {
    Optional<LocalDate> day = Days.read(written.text());
    if (day.isEmpty()) {
      fields.error(
          written.at(),
          "\"%s\" is no day of the calendar".formatted(written.text()),
          "write year-month-day: `until: %s`".formatted(Days.near(written.text())));
    }
    return day;
  }

  private Set<Accepts> accepts(Mapping waiver) {
    Optional<YamlNode> node = waiver.find("accepts");
    if (node.isEmpty()) {
      return EnumSet.of(Accepts.DRIFT);
    }
    List<YamlNode> items = node.get() instanceof Sequence list ? list.items() : List.of(node.get());
    Set<Accepts> accepts = EnumSet.noneOf(Accepts.class);
    boolean good = !items.isEmpty();
    for (YamlNode item : items) {
      Optional<Scalar> word = fields.text(item, "accepts");
      if (word.isPresent() && !ACCEPTS.contains(word.get().text())) {
        fields
            .problems()
            .unknown(fields.file(), word.get().at(), "accepts value", word.get().text(), ACCEPTS);
        good = false;
      } else {
        good &= word.isPresent();
        word.ifPresent(
            known -> accepts.add(known.text().equals("drift") ? Accepts.DRIFT : Accepts.UNKNOWN));
      }
    }
    if (items.isEmpty()) {
      fields.error(node.get().at(), "accepts is empty", "write `drift`, `unknown`, or both");
    }
    return good ? accepts : Set.of();
  }

  private Optional<Where> where(Mapping waiver, List<Check> known) {
    Optional<YamlNode> node = waiver.find(WHERE);
    if (node.isEmpty()) {
      return Optional.of(new Where(Map.of(), Optional.empty()));
    }
    if (!(node.get() instanceof Mapping where) || where.entries().isEmpty()) {
      fields.error(
          node.get().at(),
          "where must be a mapping of columns%s"
              .formatted(
                  node.get() instanceof Mapping
                      ? ", and it is empty"
                      : ", not " + node.get().form()),
          "name the one thing that is accepted, or leave `where` out for every finding of the check");
      return Optional.empty();
    }
    Map<String, List<Condition>> byCheck = new HashMap<>();
    boolean good = true;
    Optional<Matcher> count = Optional.empty();
    for (Check check : known) {
      Optional<YamlNode> number =
          check.table().columns().has(COUNT) ? Optional.empty() : where.find(COUNT);
      Mapping columns =
          number.isEmpty()
              ? where
              : new Mapping(
                  where.entries().stream()
                      .filter(entry -> !entry.key().text().equals(COUNT))
                      .toList(),
                  where.at());
      good &= staysTheSame(columns, check);
      if (number.isPresent()) {
        count = fields.count(number.get());
        good &= count.isPresent();
      }
      Optional<List<Condition>> conditions = fields.where(columns, check);
      good &= conditions.isPresent();
      conditions.ifPresent(all -> byCheck.put(check.info().id(), all));
    }
    return good ? Optional.of(new Where(byCheck, count)) : Optional.empty();
  }

  /// Reports columns that are other ones tomorrow.
  private boolean staysTheSame(Mapping where, Check check) {
    boolean good = true;
    for (Entry entry : where.entries()) {
      String name = entry.key().text();
      if (check.table().columns().find(name).filter(Column::isOfOneStart).isPresent()) {
        good = false;
        fields.error(
            entry.key().at(),
            "%s is another one after a restart: the waiver would hold for today's process only"
                .formatted(name),
            "columns that stay: %s".formatted(String.join(", ", check.table().key())));
      }
    }
    return good;
  }

  /// A finding of a check over a table of rules is about one rule. A waiver that names none would accept a worse one,
  /// too.
  private boolean namesRules(Mapping waiver, List<Check> known, Set<Accepts> accepts) {
    for (Check check : known) {
      Optional<Rating> rating = check.table().words().rating().filter(_ -> check.isRated());
      boolean named =
          waiver
              .find(WHERE)
              .filter(Mapping.class::isInstance)
              .filter(where ->
                  rating.stream()
                      .flatMap(rated -> rated.named().stream())
                      .anyMatch(column -> ((Mapping) where).find(column).isPresent()))
              .isPresent();
      if (rating.isPresent() && accepts.contains(Accepts.DRIFT) && !named) {
        fields.error(
            waiver.find(WHERE).orElse(waiver).at(),
            "a waiver for drift of %s must say which: a worse rule would be accepted, too"
                .formatted(check.info().id()),
            rating.get().named().stream()
                .map("`where: { %s: … }`"::formatted)
                .collect(Collectors.joining(" or ")));
        return false;
      }
    }
    return true;
  }

  /// The conditions in one line: `server.host px1, fd 2`.
  private static String written(YamlNode where) {
    return where instanceof Mapping mapping
        ? mapping.entries().stream()
            .map(entry -> entry.key().text() + " " + text(entry.value()))
            .collect(Collectors.joining(", "))
        : "";
  }

  private static String text(YamlNode value) {
    return switch (value) {
      case Scalar scalar -> scalar.text();
      case Sequence list ->
          "one of "
              + list.items().stream().map(WaiverReader::text).collect(Collectors.joining(", "));
      case Mapping mapping ->
          mapping.entries().stream()
              .map(entry -> entry.key().text() + " " + text(entry.value()))
              .collect(Collectors.joining(", "));
    };
  }
}
