package dev.driftline.product.compat.file;

import dev.driftline.product.Product;
import dev.driftline.product.Products;
import dev.driftline.product.compat.CompatTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The products and compatibility tables of a run: those that came with driftline, and those of the user's files. There
/// is one of a run, and two are never alike. Immutable, so any thread may use it.
public final class Knowledge {

  private static final Knowledge SHIPPED = new Knowledge(List.of(), Map.of());

  private final List<Product> own;
  private final Optional<Products> all;
  private final Map<String, CompatTable> tables;

  private Knowledge(List<Product> own, Map<String, CompatTable> tables) {
    this.own = List.copyOf(own);
    this.all = own.isEmpty() ? Optional.empty() : Optional.of(Products.shipped().and(own));
    this.tables = Map.copyOf(tables);
  }

  /// What came with driftline. Nothing is read until it is asked.
  public static Knowledge shipped() {
    return SHIPPED;
  }

  /// What came with driftline, and more.
  ///
  /// @param own    products of the user, none of which has the name of a shipped one
  /// @param tables of the user, by product
  public static Knowledge with(List<Product> own, Map<String, CompatTable> tables) {
    return own.isEmpty() && tables.isEmpty() ? SHIPPED : new Knowledge(own, tables);
  }

  /// All products, the shipped ones first.
  public Products products() {
    return all.orElseGet(Products::shipped);
  }

  /// The products of the user's files, in their order.
  public List<Product> own() {
    return own;
  }

  /// The table of a product; empty if there is none.
  public Optional<CompatTable> table(String product) {
    return Optional.ofNullable(tables.get(product)).or(() -> CompatTables.named(product));
  }

  /// The names of all tables, in the order of the alphabet.
  public List<String> tables() {
    return Stream.concat(CompatTables.names().stream(), tables.keySet().stream()).sorted().toList();
  }
}
