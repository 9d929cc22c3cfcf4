package dev.driftline.policy.compile;

import dev.driftline.model.table.TableDefinition.Form;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.text.Excerpt;
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
}
