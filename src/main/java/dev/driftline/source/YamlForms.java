package dev.driftline.source;

import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlNode.Sequence;
import java.util.List;
import java.util.Optional;

/// Reads the nodes of one YAML file as the forms that its reader expects. What has another form is reported, and left
/// out: so each kind of file says the same of the same mistake.
///
/// It tests types with `instanceof`, because the first `switch` over types costs milliseconds at the start of a run.
///
/// @param file     for the excerpts
/// @param problems gets all mistakes
public record YamlForms(SourceFile file, Problems problems) {

  public void error(SourceLocation at, String message, String hint) {
    problems.error(file, at, message, hint);
  }

  /// A mapping with keys of its own.
  ///
  /// @param what it is, for the message: `a waiver`
  public Optional<Mapping> mapping(YamlNode node, String what) {
    if (node instanceof Mapping mapping) {
      return Optional.of(mapping);
    }
    error(
        node.at(),
        "%s must be a mapping, not %s".formatted(what, node.form()),
        "write `key: value` pairs");
    return Optional.empty();
  }

  /// A mapping in which only these keys are allowed.
  public Optional<Mapping> mapping(YamlNode node, String what, List<String> keys) {
    Optional<Mapping> mapping = mapping(node, what);
    mapping.ifPresent(found -> onlyKeys(found, keys));
    return mapping;
  }

  /// Reports the other keys of a mapping.
  public void onlyKeys(Mapping mapping, List<String> keys) {
    mapping.entries().stream()
        .map(Entry::key)
        .filter(key -> !keys.contains(key.text()))
        .forEach(key -> problems.unknown(file, key.at(), "key", key.text(), keys));
  }

  /// The items of a list with at least one.
  ///
  /// @param example how an item begins: `- check: …`
  public List<YamlNode> items(YamlNode node, String what, String example) {
    if (node instanceof Sequence list && !list.items().isEmpty()) {
      return list.items();
    }
    error(
        node.at(),
        "%s must be a list%s"
            .formatted(
                what, node instanceof Sequence ? ", and it is empty" : ", not " + node.form()),
        "begin each item with `%s`".formatted(example));
    return List.of();
  }

  /// A text that says something.
  public Optional<Scalar> text(YamlNode node, String what) {
    if (!(node instanceof Scalar scalar)) {
      error(node.at(), "%s must be a text, not %s".formatted(what, node.form()), "write one value");
      return Optional.empty();
    }
    if (scalar.isNull() || scalar.text().isBlank()) {
      error(scalar.at(), "%s is empty".formatted(what), "write a value or remove the key");
      return Optional.empty();
    }
    return Optional.of(scalar);
  }

  /// The text at a key, if there is one.
  public Optional<Scalar> text(Mapping mapping, String key) {
    return mapping.find(key).flatMap(node -> text(node, key));
  }

  /// The value of a key that must be there.
  ///
  /// @param hint what to write if it is not
  public Optional<YamlNode> required(Mapping mapping, String key, String hint) {
    Optional<YamlNode> value = mapping.find(key);
    if (value.isEmpty()) {
      error(mapping.at(), "%s is missing".formatted(key), hint);
    }
    return value;
  }

  /// The items of the list at a key, which may be empty; none if there is no such key.
  public List<YamlNode> list(Mapping mapping, String key) {
    Optional<YamlNode> node = mapping.find(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (node.get() instanceof Sequence sequence) {
      return sequence.items();
    }
    error(
        node.get().at(),
        "%s must be a list, not %s".formatted(key, node.get().form()),
        "write `%s: [A, B]`".formatted(key));
    return List.of();
  }

  /// The entries of the mapping at a key, which has names of its own; none if there is no such key.
  public List<Entry> named(Mapping mapping, String key) {
    Optional<YamlNode> node = mapping.find(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (node.get() instanceof Mapping found) {
      return found.entries();
    }
    error(
        node.get().at(),
        "%s must be a mapping, not %s".formatted(key, node.get().form()),
        "write `NAME: { … }` for each");
    return List.of();
  }
}
