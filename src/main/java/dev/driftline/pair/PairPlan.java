package dev.driftline.pair;

import dev.driftline.model.table.Question;
import dev.driftline.policy.Check.Subject;
import dev.driftline.probe.libraries.LibrariesTable;
import dev.driftline.probe.sockets.SocketsTable;
import dev.driftline.product.Products;
import java.util.List;

/// The questions that a pair puts to each host that may have a client or a server of it.
public final class PairPlan {

  private PairPlan() {}

  /// Questions for each host that the check covers, and for each host that may have a server.
  public static List<Question> questions(Subject.Pair pair) {
    return List.of(sockets(pair), libraries(pair));
  }

  static Question sockets(Subject.Pair pair) {
    return SocketsTable.question(pair.port());
  }

  static Question libraries(Subject.Pair pair) {
    return LibrariesTable.question(pair.port());
  }

  /// Whether `library` is a client library for this pair: `libmariadb`, or a file name that begins with it.
  static boolean isClientLibrary(Subject.Pair pair, String library) {
    return pair.library()
        .map(library::startsWith)
        .orElseGet(() ->
            Products.shipped().clientLibraries(pair.port()).stream()
                .anyMatch(known -> known.is(library)));
  }
}
