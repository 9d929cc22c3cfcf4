package dev.driftline.product;

import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All known products, in the order in which they are tried. Immutable, so any thread may use it.
public final class Products {

  private static final String FILE = "products.yaml";

  private final List<Product> all;
  private final List<ClientLibrary> clientLibraries;

  Products(List<Product> all) {
    this.all = List.copyOf(all);
    this.clientLibraries = libraries(all.stream());
  }

  /// Read once, when the first question needs it. Most commands need no product.
  private static final class Shipped {
    static final Products PRODUCTS = read();

    private static Products read() {
      try (InputStream stream = Products.class.getResourceAsStream(FILE)) {
        if (stream == null) {
          throw new IllegalStateException("no " + FILE + " beside " + Products.class.getName());
        }
        String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        Problems problems = new Problems();
        Products products = ProductReader.read(new SourceFile(FILE, text), problems);
        if (!problems.isEmpty()) {
          throw new IllegalStateException(
              problems.sorted().stream().map(Problem::render).collect(Collectors.joining()));
        }
        return products;
      } catch (IOException e) {
        throw new UncheckedIOException(FILE + " cannot be read", e);
      }
    }
  }

  /// The products that come with driftline.
  ///
  /// @throws IllegalStateException if their file is faulty; a test makes sure that it is not
  public static Products shipped() {
    return Shipped.PRODUCTS;
  }

  /// These products, and then more.
  public Products and(List<Product> more) {
    return new Products(Stream.concat(all.stream(), more.stream()).toList());
  }

  public List<Product> all() {
    return all;
  }

  /// The client libraries of all products.
  public List<ClientLibrary> clientLibraries() {
    return clientLibraries;
  }

  /// The client libraries of the products with servers on `port`; empty if no product has the port.
  public List<ClientLibrary> clientLibraries(int port) {
    return libraries(all.stream().filter(product -> product.ports().contains(port)));
  }

  /// The client libraries of the product of this name; empty if there is none.
  public List<ClientLibrary> clientLibraries(String product) {
    return libraries(named(product).stream());
  }

  /// The product of this name.
  public Optional<Product> named(String name) {
    return all.stream().filter(product -> product.name().equals(name)).findFirst();
  }

  /// The product that has a server of this name, as the column `server.product` shows it.
  public Optional<Product> withServer(String name) {
    return all.stream()
        .filter(
            product -> product.servers().stream().anyMatch(server -> server.name().equals(name)))
        .findFirst();
  }

  /// The product that has this client.
  public Optional<Product> withClient(Client client) {
    return all.stream().filter(product -> product.clients().contains(client)).findFirst();
  }

  private static List<ClientLibrary> libraries(Stream<Product> products) {
    return products
        .flatMap(product -> product.clients().stream())
        .flatMap(client -> client.libraries().stream())
        .distinct()
        .toList();
  }

  /// The server that a program belongs to. The package is asked first, because MySQL and MariaDB both have a `mysqld`.
  ///
  /// @param ofPackage the package of the program, if it is known
  /// @param program   its file name
  public Optional<Server> server(Optional<String> ofPackage, String program) {
    return ofPackage
        .flatMap(name -> first(name, Product::servers, server -> server.packages().have(name)))
        .or(() -> first(program, Product::servers, server -> server.programs().have(program)));
  }

  /// The client that a library belongs to. The package is asked first, because libraries of two makers may have the
  /// same name.
  ///
  /// @param ofPackage the package of the library, if it is known
  /// @param library   its file name up to `.so`
  public Optional<Client> client(Optional<String> ofPackage, String library) {
    return ofPackage
        .flatMap(name ->
            first(
                name,
                Product::clients,
                client -> !client.libraries().isEmpty() && client.packages().have(name)))
        .or(() -> first(library, Product::clients, client -> client.has(library)));
  }

  /// The client program of a product, such as `mariadb-dump`, which may have its library built in. Its package is asked
  /// first.
  ///
  /// @param ofPackage the package of the program, if it is known
  /// @param program   its file name
  public Optional<Client> clientProgram(Optional<String> ofPackage, String program) {
    return ofPackage
        .flatMap(name ->
            first(
                name,
                Product::clients,
                client -> client.libraries().isEmpty() && client.packages().have(name)))
        .or(() -> first(program, Product::clients, client -> client.programs().have(program)));
  }

  /// The first part of a product that fits, in the order of the file.
  private <T> Optional<T> first(String name, Function<Product, List<T>> parts, Predicate<T> fits) {
    for (Product product : all) {
      // an excepted name may still belong to another product
      if (!product.except().have(name)) {
        for (T part : parts.apply(product)) {
          if (fits.test(part)) {
            return Optional.of(part);
          }
        }
      }
    }
    return Optional.empty();
  }
}
