package dev.driftline.policy.file;

import dev.driftline.model.table.TableDefinition;
import dev.driftline.policy.Check;
import dev.driftline.policy.Policy;
import dev.driftline.policy.compile.PolicyCompiler;
import dev.driftline.policy.compile.Reading;
import dev.driftline.policy.compile.Reading.Stage;
import dev.driftline.policy.template.Renderer;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One policy file for all hosts: a draft, and a policy for every distinct way its templates turn out.
///
/// Hosts with the same values share one [Policy]; checks without templates are shared by all hosts.
final class HostPolicies {

  private final PolicyFile file;
  private final Policy draft;
  private final boolean broken;
  private final Optional<Template> title;
  private final Map<Integer, HostChecks> templated = new HashMap<>();
  private final Renderer renderer;
  private final Map<Texts, Policy> shared = new HashMap<>();

  /// What tells the policies of two hosts apart.
  private record Texts(String title, List<Check> checks) {}

  private HostPolicies(
      PolicyFile file,
      Map<String, TableDefinition> tables,
      Policy draft,
      boolean broken,
      Renderer renderer) {
    this.file = file;
    this.draft = draft;
    this.broken = broken;
    this.renderer = renderer;
    this.title =
        find("title")
            .map(node -> Template.of(file.source(), node, Optional.empty()))
            .filter(template -> !template.templates().isEmpty());
    if (!broken) {
      templates(tables);
    }
  }

  private Optional<YamlNode> find(String key) {
    return file.root() instanceof Mapping mapping ? mapping.find(key) : Optional.empty();
  }

  private void templates(Map<String, TableDefinition> tables) {
    List<YamlNode> items =
        find("checks").orElseThrow() instanceof Sequence list ? list.items() : List.of();
    if (items.size() != draft.checks().size()) {
      throw new IllegalStateException(
          "%d checks from %d".formatted(draft.checks().size(), items.size()));
    }
    for (int i = 0; i < items.size(); i++) {
      TableDefinition table = draft.checks().get(i).table();
      Template template = Template.of(file.source(), items.get(i), Optional.of(table));
      if (!template.templates().isEmpty()) {
        templated.put(i, new HostChecks(template, draft.name(), tables, renderer));
      }
    }
  }

  /// Compiles what can be compiled without a host; empty, and reported, if the file is no policy at all.
  static Optional<HostPolicies> draft(
      PolicyFile file, Map<String, TableDefinition> tables, Renderer renderer, Problems problems) {
    Problems found = new Problems();
    Reading reading = new Reading(file.source(), found, Stage.DRAFT, Set.of());
    Optional<Policy> draft = new PolicyCompiler(reading, tables).compile(file.root());
    for (Problem problem : found.sorted()) {
      problems.add(problem);
    }
    return draft.map(policy -> new HostPolicies(file, tables, policy, found.hasErrors(), renderer));
  }

  PolicyFile source() {
    return file;
  }

  Policy draft() {
    return draft;
  }

  boolean usesTemplates() {
    return title.isPresent() || !templated.isEmpty();
  }

  /// The policy for a host; empty if it is wrong for this host or, as was reported when it was read, for any.
  Optional<Policy> forHost(String host, Map<String, ?> variables, Problems problems) {
    if (broken) {
      return Optional.empty();
    }
    if (!usesTemplates()) {
      return Optional.of(draft);
    }
    List<Check> checks = new ArrayList<>(draft.checks());
    boolean complete = true;
    for (Map.Entry<Integer, HostChecks> entry : templated.entrySet()) {
      Optional<Check> check = entry.getValue().forHost(host, variables, problems);
      check.ifPresent(known -> checks.set(entry.getKey(), known));
      complete &= check.isPresent();
    }
    Optional<String> rendered = title(host, variables, problems);
    return complete && rendered.isPresent()
        ? Optional.of(shared.computeIfAbsent(new Texts(rendered.get(), checks), this::policy))
        : Optional.empty();
  }

  private Policy policy(Texts texts) {
    return new Policy(draft.name(), texts.title(), draft.hosts(), texts.checks(), draft.at());
  }

  private Optional<String> title(String host, Map<String, ?> variables, Problems problems) {
    if (title.isEmpty()) {
      return Optional.of(draft.title());
    }
    Optional<List<String>> texts = title.get().render(host, variables, renderer, problems);
    if (texts.isEmpty() || !(title.get().with(texts.get()) instanceof Scalar text)) {
      return Optional.empty();
    }
    if (text.text().isBlank()) {
      problems.errorOfHost(
          file.source(), text.at(), host, "title is empty", "the template rendered to nothing");
      return Optional.empty();
    }
    return Optional.of(text.text());
  }
}
