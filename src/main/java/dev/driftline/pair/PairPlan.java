package dev.driftline.pair;

import dev.driftline.model.table.Question;
import dev.driftline.policy.Check.Subject;
import dev.driftline.product.Products;
import java.util.List;
import java.util.Map;

/// What a pair needs to know of every host that may hold a client or a server of it, and by which names the probes
/// `sockets` and `libraries` answer.
public final class PairPlan {

  static final String PROTOCOL = "protocol";
  static final String STATE = "state";
  static final String LOCAL = "local";
  static final String LOCAL_PORT = "local_port";
  static final String PEER = "peer";
  static final String PEER_PORT = "peer_port";
  static final String ACCEPTED = "accepted";
  static final String PID = "pid";
  static final String NAME = "name";
  static final String USER = "user";
  static final String EXECUTABLE = "executable";
  static final String ROLE = "role";
  static final String PATH = "path";
  static final String DELETED = "deleted";
  static final String LIBRARY = "library";
  static final String PACKAGE = "package";
  static final String VERSION = "version";
  static final String MANAGER = "manager";

  private PairPlan() {}

  /// The questions to put to each host that the check covers and to each host that may hold a server.
  public static List<Question> questions(Subject.Pair pair) {
    return List.of(sockets(pair), libraries(pair));
  }

  static Question sockets(Subject.Pair pair) {
    return new Question("sockets", ports(pair));
  }

  static Question libraries(Subject.Pair pair) {
    return new Question("libraries", ports(pair));
  }

  private static Map<String, String> ports(Subject.Pair pair) {
    return Map.of("ports", Integer.toString(pair.port()));
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
