package dev.driftline.policy.compile;

import dev.driftline.model.CheckInfo;
import dev.driftline.model.Severity;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.Check.Expectation;
import dev.driftline.policy.Check.WhenMissing;
import dev.driftline.policy.HostPatternText;
import dev.driftline.product.compat.file.Knowledge;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlNode.Sequence;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns one item of `checks` into a [Check].
public final class CheckCompiler {

  private static final List<String> EXPECTATIONS =
      List.of("expect", "expect_any", "expect_none", "expect_count", "expect_same");
  static final List<String> KEYS =
      List.of(
          "id",
          "title",
          "severity",
          "hosts",
          "tags",
          "enabled",
          "probe",
          "pair",
          "where",
          "expect",
          "expect_any",
          "expect_none",
          "expect_count",
          "expect_same",
          "if_absent",
          "if_none",
          "min_coverage",
          "applies_to",
          "why",
          "fix");
  static final List<String> SEVERITIES =
      Arrays.stream(Severity.values()).map(Severity::word).toList();
  static final List<String> WHEN_MISSING = List.of("unknown", "pass", "drift", "not-applicable");
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3})?)\\s?%");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final NodeReader reader;
  private final Map<String, TableDefinition> tables;
  private final ConditionCompiler conditions;
  private final MatcherCompiler matchers;
  private final SubjectCompiler subjects;
  private final Contradictions contradictions;
  private final ExitCodesSetAside setAside;
  private final CommandNotes notes;

  /// @param knowledge the products that pairs may name
  public CheckCompiler(
      NodeReader reader, Map<String, TableDefinition> tables, Knowledge knowledge) {
    this.reader = reader;
    this.tables = tables;
    this.matchers = new MatcherCompiler(reader);
    this.conditions = new ConditionCompiler(reader, matchers);
    this.subjects = new SubjectCompiler(reader, tables, knowledge);
    this.contradictions = new Contradictions(reader);
    this.setAside = new ExitCodesSetAside(reader);
    this.notes = new CommandNotes(reader);
  }

  /// The check. It is empty if a mistake leaves nothing to compile. All mistakes are reported.
  public Optional<Check> compile(YamlNode node, String policy) {
    Optional<Mapping> mapping = reader.mapping(node, "a check", KEYS);
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    Mapping check = mapping.get();
    // read everything before giving up, so that all mistakes of a check are reported at once
    Optional<CheckInfo> info = info(check, policy);
    Set<String> tags = tags(check);
    Optional<HostPatternText> hosts = reader.hosts(check);
    boolean enabled = enabled(check);
    double minCoverage = minCoverage(check);
    List<Condition> appliesTo = appliesTo(check);
    WhenMissing ifAbsent = whenMissing(check, "if_absent");
    WhenMissing ifNone = whenMissing(check, "if_none");
    Optional<TableDefinition> table = subjects.table(check);
    // without a table no column is known, so conditions cannot be checked
    if (table.isEmpty()) {
      onlyOneExpectation(check);
      return Optional.empty();
    }
    List<Condition> where = conditions.optional(check, "where", table.get());
    Optional<Expectation> expectation =
        expectation(check, table.get())
            .filter(found -> !contradictions.in(where, found, ifNone, table.get()));
    NavigableSet<String> named = NamedColumns.of(where, expectation);
    Optional<Check.Subject> subject = subjects.compile(check, table.get(), where, named);
    if (!subjects.isAnswerable(check, table.get(), named)
        || info.isEmpty()
        || subject.isEmpty()
        || expectation.isEmpty()) {
      return Optional.empty();
    }
    if (setAside.isWrong(check, table.get(), subject.get(), where, expectation.get())) {
      return Optional.empty();
    }
    notes.note(check, table.get(), subject.get(), where, expectation.get());
    conditions.noteIfEverything(check, table.get(), expectation.get());
    return Optional.of(
        new Check(
            SubjectCompiler.rated(table.get(), named).isPresent()
                ? info.get().with(Severity.CRITICAL)
                : info.get(),
            tags,
            hosts,
            enabled,
            table.get(),
            subject.get(),
            where,
            expectation.get(),
            ifAbsent,
            ifNone,
            minCoverage,
            appliesTo,
            check.at()));
  }

  private Optional<CheckInfo> info(Mapping check, String policy) {
    Optional<String> id = reader.name(check, "id").map(Scalar::text);
    String title =
        reader.text(check, "title").map(Scalar::text).orElse(id.orElse("").replace('-', ' '));
    String severity = reader.word(check, "severity", SEVERITIES, Severity.MAJOR.word());
    String why = reader.text(check, "why").map(Scalar::text).orElse("").strip();
    String fix = reader.text(check, "fix").map(Scalar::text).orElse("").strip();
    Severity known = Severity.valueOf(severity.toUpperCase(Locale.ROOT));
    return id.map(name -> new CheckInfo(policy, name, title, known, why, fix));
  }

  private Set<String> tags(Mapping check) {
    Set<String> tags = new LinkedHashSet<>();
    Optional<YamlNode> node = check.find("tags");
    List<YamlNode> items =
        node.map(found -> found instanceof Sequence list ? list.items() : List.of(found))
            .orElse(List.of());
    for (YamlNode item : items) {
      Optional<Scalar> tag =
          reader.text(item, "a tag").filter(text -> reader.isFixed(text, "a tag"));
      if (tag.isPresent() && !TAG.matcher(tag.get().text()).matches()) {
        reader.error(
            tag.get().at(),
            "\"%s\" is not a tag".formatted(tag.get().text()),
            "use letters, digits, `.`, `_`, `-`; write several as a list: `tags: [web, nightly]`");
      }
      tag.ifPresent(text -> tags.add(text.text()));
    }
    return tags;
  }

  /// Whether the check runs by itself. It does, unless the policy says otherwise.
  private boolean enabled(Mapping check) {
    Optional<String> text = reader.fixedText(check, "enabled").map(Scalar::text);
    if (text.filter(word -> !List.of("true", "false").contains(word)).isPresent()) {
      reader.error(
          check.find("enabled").orElseThrow().at(),
          "enabled must be true or false, not \"%s\"".formatted(text.get()),
          "`enabled: false`");
    }
    return !text.equals(Optional.of("false"));
  }

  private double minCoverage(Mapping check) {
    Optional<Scalar> text = reader.text(check, "min_coverage");
    if (text.isEmpty() || reader.open(text.get())) {
      return 1;
    }
    Matcher percent = PERCENT.matcher(text.get().text());
    // 0% would let a check pass that could read no row
    double share = percent.matches() ? Double.parseDouble(percent.group(1)) / 100 : -1;
    if (share <= 0 || share > 1) {
      reader.error(
          text.get().at(),
          "min_coverage \"%s\" is not a share".formatted(text.get().text()),
          "write a percentage above 0% and up to 100%, such as `95%`");
      return 1;
    }
    return share;
  }

  private WhenMissing whenMissing(Mapping check, String key) {
    String word = reader.word(check, key, WHEN_MISSING, "unknown");
    return WhenMissing.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private List<Condition> appliesTo(Mapping check) {
    if (check.find("applies_to").isEmpty()) {
      return List.of();
    }
    TableDefinition host =
        tables.values().stream()
            .filter(table -> table.has(TableDefinition.Trait.DESCRIBES_HOST))
            .findFirst()
            .orElseThrow();
    return conditions.optional(check, "applies_to", host);
  }

  private boolean onlyOneExpectation(Mapping check) {
    List<String> written =
        EXPECTATIONS.stream().filter(key -> check.find(key).isPresent()).toList();
    if (written.size() == 1) {
      return true;
    }
    if (written.isEmpty()) {
      reader.error(
          check.at(),
          "nothing is expected",
          "say what must hold with one of " + String.join(", ", EXPECTATIONS));
    } else {
      check.entries().stream()
          .map(YamlNode.Entry::key)
          .filter(key -> EXPECTATIONS.contains(key.text()))
          .skip(1)
          .forEach(key ->
              reader.error(
                  key.at(),
                  "a second expectation, \"%s\"".formatted(key.text()),
                  "keep one of " + String.join(", ", written)));
    }
    return false;
  }

  private Optional<Expectation> expectation(Mapping check, TableDefinition table) {
    // compile them anyway, for the mistakes in them
    if (!onlyOneExpectation(check)) {
      EXPECTATIONS.forEach(key -> one(check, key, table));
      return Optional.empty();
    }
    return EXPECTATIONS.stream().flatMap(key -> one(check, key, table).stream()).findFirst();
  }

  private Optional<Expectation> one(Mapping check, String key, TableDefinition table) {
    Optional<YamlNode> node = check.find(key);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    return switch (key) {
      case "expect" -> conditions.some(node.get(), key, table).map(Expectation.Every::new);
      case "expect_any" -> conditions.some(node.get(), key, table).map(Expectation.AtLeastOne::new);
      // without conditions: no row may be selected at all
      case "expect_none" ->
          Optional.of(new Expectation.NoRow(conditions.optional(check, key, table)));
      case "expect_count" -> matchers.count(node.get()).map(Expectation.Count::new);
      case "expect_same" -> conditions.same(node.get(), table);
      default -> throw new IllegalArgumentException("not an expectation: " + key);
    };
  }
}
