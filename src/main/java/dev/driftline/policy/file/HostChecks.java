package dev.driftline.policy.file;

import dev.driftline.model.table.TableDefinition;
import dev.driftline.policy.Check;
import dev.driftline.policy.compile.CheckCompiler;
import dev.driftline.policy.compile.NodeReader;
import dev.driftline.policy.compile.NodeReader.Stage;
import dev.driftline.policy.template.Renderer;
import dev.driftline.product.compat.file.Knowledge;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One check with templates. It is compiled once for each distinct result of its templates, and hosts with the same
/// result share it.
final class HostChecks {

  private final Template template;
  private final String policy;
  private final Map<String, TableDefinition> tables;
  private final Knowledge knowledge;
  private final Renderer renderer;

  /// By the rendered texts, in the order of the templates.
  private final Map<List<String>, Compiled> compiled = new HashMap<>();

  /// A check, or its problems.
  private record Compiled(Optional<Check> check, List<Problem> problems) {}

  HostChecks(
      Template template,
      String policy,
      Map<String, TableDefinition> tables,
      Knowledge knowledge,
      Renderer renderer) {
    this.template = template;
    this.policy = policy;
    this.tables = tables;
    this.knowledge = knowledge;
    this.renderer = renderer;
  }

  /// The check for a host. Empty if it is wrong for this host, which is reported.
  Optional<Check> forHost(String host, Map<String, ?> variables, Problems problems) {
    Optional<List<String>> texts = template.render(host, variables, renderer, problems);
    if (texts.isEmpty()) {
      return Optional.empty();
    }
    Compiled known = compiled.computeIfAbsent(texts.get(), this::compile);
    known
        .problems()
        .forEach(problem ->
            problems.errorOfHost(
                template.source(), problem.at(), host, problem.message(), problem.hint()));
    return known.check();
  }

  private Compiled compile(List<String> texts) {
    Problems found = new Problems();
    NodeReader reader = new NodeReader(template.source(), found, Stage.FINAL, template.places());
    Optional<Check> check =
        new CheckCompiler(reader, tables, knowledge).compile(template.with(texts), policy);
    return new Compiled(found.hasErrors() ? Optional.empty() : check, found.sorted());
  }
}
