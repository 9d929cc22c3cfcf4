package dev.driftline.product.compat.file;

import dev.driftline.product.Product;
import dev.driftline.product.Products;
import dev.driftline.product.compat.CompatTable;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tables that come with driftline. Each is read once, when the first question needs it. Most runs need none.
public final class CompatTables {

  /// Tables of no product: they are explained, and no pair is judged by them.
  private static final List<String> OF_NO_PRODUCT = List.of("openssh", "openssl");

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,60}");

  private static final Map<String, CompatTable> READ = new ConcurrentHashMap<>();

  private CompatTables() {}

  /// The names of the tables, in the order of the alphabet.
  public static List<String> names() {
    return Stream.concat(
            Products.shipped().all().stream().map(Product::name).filter(CompatTables::exists),
            OF_NO_PRODUCT.stream())
        .sorted()
        .toList();
  }

  /// The table of a product; empty if there is none.
  public static Optional<CompatTable> named(String product) {
    CompatTable known = READ.get(product);
    if (known != null || !exists(product)) {
      return Optional.ofNullable(known);
    }
    return Optional.of(READ.computeIfAbsent(product, CompatTables::read));
  }

  private static boolean exists(String name) {
    return NAME.matcher(name).matches() && CompatTables.class.getResource(path(name)) != null;
  }

  private static String path(String name) {
    return "/compat/" + name + ".yaml";
  }

  /// Whether a text is that of the shipped table of this name.
  public static boolean isShipped(String name, String text) {
    return exists(name) && file(name).text().equals(text);
  }

  /// The text of a shipped table.
  public static SourceFile file(String name) {
    String path = path(name);
    try (InputStream stream = CompatTables.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalStateException("no " + path);
      }
      return new SourceFile(
          "compat/" + name + ".yaml", new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read", e);
    }
  }

  private static CompatTable read(String name) {
    Problems problems = new Problems();
    Optional<CompatTable> table = TableReader.read(file(name), problems);
    if (table.isEmpty() || problems.hasErrors()) {
      throw new IllegalStateException(
          problems.sorted().stream().map(Problem::render).collect(Collectors.joining()));
    }
    return table.get();
  }
}
