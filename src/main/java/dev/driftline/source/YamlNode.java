package dev.driftline.source;

import java.util.List;
import java.util.Optional;

/// A YAML document as it was written: texts, never numbers or dates, each with its place.
///
/// `5.10` stays `5.10`, and `no` stays `no`. The reader of a node decides what its text means.
public sealed interface YamlNode {

  SourceLocation at();

  /// A text.
  ///
  /// @param plain whether it was written without quotes; then `true` or `~` may be more than a text
  /// @param tag   an explicit tag such as `!vault`, if the reader allows it
  record Scalar(String text, boolean plain, Optional<String> tag, SourceLocation at)
      implements YamlNode {

    /// Whether this is YAML's null: an empty value, `~` or `null`, without quotes.
    public boolean isNull() {
      return plain && tag.isEmpty() && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }
  }

  record Sequence(List<YamlNode> items, SourceLocation at) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// Keys are unique. A key that was written twice was reported, and its first value kept.
  record Mapping(List<Entry> entries, SourceLocation at) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    public Optional<YamlNode> find(String key) {
      return entries.stream()
          .filter(entry -> entry.key().text().equals(key))
          .map(Entry::value)
          .findFirst();
    }
  }

  /// One `key: value` of a mapping.
  record Entry(Scalar key, YamlNode value) {}

  /// `a text`, `a list` or `a mapping`, for messages.
  default String form() {
    return switch (this) {
      case Scalar _ -> "a text";
      case Sequence _ -> "a list";
      case Mapping _ -> "a mapping";
    };
  }
}
