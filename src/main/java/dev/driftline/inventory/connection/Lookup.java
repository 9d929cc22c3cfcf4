package dev.driftline.inventory.connection;

import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode;
import java.util.Optional;

/// The source of connections: the hosts of an inventory and their variables. It also takes the mistakes in them.
public interface Lookup {

  boolean isHost(String name);

  /// The value of a host's variable after precedence.
  Optional<YamlNode> value(String host, String variable);

  /// Fills in a template with the variables of a host.
  Templates.Filled fill(String host, String template);

  void error(SourceLocation at, String message, String hint);

  void warning(SourceLocation at, String message, String hint);
}
