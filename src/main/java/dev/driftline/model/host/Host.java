package dev.driftline.model.host;

import java.util.Optional;

/// One machine of the inventory.
///
/// @param name       its name in the inventory and in every report. The inventory reader has checked that it is never
///     an option, a shell word or a path
/// @param connection how it is reached
/// @param fault      why it cannot be asked; there is one exactly if its method is [Connection.Method#NONE]
public record Host(String name, Connection connection, Optional<ConnectionFault> fault) {

  public Host {
    if (fault.isPresent() != (connection.method() == Connection.Method.NONE)) {
      throw new IllegalArgumentException("a connection or a fault: " + name);
    }
  }

  public Host(String name, Connection connection) {
    this(name, connection, Optional.empty());
  }

  /// A host that cannot be asked.
  public static Host unreachable(String name, ConnectionFault fault) {
    return new Host(name, Connection.NONE, Optional.of(fault));
  }

  @Override
  public String toString() {
    return name;
  }
}
