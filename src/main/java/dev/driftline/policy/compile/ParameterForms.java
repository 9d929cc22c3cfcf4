package dev.driftline.policy.compile;

import dev.driftline.model.table.TableDefinition.Form;
import dev.driftline.model.table.TableDefinition.Parameter;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlNode.Sequence;
import dev.driftline.text.Excerpt;
import java.util.List;
import java.util.Optional;

/// Checks the values that policies give to the parameters of probes.
final class ParameterForms {

  private static final int SHOWN = 60;

  private final NodeReader reader;

  ParameterForms(NodeReader reader) {
    this.reader = reader;
  }

  /// The value as the probe gets it; empty, and reported, if it does not have the form. A template that is
  /// not rendered yet is taken as the mildest value of its form.
  Optional<String> read(Scalar scalar, String name, Form form) {
    String text = scalar.text().strip();
    if (reader.open(scalar)) {
      return Optional.of(form == Form.PORT ? "1" : text);
    }
    String hint = form == Form.LIST ? "it is taken from the check, never written" : form.hint();
    if (form == Form.LIST || !form.fits(text)) {
      reader.error(
          scalar.at(), "%s cannot be \"%s\"".formatted(name, Excerpt.of(text, SHOWN)), hint);
      return Optional.empty();
    }
    return Optional.of(text);
  }

  /// The values of a list, or of one value, joined with commas; empty, and reported, if one does not have the form.
  Optional<String> readList(YamlNode node, Parameter parameter) {
    List<YamlNode> items = node instanceof Sequence list ? list.items() : List.of(node);
    List<String> values =
        items.stream()
            .flatMap(item -> reader.text(item, parameter.name()).stream())
            .flatMap(text -> read(text, parameter.name(), parameter.form()).stream())
            .toList();
    if (items.isEmpty()) {
      reader.error(
          node.at(), "%s is an empty list".formatted(parameter.name()), parameter.form().hint());
    }
    return values.isEmpty() || values.size() < items.size()
        ? Optional.empty()
        : Optional.of(String.join(",", values));
  }
}
