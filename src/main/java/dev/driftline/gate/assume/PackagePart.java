package dev.driftline.gate.assume;

import dev.driftline.product.Client;
import dev.driftline.product.Products;
import dev.driftline.product.Server;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What a package is a part of: the server of a maker, or the clients of one. An upgrade of `mariadb-server` takes
/// along `mariadb-server-core`, and leaves `libmariadb3`.
///
/// @param maker as in the column `server.product`: `mariadb`
record PackagePart(String maker, Role role) {

  enum Role {
    SERVER,
    CLIENT
  }

  /// Parts of names that only packages of clients have. The patterns of products cannot tell them apart, because a
  /// server's pattern is `mariadb*`.
  private static final String[] OF_CLIENTS = {
    "client", "libs", "shared", "connector", "tools", "utils", "devel", "-dev"
  };

  /// Empty if the package belongs to no known product.
  static Optional<PackagePart> of(Products products, String name) {
    Optional<String> maker =
        products
            .server(Optional.of(name), "")
            .map(Server::name)
            .or(() -> products.client(Optional.of(name), "").map(Client::of));
    return maker.map(known -> new PackagePart(known, role(name)));
  }

  private static Role role(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.contains("server")) {
      return Role.SERVER;
    }
    return lower.startsWith("lib") || Stream.of(OF_CLIENTS).anyMatch(lower::contains)
        ? Role.CLIENT
        : Role.SERVER;
  }
}
