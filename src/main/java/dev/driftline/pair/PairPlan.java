package dev.driftline.pair;

import dev.driftline.model.table.Question;
import dev.driftline.policy.Check.Subject;
import dev.driftline.probe.libraries.LibrariesTable;
import dev.driftline.probe.sockets.SocketsTable;
import dev.driftline.product.Products;
import java.util.List;

/// What a pair needs to know of every host that may hold a client or a server of it.
public final class PairPlan {

  private PairPlan() {}

  /// The questions to put to each host that the check covers and to each host that may hold a server.
  public static List<Question> questions(Subject.Pair pair) {
    return List.of(sockets(pair), libraries(pair));
  }

  static Question sockets(Subject.Pair pair) {
    return SocketsTable.question(pair.port());
  }

  static Question libraries(Subject.Pair pair) {
    return LibrariesTable.question(pair.port());
  }

  /// Whether `library` (`libmariadb`, or a file name that begins so) is a client's for this pair.
  static boolean isClientLibrary(Subject.Pair pair, String library) {
    return pair.library()
        .map(library::startsWith)
        .orElseGet(() ->
            Products.shipped().clientLibraries(pair.port()).stream()
                .anyMatch(known -> known.is(library)));
  }
}
