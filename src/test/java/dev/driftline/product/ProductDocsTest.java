package dev.driftline.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `docs/products.md` has the tables of the shipped products.
///
/// With `-Ddriftline.write=true` the part between the two marks is written instead of compared; what stands outside
/// is written by people.
class ProductDocsTest {

  private static final Path PAGE = Path.of("docs", "products.md");
  private static final String BEGIN = "<!-- begin: written by ProductDocsTest -->\n";
  private static final String END = "<!-- end: written by ProductDocsTest -->\n";

  @Test
  void documentsEveryProduct() throws IOException {
    String page = Files.readString(PAGE);
    if (Boolean.getBoolean("driftline.write")) {
      page =
          page.substring(0, page.indexOf(BEGIN))
              + BEGIN
              + tables()
              + page.substring(page.indexOf(END));
      Files.writeString(PAGE, page);
    }
    assertThat(page).contains(BEGIN + tables() + END);
  }

  private static String tables() {
    return Products.shipped().all().stream()
        .map(ProductDocsTest::tables)
        .collect(Collectors.joining());
  }

  private static String tables(Product product) {
    StringBuilder text = new StringBuilder("\n## %s\n\n".formatted(product.name()));
    text.append("TCP ports: %s. ".formatted(listed(product.ports())));
    text.append("Unix sockets: %s.\n\n".formatted(listed(product.sockets())));
    text.append("| `server.product` | programs | packages | `server.scheme` | series |\n");
    text.append("|---|---|---|---|---|\n");
    for (Server server : product.servers()) {
      text.append(
          "| `%s` | %s | %s | `%s` | %s |\n"
              .formatted(
                  server.name(),
                  listed(server.programs().patterns()),
                  listed(server.packages().patterns()),
                  server.counting().scheme(),
                  series(server.counting())));
    }
    text.append("\n| client | `client.product` | libraries | programs | packages ");
    text.append("| `client.scheme` | series |\n|---|---|---|---|---|---|---|\n");
    for (Client client : product.clients()) {
      text.append(
          "| %s | `%s` | %s | %s | %s | `%s` | %s |\n"
              .formatted(
                  client.name(),
                  client.of(),
                  listed(client.libraries().stream().map(ClientLibrary::name).toList()),
                  listed(client.programs().patterns()),
                  listed(client.packages().patterns()),
                  client.counting().scheme(),
                  series(client.counting())));
    }
    return text.append(
            "\nNot of this product: %s.\n".formatted(listed(product.except().patterns())))
        .toString();
  }

  private static String series(SeriesCounting counting) {
    String numbers =
        counting.numbers() == 1 ? "1 number" : "%d numbers".formatted(counting.numbers());
    return counting
        .majorOnlyFrom()
        .map(major -> "%s, from %d on 1".formatted(numbers, major))
        .orElse(numbers);
  }

  private static String listed(Collection<?> words) {
    return words.isEmpty()
        ? "none"
        : words.stream().map("`%s`"::formatted).collect(Collectors.joining(", "));
  }
}
