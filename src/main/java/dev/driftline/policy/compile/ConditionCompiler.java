package dev.driftline.policy.compile;

import dev.driftline.model.table.Column;
import dev.driftline.model.table.Domain;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.Check.Expectation;
import dev.driftline.policy.Matcher;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Turns a mapping of columns and matchers into conditions.
public final class ConditionCompiler {

  /// Where conditions only select rows or hosts, and expect nothing.
  private static final List<String> SELECTING = List.of("where", "applies_to");

  private final NodeReader reader;
  private final MatcherCompiler matchers;

  ConditionCompiler(NodeReader reader, MatcherCompiler matchers) {
    this.reader = reader;
    this.matchers = matchers;
  }

  /// For conditions that stand in another file than a policy.
  public static ConditionCompiler of(NodeReader reader) {
    return new ConditionCompiler(reader, new MatcherCompiler(reader));
  }

  /// The condition on a number of rows.
  public Optional<Matcher> count(YamlNode node) {
    return matchers.count(node);
  }

  /// The conditions under `key`; none if it is missing.
  public List<Condition> optional(Mapping check, String key, TableDefinition table) {
    return check
        .find(key)
        .flatMap(node -> reader.mapping(node, key))
        .map(mapping -> conditions(mapping, table, SELECTING.contains(key)))
        .orElse(List.of());
  }

  /// The conditions in `node`. If there are none, that is reported, because the check could not fail.
  Optional<List<Condition>> some(YamlNode node, String key, TableDefinition table) {
    Optional<Mapping> mapping = reader.mapping(node, key);
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    if (node instanceof Mapping written && written.entries().isEmpty()) {
      reader.error(
          node.at(),
          "%s is empty: it would hold for anything".formatted(key),
          "name a column and what it must be: `%s: { %s: present }`"
              .formatted(key, table.columns().names().getFirst()));
      return Optional.empty();
    }
    List<Condition> conditions = conditions(mapping.get(), table, false);
    // if one condition is wrong, the others alone would be another check
    return !conditions.isEmpty() && conditions.size() == mapping.get().entries().size()
        ? Optional.of(conditions)
        : Optional.empty();
  }

  private List<Condition> conditions(Mapping mapping, TableDefinition table, boolean selects) {
    List<Condition> conditions = new ArrayList<>();
    for (Entry entry : mapping.entries()) {
      String name = entry.key().text();
      Optional<Column> column = table.columns().find(name);
      if (column.isEmpty()) {
        reader
            .problems()
            .unknown(reader.source(), entry.key().at(), "column", name, table.columns().names());
        continue;
      }
      matchers
          .compile(entry.value(), column.get(), table, selects)
          .map(matcher -> new Condition(name, matcher, entry.key().at()))
          .ifPresent(conditions::add);
    }
    return conditions;
  }

  /// The columns of `expect_same`. Empty if one of them is wrong, which is reported.
  Optional<Expectation> same(YamlNode node, TableDefinition table) {
    List<String> free =
        table.columns().names().stream().filter(name -> !table.key().contains(name)).toList();
    if (table.has(TableDefinition.Trait.JOINS_HOSTS)) {
      reader.error(
          node.at(),
          "expect_same compares hosts, and a row of %s belongs to two".formatted(table.name()),
          "compare its two ends: `expect: { client.series: \"= server.series\" }`");
      return Optional.empty();
    }
    if (!(node instanceof Sequence list) || list.items().isEmpty()) {
      String form = node instanceof Sequence ? "and this one is empty" : "not " + node.form();
      reader.error(
          node.at(),
          "expect_same must be a list of columns, %s".formatted(form),
          "`expect_same: [%s]`".formatted(free.isEmpty() ? "COLUMN" : free.getFirst()));
      return Optional.empty();
    }
    Set<String> columns = new LinkedHashSet<>();
    list.items().forEach(item -> same(item, table, free).ifPresent(columns::add));
    return columns.size() == list.items().size()
        ? Optional.of(new Expectation.Same(List.copyOf(columns), node.at()))
        : Optional.empty();
  }

  private Optional<String> same(YamlNode item, TableDefinition table, List<String> free) {
    Optional<Scalar> name =
        reader.text(item, "a column").filter(text -> reader.isFixed(text, "a column"));
    if (name.isEmpty()) {
      return Optional.empty();
    }
    String column = name.get().text();
    if (table.columns().find(column).isEmpty()) {
      reader.problems().unknown(reader.source(), item.at(), "column", column, free);
      return Optional.empty();
    }
    if (table.key().contains(column)) {
      reader.error(
          item.at(),
          "%s tells the rows apart, so it cannot differ".formatted(column),
          free.isEmpty()
              ? "%s has no column that may differ".formatted(table.name())
              : "columns that may differ: " + String.join(", ", free));
      return Optional.empty();
    }
    return Optional.of(column);
  }

  /// Warns of a check that compares all rows of all hosts.
  void noteIfEverything(Mapping check, TableDefinition table, Expectation expectation) {
    // a table whose rows nothing tells apart has one row a host
    if (!(expectation instanceof Expectation.Same)
        || table.key().isEmpty()
        || check.find("where").isPresent()) {
      return;
    }
    Optional<String> asked =
        table.parameters().stream().flatMap(each -> each.from().stream()).findFirst();
    if (asked.isPresent()) {
      boolean packages =
          table.columns().find(asked.get()).orElseThrow().domain() instanceof Domain.PackageName;
      reader
          .problems()
          .warning(
              reader.source(),
              check.at(),
              "without where, every %s of every host is compared".formatted(singular(table.name())),
              "name those that must agree: `where: { %s: [%s] }`"
                  .formatted(asked.get(), packages ? "openssl, libssl3" : "…"));
    }
  }

  /// `package` of `packages`, `process` of `processes`, `library` of `libraries`.
  private static String singular(String plural) {
    return plural.replaceFirst("ies$", "y").replaceFirst("(?<=ss)es$|(?<!s)s$", "");
  }
}
