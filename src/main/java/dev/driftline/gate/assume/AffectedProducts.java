package dev.driftline.gate.assume;

import dev.driftline.gate.assume.PackagePart.Role;
import dev.driftline.gate.plan.Assumption;
import dev.driftline.gate.plan.Assumption.Kind;
import dev.driftline.product.Product;
import dev.driftline.product.Products;
import dev.driftline.product.Server;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The products whose servers or clients a plan changes, by the names of its packages and programs.
public final class AffectedProducts {

  private AffectedProducts() {}

  /// The products of these assumptions.
  public static Set<Product> of(List<Assumption> assumptions, Products products) {
    Set<Product> affected = new LinkedHashSet<>();
    assumptions.forEach(
        each -> maker(each, products).flatMap(products::withServer).ifPresent(affected::add));
    return affected;
  }

  private static Optional<String> maker(Assumption assumption, Products products) {
    return switch (assumption.kind()) {
      case PACKAGE -> PackagePart.of(products, assumption.name()).map(PackagePart::maker);
      case PROGRAM -> products.server(Optional.empty(), assumption.name()).map(Server::name);
    };
  }

  /// Whether an assumption is about the servers of this product, and not about its clients.
  public static boolean isServer(Assumption assumption, Product product, Products products) {
    boolean server =
        assumption.kind() == Kind.PROGRAM
            || PackagePart.of(products, assumption.name())
                .filter(part -> part.role() == Role.SERVER)
                .isPresent();
    return server
        && maker(assumption, products)
            .flatMap(products::withServer)
            .filter(product::equals)
            .isPresent();
  }

  /// Whether a package has clients of this product.
  public static boolean isClient(String packageName, Product product, Products products) {
    return PackagePart.of(products, packageName)
        .filter(part -> part.role() == Role.CLIENT)
        .flatMap(part -> products.withServer(part.maker()))
        .filter(product::equals)
        .isPresent();
  }
}
