package dev.driftline.model;

import dev.driftline.model.host.Host;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// All answers of one host.
///
/// @param answers one for each question that was planned, even if the host was lost before it
/// @param noise   text that the login itself printed, apart from the answers
/// @param elapsed from the start of the connection to its end
/// @param verifiedAddress the IP address of the connection over which the host proved its host key. The host cannot
///     choose it. Empty behind a bastion, for this machine, and if no host key was verified
public record HostAnswers(
    Host host,
    Outcome outcome,
    Map<Question, Answer> answers,
    Optional<Noise> noise,
    Duration elapsed,
    Optional<String> verifiedAddress) {

  public HostAnswers {
    answers = Map.copyOf(answers);
  }

  /// The answers of a host whose address was not verified.
  public HostAnswers(
      Host host,
      Outcome outcome,
      Map<Question, Answer> answers,
      Optional<Noise> noise,
      Duration elapsed) {
    this(host, outcome, answers, noise, elapsed, Optional.empty());
  }

  /// Text that a login printed before the first answer: from start files, or from `sshrc`. At least one stream is not
  /// empty. Each is cut to a few kilobytes.
  public record Noise(String stdout, String stderr) {}
}
