package dev.driftline.model.host;

/// One machine of the inventory.
///
/// @param name       its name in the inventory and in every report. The inventory reader has checked that it is never
///     an option, a shell word or a path
/// @param connection how it is reached
public record Host(String name, Connection connection) {

  @Override
  public String toString() {
    return name;
  }
}
