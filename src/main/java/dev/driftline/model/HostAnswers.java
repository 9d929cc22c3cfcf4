package dev.driftline.model;

import dev.driftline.model.host.Host;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Everything one host answered.
///
/// @param answers one for every question that was to be asked, also if the host was lost before it
/// @param noise   what the login itself printed, apart from the answers
/// @param elapsed from the start of the connection to its end
/// @param verifiedAddress the IP address to which the connection went that the host's own key has proved; the host
///     cannot choose it. Empty behind a bastion, for this machine, and if no host key was verified
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

  /// Of a host whose address was not verified.
  public HostAnswers(
      Host host,
      Outcome outcome,
      Map<Question, Answer> answers,
      Optional<Noise> noise,
      Duration elapsed) {
    this(host, outcome, answers, noise, elapsed, Optional.empty());
  }

  /// What a login printed before the first answer: start files, banners of `sshrc`. Never empty on
  /// both streams; each at most a few kilobytes, cut beyond.
  public record Noise(String stdout, String stderr) {}
}
