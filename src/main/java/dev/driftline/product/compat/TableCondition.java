package dev.driftline.product.compat;

import java.util.List;
import java.util.Optional;

/// A question that the versions do not answer: `account_plugin`.
///
/// @param name     as rows and plans name it
/// @param ask      the question, for people
/// @param needs    what answers it: `db-login`, `file`, `maps`
/// @param carries  whether the answer lives in data or configuration, and survives an upgrade
/// @param defaults the answer of a server that nobody changed; the first that fits
public record TableCondition(
    String name, String ask, String needs, boolean carries, List<Default> defaults) {

  public TableCondition {
    defaults = List.copyOf(defaults);
  }

  /// The answer by default.
  ///
  /// @param product the server; empty for each of them
  public record Default(Optional<String> product, VersionRange range, String is) {

    Trilean holdsFor(Party server) {
      if (product.isEmpty()) {
        return Trilean.TRUE;
      }
      if (server.product().isEmpty()) {
        return Trilean.UNKNOWN;
      }
      TableProduct known = server.product().get();
      boolean same = known.name().equals(product.get()) || known.like().equals(product);
      return same ? server.version().map(range::has).orElse(Trilean.UNKNOWN) : Trilean.FALSE;
    }
  }

  /// The answer of a `server` that nobody changed; empty if that is not known.
  Optional<String> defaultOf(Party server) {
    return defaults.stream()
        .filter(found -> found.holdsFor(server) == Trilean.TRUE)
        .map(Default::is)
        .findFirst();
  }
}
