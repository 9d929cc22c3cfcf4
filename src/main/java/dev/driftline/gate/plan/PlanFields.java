package dev.driftline.gate.plan;

import dev.driftline.policy.HostPatternText;
import dev.driftline.policy.template.TemplateText;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlForms;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
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

  private YamlForms forms() {
    return new YamlForms(file, problems);
  }

  Optional<Mapping> mapping(YamlNode node, String what, List<String> keys) {
    return forms().mapping(node, what, keys);
  }

  /// The items of the list at a key; none if there is no such key.
  List<YamlNode> list(Mapping mapping, String key, String example) {
    return mapping.find(key).map(node -> forms().items(node, key, example)).orElse(List.of());
  }

  /// A text that must be there.
  Optional<Scalar> required(Mapping mapping, String key, String example) {
    return forms()
        .required(mapping, key, "write `%s`".formatted(example))
        .flatMap(node -> text(node, key));
  }

  Optional<Scalar> text(Mapping mapping, String key) {
    return mapping.find(key).flatMap(node -> text(node, key));
  }

  /// The text of a node. A plan is no policy: braces in it would only look like a template.
  Optional<Scalar> text(YamlNode node, String what) {
    return forms().text(node, what).filter(this::isPlain);
  }

  private boolean isPlain(Scalar scalar) {
    boolean template = TemplateText.isTemplate(scalar.text());
    if (template) {
      error(scalar.at(), "a plan has no templates", "write the value: only policies have them");
    }
    return !template;
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
