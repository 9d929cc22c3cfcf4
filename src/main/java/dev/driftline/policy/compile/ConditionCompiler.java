package dev.driftline.policy.compile;

import dev.driftline.model.table.Column;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.policy.Check.Condition;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns a mapping of columns and matchers into conditions.
final class ConditionCompiler {

  /// Where conditions only select rows or hosts, and expect nothing.
  private static final List<String> SELECTING = List.of("where", "applies_to");

  private final NodeReader reader;
  private final MatcherCompiler matchers;

  ConditionCompiler(NodeReader reader, MatcherCompiler matchers) {
    this.reader = reader;
    this.matchers = matchers;
  }

  /// The conditions under `key`; none if it is missing.
  List<Condition> optional(Mapping check, String key, TableDefinition table) {
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
}
