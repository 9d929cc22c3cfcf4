package dev.driftline.policy.file;

import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a YAML file is about. One key of its first level says it, wherever the file lies and whatever its name is.
public enum FileKind {
  POLICY,
  OVERRIDES,
  WAIVERS,
  PROBE,
  PRODUCT,
  TABLE,
  CASES,
  PLAN;

  /// The key that says it: `policy`.
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The kind of a file. Empty if two keys say two kinds, which is reported. A file that says nothing is taken for a
  /// policy, whose reader tells what is missing.
  static Optional<FileKind> of(SourceFile source, YamlNode root, Problems problems) {
    if (!(root instanceof Mapping mapping)) {
      return Optional.of(POLICY);
    }
    List<Scalar> said =
        mapping.entries().stream()
            .map(YamlNode.Entry::key)
            .filter(key -> named(key.text()).isPresent())
            .toList();
    if (said.size() > 1) {
      problems.error(
          source,
          said.get(1).at(),
          "%s and %s stand in one file".formatted(said.getFirst().text(), said.get(1).text()),
          "a file is of one kind: move `%s` into a file of its own".formatted(said.get(1).text()));
      return Optional.empty();
    }
    return said.stream().findFirst().map(key -> named(key.text())).orElse(Optional.of(POLICY));
  }

  private static Optional<FileKind> named(String key) {
    return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
  }
}
