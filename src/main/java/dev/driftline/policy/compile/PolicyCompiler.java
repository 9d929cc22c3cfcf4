package dev.driftline.policy.compile;

import dev.driftline.model.table.TableDefinition;
import dev.driftline.policy.Check;
import dev.driftline.policy.HostPatternText;
import dev.driftline.policy.Policy;
import dev.driftline.product.compat.file.Knowledge;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns the node of one policy file into a [Policy].
public final class PolicyCompiler {

  static final List<String> KEYS = List.of("policy", "title", "hosts", "vars", "checks");

  private final NodeReader reader;
  private final CheckCompiler checks;

  public PolicyCompiler(
      NodeReader reader, Map<String, TableDefinition> tables, Knowledge knowledge) {
    this.reader = reader;
    this.checks = new CheckCompiler(reader, tables, knowledge);
  }

  /// The policy; empty, with the reasons reported, if it has no name or no list of checks. Other mistakes are reported,
  /// and the parts without mistakes are returned.
  public Optional<Policy> compile(YamlNode root) {
    Optional<Mapping> mapping = reader.mapping(root, "a policy", KEYS);
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> name = reader.name(mapping.get(), "policy").map(Scalar::text);
    String title =
        reader.fixedText(mapping.get(), "title").map(Scalar::text).orElse(name.orElse(""));
    HostPatternText hosts =
        reader.hosts(mapping.get()).orElse(new HostPatternText("all", mapping.get().at()));
    List<Check> compiled = checks(mapping.get(), name.orElse(""));
    return name.map(known -> new Policy(known, title, hosts, compiled, mapping.get().at()));
  }

  private List<Check> checks(Mapping policy, String name) {
    Optional<YamlNode> node = policy.find("checks");
    if (node.isEmpty()) {
      reader.error(
          policy.at(), "checks is missing", "list the checks: `checks:` and then `- id: …`");
      return List.of();
    }
    if (!(node.get() instanceof Sequence list) || list.items().isEmpty()) {
      reader.error(
          node.get().at(),
          "checks must be a list of checks"
              + (node.get() instanceof Sequence
                  ? ", and it is empty"
                  : ", not " + node.get().form()),
          "begin each check with `- id: …`");
      return List.of();
    }
    return unique(
        list.items().stream()
            .map(item -> checks.compile(item, name))
            .flatMap(Optional::stream)
            .toList());
  }

  private List<Check> unique(List<Check> compiled) {
    Map<String, Check> seen = new HashMap<>();
    List<Check> result = new ArrayList<>();
    for (Check check : compiled) {
      Check first = seen.putIfAbsent(check.info().id(), check);
      if (first == null) {
        result.add(check);
      } else {
        reader.error(
            check.at(),
            "check \"%s\" stands twice".formatted(check.info().id()),
            "the first is at %s; give this one another id".formatted(first.at()));
      }
    }
    return result;
  }
}
