package dev.driftline.model;

import java.util.List;
import java.util.Optional;

/// The row of a compatibility table that a finding is about.
///
/// @param id      unique within its table: `my-sha2-lib`
/// @param topic   what it is about: `auth`
/// @param verdict `risk`, `garbled` or `broken`
/// @param weight  how likely a risk is that could not be told in full; empty if all was told
/// @param code    the error's number, as text; may be empty
/// @param sees    what the user will see
/// @param action  what to do
/// @param source  where it is written
/// @param open    the questions that nobody answered
public record FoundRule(
    String id,
    String topic,
    String verdict,
    Optional<String> weight,
    String code,
    String sees,
    String action,
    String source,
    List<String> open) {

  public FoundRule {
    open = List.copyOf(open);
  }
}
