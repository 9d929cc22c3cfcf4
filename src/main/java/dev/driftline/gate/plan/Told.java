package dev.driftline.gate.plan;

import dev.driftline.policy.HostPatternText;
import dev.driftline.source.SourceLocation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Answers to conditions of a compatibility table, from somebody who knows: nobody asks a database for them.
///
/// @param product whose table asks
/// @param servers the servers' hosts; empty for all
/// @param clients the clients' hosts; empty for all
/// @param is      by condition: `account_plugin` is `mysql_native_password`
/// @param reason  how it is known
public record Told(
    String product,
    Optional<HostPatternText> servers,
    Optional<HostPatternText> clients,
    Map<String, String> is,
    String reason,
    SourceLocation at) {

  public Told {
    is = Collections.unmodifiableMap(new LinkedHashMap<>(is));
  }
}
