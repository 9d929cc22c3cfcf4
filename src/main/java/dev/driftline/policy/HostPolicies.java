package dev.driftline.policy;

import dev.driftline.model.table.TableDefinition;
import dev.driftline.policy.Reading.Stage;
import dev.driftline.policy.template.Renderer;
import dev.driftline.policy.template.Rendering;
import dev.driftline.policy.template.TemplateText;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One policy file for all hosts: a draft, and a policy for every distinct way its templates turn out.
///
/// Hosts with the same values share one [Policy]; a file without templates has only one.
final class HostPolicies {

  private final PolicyFile file;
  private final Map<String, TableDefinition> tables;
  private final Policy draft;
  private final List<Scalar> templates;
  private final Renderer renderer;
  private final Map<List<String>, Optional<Policy>> compiled = new HashMap<>();

  private HostPolicies(
      PolicyFile file, Map<String, TableDefinition> tables, Policy draft, Renderer renderer) {
    this.renderer = renderer;
    this.file = file;
    this.tables = tables;
    this.draft = draft;
    List<Scalar> found = new ArrayList<>();
    collect(file.root(), found);
    this.templates = List.copyOf(found);
  }

  /// Compiles what can be compiled without a host; empty, and reported, if the file is no policy at all.
  static Optional<HostPolicies> draft(
      PolicyFile file, Map<String, TableDefinition> tables, Renderer renderer, Problems problems) {
    Reading reading = new Reading(file.source(), problems, Stage.DRAFT, java.util.Set.of());
    return new PolicyCompiler(reading, tables)
        .compile(file.root())
        .map(draft -> new HostPolicies(file, tables, draft, renderer));
  }

  private static void collect(YamlNode node, List<Scalar> found) {
    switch (node) {
      case Scalar scalar -> {
        if (TemplateText.isTemplate(scalar.text())) {
          found.add(scalar);
        }
      }
      case Sequence list -> list.items().forEach(item -> collect(item, found));
      case Mapping mapping -> mapping.entries().forEach(entry -> collect(entry.value(), found));
    }
  }

  PolicyFile source() {
    return file;
  }

  Policy draft() {
    return draft;
  }

  boolean usesTemplates() {
    return !templates.isEmpty();
  }

  Optional<Policy> forHost(String host, Map<String, ?> variables, Problems problems) {
    if (templates.isEmpty()) {
      return Optional.of(draft);
    }
    Map<SourceLocation, String> texts = new LinkedHashMap<>();
    for (Scalar template : templates) {
      switch (renderer.render(template.text(), variables)) {
        case Rendering.Text(String text) -> texts.put(template.at(), text);
        case Rendering.Failed(int line, String message, String hint) ->
            report(host, template, line, message, hint, problems);
      }
    }
    if (texts.size() < templates.stream().map(Scalar::at).distinct().count()) {
      return Optional.empty();
    }
    return compiled.computeIfAbsent(
        List.copyOf(texts.values()), _ -> compile(host, texts, problems));
  }

  private void report(
      String host, Scalar template, int line, String message, String hint, Problems problems) {
    SourceFile source = file.source();
    SourceLocation at = template.at();
    SourceLocation where = line <= 1 ? at : source.at(at.line() + line - 1, 1);
    problems.error(source, where, "%s (host %s)".formatted(message, host), hint);
  }

  private Optional<Policy> compile(
      String host, Map<SourceLocation, String> texts, Problems problems) {
    Problems found = new Problems();
    Reading reading = new Reading(file.source(), found, Stage.FINAL, texts.keySet());
    Optional<Policy> policy =
        new PolicyCompiler(reading, tables).compile(substitute(file.root(), texts));
    found
        .sorted()
        .forEach(problem ->
            problems.error(
                file.source(),
                problem.at(),
                "%s (host %s)".formatted(problem.message(), host),
                problem.hint()));
    return found.hasErrors() ? Optional.empty() : policy;
  }

  private static YamlNode substitute(YamlNode node, Map<SourceLocation, String> texts) {
    return switch (node) {
      case Scalar scalar -> {
        String text = texts.get(scalar.at());
        yield text == null ? scalar : new Scalar(text, false, scalar.tag(), scalar.at());
      }
      case Sequence list ->
          new Sequence(
              list.items().stream().map(item -> substitute(item, texts)).toList(), list.at());
      case Mapping mapping ->
          new Mapping(
              mapping.entries().stream()
                  .map(entry -> new Entry(entry.key(), substitute(entry.value(), texts)))
                  .toList(),
              mapping.at());
    };
  }
}
