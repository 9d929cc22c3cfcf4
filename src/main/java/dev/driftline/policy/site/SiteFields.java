package dev.driftline.policy.site;

import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.HostPatternText;
import dev.driftline.policy.Matcher;
import dev.driftline.policy.compile.ConditionCompiler;
import dev.driftline.policy.compile.NodeReader;
import dev.driftline.policy.compile.NodeReader.Stage;
import dev.driftline.policy.template.TemplateText;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlForms;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlNode.Sequence;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads values out of a file of overrides or waivers. A value that is missing or has another form is reported, and
/// left out.
///
/// @param kind what the file has, for messages: `overrides`
record SiteFields(SourceFile file, String kind, Problems problems) {

  void error(SourceLocation at, String message, String hint) {
    problems.error(file, at, message, hint);
  }

  private YamlForms forms() {
    return new YamlForms(file, problems);
  }

  /// The items of the file. A file without items is an error: somebody has forgotten them.
  ///
  /// @param example of an item
  List<YamlNode> items(YamlNode root, String example) {
    if (!(root instanceof Mapping mapping)) {
      return List.of();
    }
    forms().onlyKeys(mapping, List.of(kind));
    return forms().items(mapping.find(kind).orElseThrow(), kind, example);
  }

  Optional<Mapping> mapping(YamlNode node, String what, List<String> keys) {
    return forms().mapping(node, what, keys);
  }

  /// A text that must be there.
  ///
  /// @param hint what to write if it is not
  Optional<Scalar> required(Mapping mapping, String key, String hint) {
    return forms().required(mapping, key, hint).flatMap(node -> text(node, key));
  }

  Optional<Scalar> text(Mapping mapping, String key) {
    return mapping.find(key).flatMap(node -> text(node, key));
  }

  Optional<Scalar> text(YamlNode node, String what) {
    return forms().text(node, what).filter(text -> !isTemplate(text));
  }

  Optional<HostPatternText> hosts(Mapping mapping) {
    return text(mapping, "hosts").map(text -> new HostPatternText(text.text(), text.at()));
  }

  /// The conditions in `where` for the table of one check. Empty if one of them is wrong, which is reported: the others
  /// alone would select more.
  Optional<List<Condition>> where(Mapping mapping, Check check) {
    if (anyTemplate(mapping)) {
      return Optional.empty();
    }
    NodeReader reader = new NodeReader(file, problems, Stage.FINAL, Set.of());
    List<Condition> conditions =
        ConditionCompiler.of(reader)
            .optional(
                new Mapping(
                    List.of(
                        new Entry(
                            new Scalar("where", true, Optional.empty(), mapping.at()), mapping)),
                    mapping.at()),
                "where",
                check.table());
    return Optional.of(conditions).filter(all -> all.size() == mapping.entries().size());
  }

  /// The condition on a number of rows. Empty if it is wrong, which is reported.
  Optional<Matcher> count(YamlNode node) {
    return anyTemplate(node)
        ? Optional.empty()
        : ConditionCompiler.of(new NodeReader(file, problems, Stage.FINAL, Set.of())).count(node);
  }

  private boolean anyTemplate(YamlNode node) {
    return switch (node) {
      case Scalar scalar -> isTemplate(scalar);
      case Sequence list -> list.items().stream().filter(this::anyTemplate).count() > 0;
      case Mapping mapping ->
          mapping.entries().stream().filter(entry -> anyTemplate(entry.value())).count() > 0;
    };
  }

  private boolean isTemplate(Scalar scalar) {
    boolean template = TemplateText.isTemplate(scalar.text());
    if (template) {
      error(
          scalar.at(),
          "%s have no templates".formatted(kind),
          "write the value: only policies have templates");
    }
    return template;
  }
}
