package dev.driftline.policy.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A name that a template uses.
///
/// @param line       of the template, from 1
/// @param text       as written: `users[0].name`
/// @param path       its parts: `users`, `0`, `name`
/// @param hasDefault whether `default` stands directly behind it
record UsedName(int line, String text, List<String> path, boolean hasDefault) {

  UsedName orDefault() {
    return new UsedName(line, text, path, true);
  }

  /// Whether the variables have no such value, and the template has nothing to put in its place.
  boolean isMissing(Map<String, ?> variables) {
    if (hasDefault) {
      return false;
    }
    Optional<Object> value = Optional.ofNullable(variables.get(path.getFirst()));
    for (String part : path.subList(1, path.size())) {
      value = value.flatMap(outer -> within(outer, part));
    }
    return value.isEmpty();
  }

  private static Optional<Object> within(Object outer, String part) {
    return switch (outer) {
      // a key of YAML may be a number
      case Map<?, ?> map ->
          map.entrySet().stream()
              .filter(entry -> String.valueOf(entry.getKey()).equals(part))
              .findFirst()
              .map(Map.Entry::getValue);
      case List<?> list when part.matches("\\d{1,6}") && Integer.parseInt(part) < list.size() ->
          Optional.ofNullable(list.get(Integer.parseInt(part)));
      default -> Optional.empty();
    };
  }
}
