package dev.driftline.inventory.value;

import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlNode.Sequence;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A YAML value as templates see it: Map, List, String, Boolean or Long.
///
/// Only `true` and `false` without quotes are Boolean. Only integers without quotes that are written back in the same
/// form are Long. So `5.10`, `010`, `no` and `1_000` stay texts.
public final class PlainValue {

  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,17}");

  private PlainValue() {}

  /// The value. Empty for null, and for `!vault` and `!unsafe`, which stay closed. Empty also for a list that contains
  /// one of these, because a shorter list would be another list.
  public static Optional<Object> of(YamlNode node) {
    return switch (node) {
      case Scalar scalar -> scalar(scalar);
      case Sequence list -> list(list);
      case Mapping mapping -> Optional.of(map(mapping));
    };
  }

  private static Optional<Object> scalar(Scalar scalar) {
    if (scalar.tag().isPresent() || scalar.isNull()) {
      return Optional.empty();
    }
    String text = scalar.text();
    if (scalar.plain() && (text.equals("true") || text.equals("false"))) {
      return Optional.of(text.equals("true"));
    }
    // up to 18 digits fit into a long
    if (scalar.plain() && INTEGER.matcher(text).matches()) {
      return Optional.of(Long.valueOf(text));
    }
    return Optional.of(text);
  }

  private static Optional<Object> list(Sequence list) {
    List<Object> values = list.items().stream().flatMap(item -> of(item).stream()).toList();
    return values.size() == list.items().size() ? Optional.of(values) : Optional.empty();
  }

  private static Map<String, Object> map(Mapping mapping) {
    Map<String, Object> values = new LinkedHashMap<>();
    mapping.entries().forEach(e -> of(e.value()).ifPresent(v -> values.put(e.key().text(), v)));
    return Collections.unmodifiableMap(values);
  }
}
