package dev.driftline.pair;

import dev.driftline.model.table.Question;
import dev.driftline.policy.Check.Subject;
import dev.driftline.probe.libraries.LibrariesTable;
import dev.driftline.probe.packages.PackagesTable;
import dev.driftline.probe.sockets.SocketsTable;
import dev.driftline.product.Client;
import dev.driftline.product.ClientLibrary;
import dev.driftline.product.Products;
import dev.driftline.product.compat.file.Knowledge;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The questions that a pair puts to each host that may have a client or a server of it.
public final class PairPlan {

  private PairPlan() {}

  /// Questions for each host that the check covers, and for each host that may have a server.
  public static List<Question> questions(Subject.Pair pair) {
    return Stream.concat(Stream.of(sockets(pair), libraries(pair)), installed(pair).stream())
        .toList();
  }

  /// Asks for the packages of a client that is a pair with the servers on its host; empty if the product has none.
  static Optional<Question> installed(Subject.Pair pair) {
    List<String> names =
        pair.product().flatMap(pair.products()::named).stream()
            .flatMap(product -> product.clients().stream())
            .filter(Client::installed)
            .flatMap(client -> client.packages().patterns().stream())
            .filter(name -> !name.endsWith("*"))
            .sorted()
            .distinct()
            .toList();
    return names.isEmpty() ? Optional.empty() : Optional.of(PackagesTable.question(names));
  }

  /// Questions about the pairs of all products that came with driftline.
  public static List<Question> everything() {
    Knowledge knowledge = Knowledge.shipped();
    return knowledge.products().all().stream()
        .map(product -> Subject.Pair.of(product, knowledge))
        .flatMap(pair -> questions(pair).stream())
        .toList();
  }

  static Question sockets(Subject.Pair pair) {
    return SocketsTable.question(asked(pair));
  }

  static Question libraries(Subject.Pair pair) {
    return LibrariesTable.question(asked(pair));
  }

  private static String asked(Subject.Pair pair) {
    return Stream.concat(pair.ports().stream().map(String::valueOf), pair.sockets().stream())
        .collect(Collectors.joining(","));
  }

  /// Where the clients reach the server, for people: `port 3306`, `/run/mysqld/mysqld.sock`.
  public static List<String> places(Subject.Pair pair) {
    return Stream.concat(pair.ports().stream().map(port -> "port " + port), pair.sockets().stream())
        .toList();
  }

  /// Whether `library` is a client library for this pair: `libmariadb`, or a file name that begins with it.
  static boolean isClientLibrary(Subject.Pair pair, String library) {
    return pair.library()
        .map(library::startsWith)
        .orElseGet(() -> known(pair).stream().anyMatch(known -> known.is(library)));
  }

  private static List<ClientLibrary> known(Subject.Pair pair) {
    Products products = pair.products();
    return pair.product()
        .map(products::clientLibraries)
        .orElseGet(() -> products.clientLibraries(pair.ports().getFirst()));
  }
}
