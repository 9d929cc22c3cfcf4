package dev.driftline.inventory.connection;

import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode;
import java.util.Optional;

/// What connections are made from: the hosts of an inventory and their variables, and where problems go.
public interface Lookup {

  boolean isHost(String name);

  /// The value of a host's variable after precedence.
  Optional<YamlNode> value(String host, String variable);

  void error(SourceLocation at, String message, String hint);

  void warning(SourceLocation at, String message, String hint);
}
