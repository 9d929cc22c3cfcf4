package dev.driftline.policy.file;

import dev.driftline.product.Client;
import dev.driftline.product.Product;
import dev.driftline.product.ProductReader;
import dev.driftline.product.Products;
import dev.driftline.product.Server;
import dev.driftline.product.compat.CompatTable;
import dev.driftline.product.compat.TableProduct;
import dev.driftline.product.compat.TableProduct.Role;
import dev.driftline.product.compat.file.CompatTables;
import dev.driftline.product.compat.file.Knowledge;
import dev.driftline.product.compat.file.TableReader;
import dev.driftline.product.compat.lint.TableLint;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the products and compatibility tables among the files of a run. Shipped tables are known without being read.
final class UserKnowledge {

  private final Problems problems;
  private final List<Product> products = new ArrayList<>();
  private final Map<String, CompatTable> tables = new HashMap<>();

  /// Where the user's names stand first, by what they name: `product memcached`.
  private final Map<String, SourceLocation> places = new HashMap<>();

  private UserKnowledge(Problems problems) {
    this.problems = problems;
  }

  /// What the run knows. Mistakes in the files are reported here, and what is doubtful in tables by `lint`. What has a
  /// mistake is known all the same, so that nothing more is said of the checks that name it.
  static Knowledge of(List<PolicyFile> files, Problems problems) {
    UserKnowledge user = new UserKnowledge(problems);
    files.stream().filter(file -> file.kind() == FileKind.PRODUCT).forEach(user::product);
    // a table may stand before its product
    files.stream().filter(file -> file.kind() == FileKind.TABLE).forEach(user::table);
    return Knowledge.with(user.products, user.tables);
  }

  private void product(PolicyFile file) {
    Optional<Product> read = ProductReader.one(file.source(), file.root(), problems);
    if (read.isEmpty()) {
      return;
    }
    Product product = read.get();
    Products shipped = Products.shipped();
    YamlNode name = value(file, "product");
    boolean good = once(file, name, "product", product.name(), shipped.named(product.name()));
    Optional<Product> other = shipped.withServer(product.name());
    if (good && other.isPresent()) {
      problems.error(
          file.source(),
          name.at(),
          "%s is a server of the product %s".formatted(product.name(), other.get().name()),
          "`pair: { product: %s }`, or give this product another name"
              .formatted(other.get().name()));
      good = false;
    }
    for (Server server : product.servers()) {
      YamlNode at = key(value(file, "servers"), server.name());
      good &= once(file, at, "server", server.name(), shipped.withServer(server.name()));
    }
    if (good) {
      products.add(product);
    }
  }

  /// Whether a name stands for one thing. If not, both places are told.
  ///
  /// @param shipped what came with driftline and has this name
  private boolean once(
      PolicyFile file, YamlNode at, String what, String name, Optional<Product> shipped) {
    Optional<SourceLocation> first =
        Optional.ofNullable(places.putIfAbsent(what + " " + name, at.at()));
    Optional<String> other =
        shipped
            .map(of -> "the other one came with driftline, in the product %s".formatted(of.name()))
            .or(() -> first.map("the other one is at %s"::formatted));
    other.ifPresent(hint ->
        problems.error(
            file.source(),
            at.at(),
            "the %s %s is described twice".formatted(what, name),
            hint + ": give this one another name"));
    return other.isEmpty();
  }

  private void table(PolicyFile file) {
    Optional<CompatTable> read = TableReader.read(file.source(), file.root(), problems);
    read.ifPresent(table -> TableLint.contradictions(file.source(), table, problems));
    if (read.isEmpty() || CompatTables.isShipped(read.get().name(), file.source().text())) {
      return;
    }
    CompatTable table = read.get();
    YamlNode name = value(file, TableReader.KIND);
    if (CompatTables.names().contains(table.name())) {
      problems.error(
          file.source(),
          name.at(),
          "the table %s came with driftline, and this is another one".formatted(table.name()),
          "remove it from the policies: a table of yours is about a product of yours");
      return;
    }
    Optional<Product> product =
        Stream.concat(products.stream(), Products.shipped().all().stream())
            .filter(each -> each.name().equals(table.name()))
            .findFirst();
    if (product.isEmpty()) {
      problems.error(
          file.source(),
          name.at(),
          "there is no product %s, so this table would not be used".formatted(table.name()),
          "add a file with `product: %s`".formatted(table.name()));
      return;
    }
    SourceLocation first = places.putIfAbsent("table " + table.name(), name.at());
    if (first != null) {
      problems.error(
          file.source(),
          name.at(),
          "the table %s stands twice".formatted(table.name()),
          "the other one is at %s: remove one of them".formatted(first));
      return;
    }
    table.products().values().forEach(each -> named(file, product.get(), each));
    tables.put(table.name(), table);
  }

  /// Reports a server or client of a table that its product does not have: its rows would never be used.
  private void named(PolicyFile file, Product product, TableProduct called) {
    List<String> known =
        called.role() == Role.SERVER
            ? product.servers().stream().map(Server::name).toList()
            : Stream.concat(
                    product.clients().stream().map(Client::inTable),
                    product.servers().stream().flatMap(server -> server.asClient().stream()))
                .toList();
    boolean judged = called.role() == Role.SERVER || called.role() == Role.CLIENT;
    if (judged && !known.contains(called.name())) {
      String kind = called.role() == Role.SERVER ? "server" : "client";
      problems.unknown(
          file.source(),
          key(value(file, "products"), called.name()).at(),
          "%s of %s".formatted(kind, product.name()),
          called.name(),
          known);
    }
  }

  private static YamlNode value(PolicyFile file, String key) {
    return file.root() instanceof Mapping mapping ? mapping.find(key).orElse(mapping) : file.root();
  }

  /// The key of an entry, or the mapping if it has none of this name.
  private static YamlNode key(YamlNode node, String name) {
    return node instanceof Mapping mapping
        ? mapping.entries().stream()
            .map(Entry::key)
            .filter(key -> key.text().equals(name))
            .map(YamlNode.class::cast)
            .findFirst()
            .orElse(mapping)
        : node;
  }
}
