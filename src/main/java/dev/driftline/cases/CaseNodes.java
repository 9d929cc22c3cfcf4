package dev.driftline.cases;

import dev.driftline.policy.template.TemplateText;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlForms;
import dev.driftline.source.YamlNode;
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

  private YamlForms forms() {
    return new YamlForms(source, problems);
  }

  /// A mapping with these keys.
  Optional<Mapping> mapping(YamlNode node, String what, List<String> keys) {
    return forms().mapping(node, what, keys);
  }

  /// A mapping with keys of its own.
  Optional<Mapping> mapping(YamlNode node, String what) {
    return forms().mapping(node, what);
  }

  /// The value of a key that must be there.
  Optional<YamlNode> required(Mapping mapping, String key, String example) {
    return forms().required(mapping, key, "write `%s`".formatted(example));
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
    return forms().text(node, what).filter(this::isPlain);
  }

  boolean isPlain(Scalar scalar) {
    boolean template = TemplateText.isTemplate(scalar.text());
    if (template) {
      error(scalar.at(), "a case has no templates", "write the value: only policies have them");
    }
    return !template;
  }
}
