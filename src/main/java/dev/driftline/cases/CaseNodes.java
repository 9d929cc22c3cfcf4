package dev.driftline.cases;

import dev.driftline.policy.template.TemplateText;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlNode.Sequence;
import java.util.List;
import java.util.Optional;

/// Reads values out of a file of cases. A value that is missing or has another form is reported, and left out.
///
/// @param source for the excerpts in problems
record CaseNodes(SourceFile source, Problems problems) {

  void error(SourceLocation at, String message, String hint) {
    problems.error(source, at, message, hint);
  }

  /// A mapping with these keys.
  Optional<Mapping> mapping(YamlNode node, String what, List<String> keys) {
    Optional<Mapping> mapping = mapping(node, what);
    mapping.stream()
        .flatMap(found -> found.entries().stream())
        .map(Entry::key)
        .filter(key -> !keys.contains(key.text()))
        .forEach(key -> problems.unknown(source, key.at(), "key", key.text(), keys));
    return mapping;
  }

  /// A mapping with keys of its own.
  Optional<Mapping> mapping(YamlNode node, String what) {
    if (node instanceof Mapping mapping) {
      return Optional.of(mapping);
    }
    error(
        node.at(),
        "%s must be a mapping, not %s".formatted(what, node.form()),
        "write `key: value` pairs");
    return Optional.empty();
  }

  /// The value of a key that must be there.
  Optional<YamlNode> required(Mapping mapping, String key, String example) {
    Optional<YamlNode> value = mapping.find(key);
    if (value.isEmpty()) {
      error(mapping.at(), "%s is missing".formatted(key), "write `%s`".formatted(example));
    }
    return value;
  }

  /// The items of a list, which may be empty.
  List<YamlNode> items(YamlNode node, String what, String example) {
    if (node instanceof Sequence list) {
      return list.items();
    }
    error(
        node.at(),
        "%s must be a list, not %s".formatted(what, node.form()),
        "write `%s`".formatted(example));
    return List.of();
  }

  /// A text. A case is no policy: braces in it would only look like a template.
  Optional<Scalar> text(YamlNode node, String what) {
    if (!(node instanceof Scalar scalar)) {
      error(node.at(), "%s must be a text, not %s".formatted(what, node.form()), "write one value");
      return Optional.empty();
    }
    if (scalar.isNull() || scalar.text().isBlank()) {
      error(scalar.at(), "%s is empty".formatted(what), "write a value or remove the key");
      return Optional.empty();
    }
    return isPlain(scalar) ? Optional.of(scalar) : Optional.empty();
  }

  boolean isPlain(Scalar scalar) {
    boolean template = TemplateText.isTemplate(scalar.text());
    if (template) {
      error(scalar.at(), "a case has no templates", "write the value: only policies have them");
    }
    return !template;
  }
}
