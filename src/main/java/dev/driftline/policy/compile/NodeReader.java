package dev.driftline.policy.compile;

import dev.driftline.policy.HostPatternText;
import dev.driftline.policy.template.TemplateText;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the nodes of one policy file as the types that the compiler expects, and reports the nodes that are of another
/// type.
///
/// @param source   the file, for excerpts
/// @param problems gets all mistakes
/// @param stage    whether texts may still be templates
/// @param rendered where the texts stand that were templates
public record NodeReader(
    SourceFile source, Problems problems, Stage stage, Set<SourceLocation> rendered) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /// Before and after templates are rendered.
  public enum Stage {
    /// No host yet: a text that holds a template may still become anything, so it is not checked.
    DRAFT,
    /// Every text is final; braces in it are just text.
    FINAL
  }

  void error(SourceLocation at, String message, String hint) {
    problems.error(source, at, message, hint);
  }

  /// Whether the text is a template that was not rendered yet.
  boolean open(YamlNode node) {
    return node instanceof Scalar scalar && mayChange(scalar.text());
  }

  /// Whether a text of the compiled policy may still be a template.
  boolean mayChange(String text) {
    return stage == Stage.DRAFT && TemplateText.isTemplate(text);
  }

  boolean wasTemplate(Scalar scalar) {
    return rendered.contains(scalar.at());
  }

  /// The node as a mapping, with unknown keys reported; empty, and reported, if it is none.
  Optional<Mapping> mapping(YamlNode node, String what, List<String> keys) {
    Optional<Mapping> mapping = mapping(node, what);
    mapping.ifPresent(found ->
        found.entries().stream()
            .map(Entry::key)
            .filter(key -> !keys.contains(key.text()))
            .forEach(key -> problems.unknown(source, key.at(), "key", key.text(), keys)));
    return mapping;
  }

  /// The node as a mapping with keys of its own; templates among the keys are reported.
  Optional<Mapping> mapping(YamlNode node, String what) {
    if (!(node instanceof Mapping mapping)) {
      error(
          node.at(),
          "%s must be a mapping, not %s".formatted(what, node.form()),
          "write `key: value` pairs");
      return Optional.empty();
    }
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : mapping.entries()) {
      if (TemplateText.isTemplate(entry.key().text())) {
        error(
            entry.key().at(),
            "a key cannot be a template",
            "write the key out; only values are rendered");
      } else {
        entries.add(entry);
      }
    }
    return Optional.of(new Mapping(entries, mapping.at()));
  }

  /// The text at `key`. Empty if the key is missing, or if it has no text, which is reported.
  Optional<Scalar> text(Mapping mapping, String key) {
    return mapping.find(key).flatMap(node -> text(node, key));
  }

  Optional<Scalar> text(YamlNode node, String what) {
    if (!(node instanceof Scalar scalar)) {
      error(node.at(), "%s must be a text, not %s".formatted(what, node.form()), "write one value");
      return Optional.empty();
    }
    if (scalar.isNull() || scalar.text().isBlank()) {
      String hint =
          wasTemplate(scalar)
              ? "the template rendered to nothing"
              : "write a value or remove the key";
      error(scalar.at(), "%s is empty".formatted(what), hint);
      return Optional.empty();
    }
    return Optional.of(scalar);
  }

  /// A text that must be the same for every host.
  Optional<Scalar> fixedText(Mapping mapping, String key) {
    return text(mapping, key).filter(scalar -> isFixed(scalar, key));
  }

  /// The host pattern of a policy or a check.
  Optional<HostPatternText> hosts(Mapping mapping) {
    return fixedText(mapping, "hosts").map(text -> new HostPatternText(text.text(), text.at()));
  }

  boolean isFixed(Scalar scalar, String what) {
    if (stage == Stage.DRAFT && TemplateText.isTemplate(scalar.text())) {
      error(
          scalar.at(),
          "%s cannot be a template".formatted(what),
          "it must be the same for every host; write it out");
      return false;
    }
    return true;
  }

  /// A name that goes into reports and other programs: lower case letters, digits, single hyphens.
  Optional<Scalar> name(Mapping mapping, String key) {
    Optional<Scalar> found = fixedText(mapping, key);
    if (mapping.find(key).isEmpty()) {
      error(
          mapping.at(),
          "%s is missing".formatted(key),
          "give it a name: `%s: some-name`".formatted(key));
    }
    return found.filter(scalar -> {
      boolean good = scalar.text().length() <= 100 && NAME.matcher(scalar.text()).matches();
      if (!good) {
        error(
            scalar.at(),
            "%s \"%s\" is not a name".formatted(key, scalar.text()),
            "use lower case letters, digits and single hyphens, at most 100");
      }
      return good;
    });
  }

  /// The value of `key` as one of `words`, or `otherwise`.
  String word(Mapping mapping, String key, List<String> words, String otherwise) {
    Optional<Scalar> found = text(mapping, key);
    if (found.isEmpty() || open(found.get())) {
      return otherwise;
    }
    if (!words.contains(found.get().text())) {
      problems.unknown(source, found.get().at(), kind(key), found.get().text(), words);
      return otherwise;
    }
    return found.get().text();
  }

  private static String kind(String key) {
    return key.equals("severity") ? "severity" : key + " value";
  }
}
