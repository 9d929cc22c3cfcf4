package dev.driftline.inventory.value;

import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode;

/// A variable as somebody wrote it.
///
/// @param at the place of its name
public record Variable(String name, YamlNode value, SourceLocation at) {

  /// The value on one line, for a person: `[a, b]`, `{key: value}`. Secrets are shown as `***`.
  public String shown() {
    return ShownValue.of(name, value);
  }
}
