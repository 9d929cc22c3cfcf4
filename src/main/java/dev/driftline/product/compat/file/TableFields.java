package dev.driftline.product.compat.file;

import dev.driftline.product.compat.VersionRange;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.YamlForms;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads values out of a table. A value that is missing or has another form is reported, and left out.
record TableFields(SourceFile file, Problems problems) {

  void error(YamlNode at, String message, String hint) {
    problems.error(file, at.at(), message, hint);
  }

  void unknown(YamlNode at, String kind, String word, List<String> allowed) {
    problems.unknown(file, at.at(), kind, word, allowed);
  }

  private YamlForms forms() {
    return new YamlForms(file, problems);
  }

  Optional<Mapping> mapping(YamlNode node, String what, List<String> keys) {
    return forms().mapping(node, what, keys);
  }

  Optional<Scalar> text(Mapping mapping, String key) {
    Optional<YamlNode> found = mapping.find(key);
    if (found.isPresent() && !(found.get() instanceof Scalar)) {
      error(
          found.get(),
          "%s must be a text, not %s".formatted(key, found.get().form()),
          "write one value");
    }
    return found.filter(Scalar.class::isInstance).map(Scalar.class::cast);
  }

  Optional<Scalar> required(Mapping mapping, String key) {
    Optional<YamlNode> found = mapping.find(key);
    boolean empty =
        found.isPresent() && found.get() instanceof Scalar text && text.text().isBlank();
    if (found.isEmpty() || empty) {
      error(found.orElse(mapping), "%s is missing".formatted(key), "add `%s: …`".formatted(key));
      return Optional.empty();
    }
    return text(mapping, key);
  }

  Optional<String> word(Mapping mapping, String key, List<String> allowed) {
    Optional<Scalar> text = text(mapping, key);
    text.filter(word -> !allowed.contains(word.text()))
        .ifPresent(word -> unknown(word, key, word.text(), allowed));
    return text.map(Scalar::text).filter(allowed::contains);
  }

  List<Entry> entries(Mapping mapping, String key) {
    return forms().named(mapping, key);
  }

  List<YamlNode> list(Mapping mapping, String key) {
    return forms().list(mapping, key);
  }

  List<Scalar> texts(Mapping mapping, String key) {
    return mapping.find(key).map(node -> texts(node, key)).orElse(List.of());
  }

  /// One text, or a list of them.
  List<Scalar> texts(YamlNode node, String what) {
    if (node instanceof Scalar text) {
      return List.of(text);
    }
    List<Scalar> texts = new ArrayList<>();
    if (node instanceof Sequence list) {
      for (YamlNode item : list.items()) {
        if (item instanceof Scalar text) {
          texts.add(text);
        } else {
          error(item, "%s must be a text, not %s".formatted(what, item.form()), "write one value");
        }
      }
    } else {
      error(node, "%s must be a list, not %s".formatted(what, node.form()), "write `[A, B]`");
    }
    return texts;
  }

  /// A range that some version can be in; empty if it is none, which is reported.
  Optional<VersionRange> range(YamlNode at, String text) {
    Optional<VersionRange> range = VersionRange.of(text);
    if (range.isEmpty()) {
      error(
          at,
          "\"%s\" is no range of versions".formatted(text),
          "`any`, or one or two bounds with a blank between: `\">= 5.5 < 8.0\"`");
    } else if (range.get().isEmpty()) {
      error(at, "no version is in \"%s\"".formatted(text), "the smaller number comes first");
      return Optional.empty();
    }
    return range;
  }
}
