package dev.driftline.policy.file;

import dev.driftline.model.table.TableDefinition;
import dev.driftline.policy.Check;
import dev.driftline.policy.Policy;
import dev.driftline.policy.compile.NodeReader;
import dev.driftline.policy.compile.NodeReader.Stage;
import dev.driftline.policy.compile.PolicyCompiler;
import dev.driftline.policy.template.Renderer;
import dev.driftline.product.compat.file.Knowledge;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/// One policy file for all hosts. Checks without templates are the same for all hosts. A check with templates exists
/// once per distinct result of its templates.
final class HostPolicies {

  private final PolicyFile file;
  private final Policy draft;
  private final boolean broken;

  /// The checks with templates, by their position in the file.
  private final Map<Integer, HostChecks> templated = new HashMap<>();

  private final Renderer renderer;

  /// What templates see where the inventory has no such variable.
  private final Map<String, Object> defaults;

  private HostPolicies(
      PolicyFile file,
      Map<String, TableDefinition> tables,
      Knowledge knowledge,
      Policy draft,
      boolean broken,
      Renderer renderer,
      Map<String, Object> defaults) {
    this.file = file;
    this.draft = draft;
    this.broken = broken;
    this.renderer = renderer;
    this.defaults = defaults;
    if (!broken) {
      templates(tables, knowledge);
    }
  }

  private void templates(Map<String, TableDefinition> tables, Knowledge knowledge) {
    List<YamlNode> items =
        file.root() instanceof Mapping mapping
                && mapping.find("checks").orElseThrow() instanceof Sequence list
            ? list.items()
            : List.of();
    // a draft without errors has a check per item, so positions are the same
    if (items.size() != draft.checks().size()) {
      throw new IllegalStateException(
          "%d checks from %d".formatted(draft.checks().size(), items.size()));
    }
    for (int i = 0; i < items.size(); i++) {
      TableDefinition table = draft.checks().get(i).table();
      Template template = Template.of(file.source(), items.get(i), Optional.of(table));
      if (!template.templates().isEmpty()) {
        templated.put(i, new HostChecks(template, draft.name(), tables, knowledge, renderer));
      }
    }
  }

  /// Compiles the parts of a policy that do not depend on a host. Empty if the file is not a policy, which is reported.
  static Optional<HostPolicies> draft(
      PolicyFile file,
      Map<String, TableDefinition> tables,
      Knowledge knowledge,
      Renderer renderer,
      Problems problems) {
    Problems found = new Problems();
    NodeReader reader = new NodeReader(file.source(), found, Stage.DRAFT, Set.of());
    Optional<Policy> draft = new PolicyCompiler(reader, tables, knowledge).compile(file.root());
    Map<String, Object> defaults = PolicyVariables.of(file, renderer, found);
    for (Problem problem : found.sorted()) {
      problems.add(problem);
    }
    return draft.map(policy ->
        new HostPolicies(file, tables, knowledge, policy, found.hasErrors(), renderer, defaults));
  }

  PolicyFile source() {
    return file;
  }

  Policy draft() {
    return draft;
  }

  boolean usesTemplates() {
    return !templated.isEmpty();
  }

  /// The variables that the policy itself sets, for hosts of which the inventory says nothing.
  Map<String, Object> vars() {
    return defaults;
  }

  private Map<String, ?> variables(Map<String, ?> ofHost) {
    if (defaults.isEmpty()) {
      return ofHost;
    }
    Map<String, Object> all = new HashMap<>(defaults);
    all.putAll(ofHost);
    return all;
  }

  /// The wanted checks for a host. Other checks are not rendered, because the host may not have their variables. If a
  /// check is wrong for this host, that is reported and the check is left out.
  ///
  /// @param wanted is asked about the drafts
  List<Check> forHost(
      String host, Map<String, ?> ofHost, BiPredicate<Policy, Check> wanted, Problems problems) {
    Map<String, ?> variables = variables(ofHost);
    List<Check> checks = new ArrayList<>();
    for (int i = 0; i < draft.checks().size() && !broken; i++) {
      Check check = draft.checks().get(i);
      if (wanted.test(draft, check)) {
        HostChecks ofHosts = templated.get(i);
        if (ofHosts == null) {
          checks.add(check);
        } else {
          ofHosts.forHost(host, variables, problems).ifPresent(checks::add);
        }
      }
    }
    return checks;
  }
}
