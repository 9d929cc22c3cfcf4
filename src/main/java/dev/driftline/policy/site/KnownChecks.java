package dev.driftline.policy.site;

import dev.driftline.policy.Check;
import dev.driftline.source.Suggestion;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The checks that overrides and waivers may name.
///
/// @param checks  of the policies that were read, by id
/// @param shipped the ids of the checks that came with driftline; asked only to explain a mistake
public record KnownChecks(Map<String, Check> checks, Supplier<Collection<String>> shipped) {

  Optional<Check> named(String id) {
    return Optional.ofNullable(checks.get(id));
  }

  /// What the author of an id that no policy has may have meant.
  String meant(String id) {
    Collection<String> ofShipped = shipped.get();
    Optional<String> near =
        Suggestion.near(id, Stream.concat(checks.keySet().stream(), ofShipped.stream()).sorted());
    boolean unread =
        near.filter(hint ->
                ofShipped.stream()
                    .filter(known -> !checks.containsKey(known))
                    .anyMatch(known -> hint.contains("\"%s\"".formatted(known))))
            .isPresent();
    if (unread || (near.isEmpty() && ofShipped.contains(id))) {
      return near.map(hint -> hint + " It").orElse("it")
          + " is a shipped one, and those were not read: add `-p shipped`";
    }
    return near.orElseGet(() -> Suggestion.of("check", id, List.copyOf(checks.keySet())));
  }
}
