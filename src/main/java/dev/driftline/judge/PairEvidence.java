package dev.driftline.judge;

import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Check.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
      Subject.Pair pair, HostAnswers answers, List<Row> all, Optional<String> gap) {
    this.pair = pair;
    this.host = answers.host().name();
    this.description = Judge.description(answers);
    this.sockets = PairSockets.of(pair.port(), all);
    this.libraries =
        sockets.rows().isEmpty()
            ? PairLibraries.NONE
            : PairLibraries.of(pair, answers, pids(sockets.rows()));
    this.weakness = gap.or(() -> PairSockets.unread(all));
    this.unseen = Optional.empty();
  }

  private PairEvidence(Subject.Pair pair, HostAnswers answers, String unseen) {
    this.pair = pair;
    this.host = answers.host().name();
    this.description = Judge.description(answers);
    this.sockets = PairSockets.of(pair.port(), List.of());
    this.libraries = PairLibraries.NONE;
    this.weakness = Optional.empty();
    this.unseen = Optional.of(unseen);
  }

  /// Takes from a host's answers what the pair needs.
  public static PairEvidence of(Subject.Pair pair, HostAnswers answers) {
    return switch (answers.answers().get(PairPlan.sockets(pair))) {
      case null -> new PairEvidence(pair, answers, unasked(answers));
      case Answer.Unknown(_, String why, _) -> new PairEvidence(pair, answers, why);
      case Answer.Absent(String what) -> new PairEvidence(pair, answers, "there is no " + what);
      case Answer.Observed(List<Row> rows, _, Optional<String> gap) ->
          new PairEvidence(pair, answers, rows, gap);
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
    sockets.forEach(socket -> socket.text(PairPlan.PID).ifPresent(pids::add));
    return pids;
  }

  Subject.Pair pair() {
    return pair;
  }

  String host() {
    return host;
  }

  /// How the host describes itself, if it did: which checks apply depends on it.
  Optional<Row> description() {
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

  /// Why nothing could be seen at all.
  Optional<String> unseen() {
    return unseen;
  }
}
