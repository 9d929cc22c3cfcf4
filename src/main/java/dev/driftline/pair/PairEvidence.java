package dev.driftline.pair;

import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
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

/// The answers of one host that one pair needs: the sockets at the pair's places, and the files that their processes
/// have mapped. It is kept until all hosts have answered; other answers of the host are not.
public final class PairEvidence {

  private final Subject.Pair pair;
  private final String host;
  private final Optional<Row> description;
  private final PairSockets sockets;
  private final PairLibraries libraries;
  private final Optional<String> weakness;
  private final Optional<String> unseen;
  private final boolean asked;
  private final Optional<Answer> installed;

  private PairEvidence(
      Subject.Pair pair,
      HostAnswers answers,
      Optional<Row> description,
      List<Row> all,
      Optional<String> gap) {
    this.pair = pair;
    this.host = answers.host().name();
    this.description = description;
    this.sockets = PairSockets.of(pair.ports(), all);
    this.libraries =
        sockets.rows().isEmpty()
            ? PairLibraries.NONE
            : PairLibraries.of(pair, answers, pids(sockets.rows()));
    this.weakness = gap.or(() -> PairSockets.unread(all));
    this.unseen = Optional.empty();
    this.asked = true;
    this.installed =
        PairPlan.installed(pair)
            .map(question ->
                Optional.ofNullable(answers.answers().get(question))
                    .orElse(
                        new Answer.Unknown(
                            Reason.UNSUPPORTED, "its packages were not asked for", "")));
  }

  private PairEvidence(
      Subject.Pair pair, HostAnswers answers, Optional<Row> description, String unseen) {
    this.pair = pair;
    this.host = answers.host().name();
    this.description = description;
    this.sockets = PairSockets.of(pair.ports(), List.of());
    this.libraries = PairLibraries.NONE;
    this.weakness = Optional.empty();
    this.unseen = Optional.of(unseen);
    this.asked =
        answers.outcome() instanceof Outcome.Unreachable
            || answers.answers().containsKey(PairPlan.sockets(pair));
    this.installed = Optional.empty();
  }

  /// The packages of a client that is a pair with the servers on this host; empty if the product has no such client.
  Optional<Answer> installed() {
    return installed;
  }

  /// Takes the needed part of a host's answers.
  ///
  /// @param description the row by which the host describes itself, if it did
  public static PairEvidence of(Subject.Pair pair, HostAnswers answers, Optional<Row> description) {
    return switch (answers.answers().get(PairPlan.sockets(pair))) {
      // an absent answer is no evidence that there is no connection, so it counts as unseen, too
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

  /// The row by which the host describes itself, if it did. `applies_to` needs it.
  public Optional<Row> description() {
    return description;
  }

  PairSockets sockets() {
    return sockets;
  }

  PairLibraries libraries() {
    return libraries;
  }

  /// Why sockets may be missing here.
  Optional<String> weakness() {
    return weakness;
  }

  /// Why there may be more rows than `rows`, which were made of this evidence. Without a row the libraries do not
  /// matter.
  public Optional<String> gap(List<Row> rows) {
    return weakness.or(() -> rows.isEmpty() ? Optional.empty() : libraries.gap());
  }

  /// The memory that it takes, in bytes.
  public long bytes() {
    return Stream.concat(sockets.rows().stream(), libraries.rows().stream())
        .mapToLong(Budget::bytesOf)
        .sum();
  }

  /// Why nothing of the host could be seen; empty if its sockets were seen.
  public Optional<String> unseen() {
    return unseen;
  }

  /// Whether the host was asked for its sockets. Facts may be of a run that asked for other things.
  public boolean wasAsked() {
    return asked;
  }
}
