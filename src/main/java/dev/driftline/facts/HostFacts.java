package dev.driftline.facts;

import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.Login;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One line of a file of facts: what one host answered.
///
/// @param host     its name in the inventory
/// @param method   how it was reached
/// @param address  of the connection; empty for the machine that asked
/// @param verified the IP address at which it proved its host key
/// @param noise    what the login printed
/// @param answers  each with its question
record HostFacts(
    String host,
    Connection.Method method,
    String address,
    Outcome outcome,
    Duration elapsed,
    Optional<String> verified,
    Optional<HostAnswers.Noise> noise,
    Map<Question, Answer> answers) {

  private static final int ANY_PORT = 22;

  static HostFacts of(HostAnswers answers) {
    Connection connection = answers.host().connection();
    return new HostFacts(
        answers.host().name(),
        connection.method(),
        connection.address(),
        answers.outcome(),
        answers.elapsed(),
        answers.verifiedAddress(),
        answers.noise(),
        answers.answers());
  }

  /// The answers as if the host had just given them.
  ///
  /// @param known the host as the inventory has it now; the connection is the one of that time
  HostAnswers asAnswersOf(Host known) {
    return new HostAnswers(
        method == Connection.Method.NONE ? known : new Host(host, asReached(known.connection())),
        outcome,
        answers,
        noise,
        elapsed,
        verified);
  }

  private Connection asReached(Connection known) {
    boolean reachable = known.method() != Connection.Method.NONE;
    return new Connection(
        method,
        address,
        reachable ? known.port() : ANY_PORT,
        reachable ? known.login() : new Login("", Optional.empty(), Optional.empty()),
        known.become(),
        reachable ? known.jumps() : List.of(),
        known.knownHosts(),
        known.algorithms());
  }
}
