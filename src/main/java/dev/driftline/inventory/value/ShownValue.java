package dev.driftline.inventory.value;

import dev.driftline.source.SecretNames;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlNode.Sequence;
import java.util.stream.Collectors;

/// Shows the value of a variable on one line, without secrets.
final class ShownValue {

  private static final String MASK = "***";

  private ShownValue() {}

  static String of(String name, YamlNode value) {
    if (SecretNames.holdsSecret(name)) {
      return MASK;
    }
    return switch (value) {
      case Scalar scalar -> text(scalar);
      case Sequence list ->
          list.items().stream()
              .map(item -> of(name, item))
              .collect(Collectors.joining(", ", "[", "]"));
      case Mapping mapping ->
          mapping.entries().stream()
              .map(entry -> entry.key().text() + ": " + of(entry.key().text(), entry.value()))
              .collect(Collectors.joining(", ", "{", "}"));
    };
  }

  private static String text(Scalar scalar) {
    return scalar
        .tag()
        .map(tag -> tag + " " + MASK)
        .orElseGet(() -> SecretNames.mask(scalar.text()));
  }
}
