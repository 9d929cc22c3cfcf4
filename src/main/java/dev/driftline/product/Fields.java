package dev.driftline.product;

import com.google.re2j.PatternSyntaxException;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.YamlForms;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads values out of a product file. A value that is missing or has another form is reported, and left out.
///
/// @param file for the excerpts in problems
record Fields(SourceFile file, Problems problems) {

  private static final Pattern ANYTHING = Pattern.compile(".{1,200}");
  private static final Pattern SERIES = Pattern.compile("[0-9]{1,5}(\\.[0-9]{1,5}){0,2}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

  void error(YamlNode at, String message, String hint) {
    problems.error(file, at.at(), message, hint);
  }

  void unknown(YamlNode at, String kind, Scalar word, List<String> allowed) {
    problems.unknown(file, at.at(), kind, word.text(), allowed);
  }

  private YamlForms forms() {
    return new YamlForms(file, problems);
  }

  Optional<Mapping> mapping(YamlNode node, String what, List<String> keys) {
    return forms().mapping(node, what, keys);
  }

  Optional<Mapping> mapping(YamlNode node, String what) {
    return forms().mapping(node, what);
  }

  /// A series of releases: `10.11`.
  Optional<String> series(YamlNode node) {
    return text(node, "library_series", SERIES).map(Scalar::text);
  }

  /// The value of a key that must exist.
  Optional<YamlNode> find(Mapping mapping, String key) {
    Optional<YamlNode> found = mapping.find(key);
    if (found.isEmpty()) {
      error(mapping, "%s is missing".formatted(key), "add `%s: …`".formatted(key));
    }
    return found;
  }

  Optional<Scalar> required(Mapping mapping, String key, Pattern form) {
    return find(mapping, key).flatMap(node -> text(node, key, form));
  }

  Optional<Scalar> text(Mapping mapping, String key, Pattern form) {
    return mapping.find(key).flatMap(node -> text(node, key, form));
  }

  private Optional<Scalar> text(YamlNode node, String what, Pattern form) {
    if (!(node instanceof Scalar scalar)) {
      error(node, "%s must be a text, not %s".formatted(what, node.form()), "write one value");
      return Optional.empty();
    }
    if (!form.matcher(scalar.text()).matches()) {
      error(
          node,
          "\"%s\" cannot stand in %s".formatted(scalar.text(), what),
          "what fits: %s".formatted(form.pattern()));
      return Optional.empty();
    }
    return Optional.of(scalar);
  }

  /// The items of the list at `key`; none if the key is missing.
  List<YamlNode> list(Mapping mapping, String key) {
    return forms().list(mapping, key);
  }

  List<String> texts(Mapping mapping, String key, Pattern form) {
    List<String> texts = new ArrayList<>();
    for (YamlNode node : list(mapping, key)) {
      text(node, key, form).map(Scalar::text).ifPresent(texts::add);
    }
    return texts;
  }

  /// The entries of the mapping at `key`, whose keys are names; none if it is missing.
  List<Entry> named(Mapping mapping, String key, Pattern form) {
    return forms().named(mapping, key).stream()
        .filter(entry -> text(entry.key(), key, form).isPresent())
        .toList();
  }

  List<Integer> ports(Mapping mapping) {
    List<Integer> ports = new ArrayList<>();
    list(mapping, "ports").forEach(node -> number(node, "ports", 1, 65_535).ifPresent(ports::add));
    return ports;
  }

  Optional<Integer> number(YamlNode node, String what, int least, int most) {
    if (node instanceof Scalar scalar && NUMBER.matcher(scalar.text()).matches()) {
      int number = Integer.parseInt(scalar.text());
      if (number >= least && number <= most) {
        return Optional.of(number);
      }
    }
    error(
        node,
        "%s must be a number from %d to %d".formatted(what, least, most),
        "write %d, for example".formatted(most > 1_000 ? 3_000 : least));
    return Optional.empty();
  }

  /// Regular expressions with exactly one group. RE2 reads them in a time that grows with the text, whoever wrote them.
  List<com.google.re2j.Pattern> expressions(Mapping mapping, String key) {
    List<com.google.re2j.Pattern> expressions = new ArrayList<>();
    for (YamlNode node : list(mapping, key)) {
      text(node, key, ANYTHING).flatMap(this::expression).ifPresent(expressions::add);
    }
    return expressions;
  }

  private Optional<com.google.re2j.Pattern> expression(Scalar text) {
    try {
      com.google.re2j.Pattern pattern = com.google.re2j.Pattern.compile(text.text());
      if (pattern.groupCount() == 1) {
        return Optional.of(pattern);
      }
      error(
          text,
          "the expression must have one group",
          "put the version into parentheses: `^Ver ([0-9.]*)`");
    } catch (PatternSyntaxException e) {
      error(
          text,
          "not a regular expression: %s".formatted(e.getDescription()),
          "RE2 syntax, without looking ahead or back");
    }
    return Optional.empty();
  }
}
