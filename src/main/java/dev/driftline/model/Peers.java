package dev.driftline.model;

import java.util.List;

/// What other hosts have of a thing that must be the same everywhere.
///
/// For example, of nine hosts seven have `3.0.11-1`, one has `1.1.1n`, and one could not be told.
///
/// @param of      how many hosts have the thing, or could not be told
/// @param unknown how many of these could not be told
/// @param values  those of most hosts first; only the first ones if there are many
public record Peers(int of, int unknown, List<Value> values) {

  public Peers {
    values = List.copyOf(values);
  }

  /// One value and the number of hosts that have it.
  public record Value(String value, int hosts) {}
}
