package dev.driftline.gate.plan;

import dev.driftline.policy.HostPatternText;
import dev.driftline.policy.template.TemplateText;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlNode.Sequence;
import dev.driftline.version.VersionText;
import java.util.List;
import java.util.Optional;

/// Reads values out of a plan. A value that is missing or has another form is reported, and left out.
///
/// @param file for the excerpts in problems
record PlanFields(SourceFile file, Problems problems) {

  void error(SourceLocation at, String message, String hint) {
    problems.error(file, at, message, hint);
  }

  Optional<Mapping> mapping(YamlNode node, String what, List<String> keys) {
    if (!(node instanceof Mapping mapping)) {
      error(
          node.at(),
          "%s must be a mapping, not %s".formatted(what, node.form()),
          "write `key: value` pairs");
      return Optional.empty();
    }
    mapping.entries().stream()
        .map(Entry::key)
        .filter(key -> !keys.contains(key.text()))
        .forEach(key -> problems.unknown(file, key.at(), "key", key.text(), keys));
    return Optional.of(mapping);
  }

  List<YamlNode> list(Mapping mapping, String key, String example) {
    Optional<YamlNode> node = mapping.find(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (node.get() instanceof Sequence list && !list.items().isEmpty()) {
      return list.items();
    }
    error(
        node.get().at(),
        "%s must be a list%s"
            .formatted(
                key,
                node.get() instanceof Sequence
                    ? ", and it is empty"
                    : ", not " + node.get().form()),
        "begin each item with `%s`".formatted(example));
    return List.of();
  }

  /// A text that must be there.
  Optional<Scalar> required(Mapping mapping, String key, String example) {
    if (mapping.find(key).isEmpty()) {
      error(mapping.at(), "%s is missing".formatted(key), "write `%s`".formatted(example));
    }
    return text(mapping, key);
  }

  Optional<Scalar> text(Mapping mapping, String key) {
    return mapping.find(key).flatMap(node -> text(node, key));
  }

  /// The text of a node. A plan is no policy: braces in it would only look like a template.
  Optional<Scalar> text(YamlNode node, String what) {
    if (!(node instanceof Scalar scalar)) {
      error(node.at(), "%s must be a text, not %s".formatted(what, node.form()), "write one value");
      return Optional.empty();
    }
    if (scalar.isNull() || scalar.text().isBlank()) {
      error(scalar.at(), "%s is empty".formatted(what), "write a value or remove the key");
      return Optional.empty();
    }
    if (TemplateText.isTemplate(scalar.text())) {
      error(scalar.at(), "a plan has no templates", "write the value: only policies have them");
      return Optional.empty();
    }
    return Optional.of(scalar);
  }

  Optional<HostPatternText> hosts(Mapping mapping, String key) {
    return text(mapping, key).map(text -> new HostPatternText(text.text(), text.at()));
  }

  boolean truth(Mapping mapping, String key) {
    Optional<Scalar> found = text(mapping, key);
    if (found.isEmpty()) {
      return false;
    }
    String text = found.get().text();
    if (!text.equals("true") && !text.equals("false")) {
      error(
          found.get().at(),
          "%s must be true or false, not \"%s\"".formatted(key, text),
          "`%s: true`".formatted(key));
    }
    return text.equals("true");
  }

  /// Whether a text is a version; if not, that is reported.
  boolean isVersion(String text, String ofPackage, SourceLocation at) {
    boolean version = VersionText.isVersion(text);
    if (!version) {
      error(
          at,
          "\"%s\" is no version of dpkg, rpm or apk".formatted(text),
          "write the one that will be installed: `apt-cache policy %s`".formatted(ofPackage));
    }
    return version;
  }
}
