package dev.driftline.pair;

import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Check.Subject;
import dev.driftline.probe.sockets.SocketsTable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What is kept of one host for one pair until all hosts have answered: the sockets on the port and what the
/// processes that hold them have mapped. The rest of the host's answers need not be kept.
public final class PairEvidence {

  private final Subject.Pair pair;
  private final String host;
  private final Optional<Row> description;
  private final PairSockets sockets;
  private final PairLibraries libraries;
  private final Optional<String> weakness;
  private final Optional<String> unseen;

  private PairEvidence(
      Subject.Pair pair,
      HostAnswers answers,
      Optional<Row> description,
      List<Row> all,
      Optional<String> gap) {
    this.pair = pair;
    this.host = answers.host().name();
    this.description = description;
    this.sockets = PairSockets.of(pair.port(), all);
    this.libraries =
        sockets.rows().isEmpty()
            ? PairLibraries.NONE
            : PairLibraries.of(pair, answers, pids(sockets.rows()));
    this.weakness = gap.or(() -> PairSockets.unread(all));
    this.unseen = Optional.empty();
  }

  private PairEvidence(
      Subject.Pair pair, HostAnswers answers, Optional<Row> description, String unseen) {
    this.pair = pair;
    this.host = answers.host().name();
    this.description = description;
    this.sockets = PairSockets.of(pair.port(), List.of());
    this.libraries = PairLibraries.NONE;
    this.weakness = Optional.empty();
    this.unseen = Optional.of(unseen);
  }

  /// Takes from a host's answers what the pair needs.
  ///
  /// @param description how the host describes itself, if it did
  public static PairEvidence of(Subject.Pair pair, HostAnswers answers, Optional<Row> description) {
    return switch (answers.answers().get(PairPlan.sockets(pair))) {
      case null -> new PairEvidence(pair, answers, description, unasked(answers));
      case Answer.Unknown(_, String why, _) -> new PairEvidence(pair, answers, description, why);
      case Answer.Absent(String what) ->
          new PairEvidence(pair, answers, description, "there is no " + what);
      case Answer.Observed(List<Row> rows, _, Optional<String> gap) ->
          new PairEvidence(pair, answers, description, rows, gap);
    };
  }

  private static String unasked(HostAnswers answers) {
    return switch (answers.outcome()) {
      case Outcome.Unreachable(_, String detail, _) -> detail;
      case Outcome.Answered _ -> "its sockets were not asked for";
    };
  }

  private static Set<String> pids(List<Row> sockets) {
    Set<String> pids = new HashSet<>();
    sockets.forEach(socket -> socket.text(SocketsTable.PID).ifPresent(pids::add));
    return pids;
  }

  Subject.Pair pair() {
    return pair;
  }

  public String host() {
    return host;
  }

  /// How the host describes itself, if it did: which checks apply depends on it.
  public Optional<Row> description() {
    return description;
  }

  PairSockets sockets() {
    return sockets;
  }

  PairLibraries libraries() {
    return libraries;
  }

  /// Why there may be sockets that are not here.
  Optional<String> weakness() {
    return weakness;
  }

  /// Why there may be more than `rows`, which were made of this evidence.
  public Optional<String> gap(List<Row> rows) {
    return weakness.or(() -> rows.isEmpty() ? Optional.empty() : libraries.gap());
  }

  /// How much memory it takes, in bytes.
  public long bytes() {
    return Stream.concat(sockets.rows().stream(), libraries.rows().stream())
        .mapToLong(Budget::bytesOf)
        .sum();
  }

  /// Why nothing could be seen at all.
  public Optional<String> unseen() {
    return unseen;
  }
}
