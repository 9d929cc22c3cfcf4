package dev.driftline.product.compat;

import java.util.Map;
import java.util.Optional;

/// A client and a server, and what is known of their conditions.
///
/// @param answers     to the table's conditions, by name: what a host said, or what somebody told
/// @param established whether the client has been connected to this server for a minute or more
public record Situation(
    Party client, Party server, Map<String, String> answers, boolean established) {

  public Situation {
    answers = Map.copyOf(answers);
  }

  /// The same client and server with answers that hold, too. The answers of this situation win.
  public Situation told(Map<String, String> more) {
    Map<String, String> all = new java.util.HashMap<>(more);
    all.putAll(answers);
    return new Situation(client, server, all, established);
  }

  Optional<String> answer(String condition) {
    return Optional.ofNullable(answers.get(condition));
  }
}
