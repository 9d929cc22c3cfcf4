package dev.driftline.policy.file;

import dev.driftline.model.table.TableDefinition;
import dev.driftline.model.table.TableDefinition.Form;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A node of a policy file that contains templates. For a host, it becomes the same node with rendered texts.
///
/// @param node      as written
/// @param templates the texts that are templates; each place once, even if an alias repeats it
/// @param commands  the places of texts that a shell gets, where values must be quoted
record Template(
    SourceFile source, YamlNode node, List<Scalar> templates, Set<SourceLocation> commands) {

  static Template of(SourceFile source, YamlNode node, Optional<TableDefinition> table) {
    Map<SourceLocation, Scalar> found = new LinkedHashMap<>();
    collect(node, found);
    return new Template(
        source,
        node,
        List.copyOf(found.values()),
        table.map(known -> commands(node, known)).orElse(Set.of()));
  }

  private static void collect(YamlNode node, Map<SourceLocation, Scalar> found) {
    switch (node) {
      case Scalar scalar -> {
        if (TemplateText.isTemplate(scalar.text())) {
          found.put(scalar.at(), scalar);
        }
      }
      case Sequence list -> list.items().forEach(item -> collect(item, found));
      case Mapping mapping -> mapping.entries().forEach(entry -> collect(entry.value(), found));
    }
  }

  private static Set<SourceLocation> commands(YamlNode check, TableDefinition table) {
    Set<SourceLocation> places = new HashSet<>();
    if (check instanceof Mapping mapping
        && mapping.find("probe").orElse(check) instanceof Mapping probe) {
      table.parameters().stream()
          .filter(parameter -> parameter.form() == Form.COMMAND)
          .flatMap(parameter -> probe.find(parameter.name()).stream())
          .forEach(value -> places.add(value.at()));
    }
    return places;
  }

  /// The rendered texts, in the order of the templates. Empty if one cannot be rendered, which is reported.
  Optional<List<String>> render(
      String host, Map<String, ?> variables, Renderer renderer, Problems problems) {
    List<String> texts = new ArrayList<>(templates.size());
    for (Scalar template : templates) {
      Rendering rendering =
          commands.contains(template.at())
              ? renderer.renderCommand(template.text(), variables)
              : renderer.render(template.text(), variables);
      switch (rendering) {
        case Rendering.Text(String text) -> texts.add(text);
        case Rendering.Failed(int line, String message, String hint) -> {
          SourceLocation at = template.at();
          // the line within the template becomes a line of the file
          SourceLocation where = line <= 1 ? at : source.at(at.line() + line - 1, 1);
          problems.errorOfHost(source, where, host, message, hint);
        }
      }
    }
    return texts.size() == templates.size() ? Optional.of(texts) : Optional.empty();
  }

  /// The node with `texts` in the places of the templates.
  YamlNode with(List<String> texts) {
    Map<SourceLocation, String> byPlace = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      byPlace.put(templates.get(i).at(), texts.get(i));
    }
    return substitute(node, byPlace);
  }

  Set<SourceLocation> places() {
    Set<SourceLocation> places = new HashSet<>();
    templates.forEach(template -> places.add(template.at()));
    return places;
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
