package dev.driftline.judge;

import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Check.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is kept of one host for one pair until all hosts have answered: the sockets on the port and what the
/// processes that hold them have mapped. The rest of the host's answers need not be kept.
///
/// @param sockets   the connections from and to the port, and its listeners
/// @param libraries the programs and libraries of the processes that hold them
/// @param weakness  why there may be more than is here
/// @param unseen    why nothing could be seen at all
public record PairEvidence(
    Subject.Pair pair,
    String host,
    List<Row> sockets,
    List<Row> libraries,
    Optional<String> weakness,
    Optional<String> unseen) {

  private static final Set<String> PASSING =
      Set.of(
          "syn-sent",
          "syn-received",
          "fin-wait-1",
          "fin-wait-2",
          "time-wait",
          "last-ack",
          "closing",
          "closed");

  public PairEvidence {
    sockets = List.copyOf(sockets);
    libraries = List.copyOf(libraries);
  }

  /// Takes from a host's answers what the pair needs.
  public static PairEvidence of(Subject.Pair pair, HostAnswers answers) {
    String host = answers.host().name();
    return switch (answers.answers().get(PairPlan.sockets())) {
      case null -> unseen(pair, host, unasked(answers));
      case Answer.Unknown(_, String why, _) -> unseen(pair, host, Optional.of(why));
      case Answer.Absent(String what) -> unseen(pair, host, Optional.of("there is no " + what));
      case Answer.Observed(List<Row> rows, _, Optional<String> gap) -> {
        List<Row> sockets = rows.stream().filter(row -> concerns(pair, row)).toList();
        yield new PairEvidence(
            pair,
            host,
            sockets,
            libraries(pair, answers, sockets),
            gap.or(() -> libraryGap(pair, answers, sockets)),
            Optional.empty());
      }
    };
  }

  private static Optional<String> unasked(HostAnswers answers) {
    return Optional.of(
        switch (answers.outcome()) {
          case Outcome.Unreachable(_, String detail, _) -> detail;
          case Outcome.Answered _ -> "its sockets were not asked for";
        });
  }

  private static PairEvidence unseen(Subject.Pair pair, String host, Optional<String> why) {
    return new PairEvidence(pair, host, List.of(), List.of(), Optional.empty(), why);
  }

  /// A cell that could not be read may be the port: the row is kept.
  private static boolean concerns(Subject.Pair pair, Row row) {
    String port = Integer.toString(pair.port());
    return row.text(PairPlan.PROTOCOL).filter(protocol -> protocol.startsWith("tcp")).isPresent()
        && (row.text(PairPlan.LOCAL_PORT).filter(port::equals).isPresent()
            || row.text(PairPlan.PEER_PORT).filter(port::equals).isPresent());
  }

  private static Optional<String> libraryGap(
      Subject.Pair pair, HostAnswers answers, List<Row> sockets) {
    return !sockets.isEmpty()
            && answers.answers().get(PairPlan.libraries(pair))
                instanceof Answer.Observed(_, _, Optional<String> gap)
        ? gap
        : Optional.empty();
  }

  private static List<Row> libraries(Subject.Pair pair, HostAnswers answers, List<Row> sockets) {
    Set<String> pids = new HashSet<>();
    sockets.forEach(socket -> socket.text(PairPlan.PID).ifPresent(pids::add));
    Question question = PairPlan.libraries(pair);
    if (!(answers.answers().get(question) instanceof Answer.Observed(List<Row> rows, _, _))) {
      return List.of();
    }
    List<Row> kept = new ArrayList<>();
    for (Row row : rows) {
      boolean program = row.text(PairPlan.ROLE).filter("program"::equals).isPresent();
      boolean library =
          row.text(PairPlan.LIBRARY)
              .filter(name -> PairPlan.isClientLibrary(pair, name))
              .isPresent();
      if (row.text(PairPlan.PID).filter(pids::contains).isPresent() && (program || library)) {
        kept.add(row);
      }
    }
    return kept;
  }

  /// The connections that this host's processes have to the port. One that is only being opened or closed has no
  /// server process that speaks on it.
  List<Row> clients() {
    return connections(PairPlan.PEER_PORT).stream()
        .filter(row -> row.text(PairPlan.STATE).filter(PASSING::contains).isEmpty())
        .toList();
  }

  private List<Row> connections(String portColumn) {
    String port = Integer.toString(pair.port());
    return sockets.stream()
        .filter(row -> !isListener(row))
        .filter(row -> row.text(portColumn).filter(port::equals).isPresent())
        .toList();
  }

  /// The socket that mirrors `client`; else a listener on the port.
  Optional<Row> server(Row client) {
    Optional<Row> mirrored =
        connections(PairPlan.LOCAL_PORT).stream()
            .filter(row -> row.text(PairPlan.PID).isPresent())
            .filter(row -> same(row, PairPlan.PEER, client, PairPlan.LOCAL))
            .filter(row -> same(row, PairPlan.LOCAL, client, PairPlan.PEER))
            .findFirst();
    return mirrored.or(this::onlyListener);
  }

  /// The listener on the port, if all sockets that listen there belong to programs of one path.
  private Optional<Row> onlyListener() {
    List<Row> listeners = sockets.stream().filter(PairEvidence::isListener).toList();
    long programs = listeners.stream().map(row -> row.cell(PairPlan.EXECUTABLE)).distinct().count();
    return programs == 1 ? Optional.of(listeners.getFirst()) : Optional.empty();
  }

  private static boolean same(Row left, String leftColumn, Row right, String rightColumn) {
    Optional<Endpoint> a = left.text(leftColumn).flatMap(Endpoint::of);
    return a.isPresent() && a.equals(right.text(rightColumn).flatMap(Endpoint::of));
  }

  private static boolean isListener(Row row) {
    return row.text(PairPlan.STATE).filter("listen"::equals).isPresent();
  }
}
