package dev.driftline.matrix;

import dev.driftline.model.table.Question;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One script that a host is asked with: the shipped checks together, or one question.
///
/// @param question empty for the checks
record Part(Optional<Question> question) {

  static final Part CHECKS = new Part(Optional.empty());

  /// Every probe, in the forms that take different ways through its half.
  private static final List<Question> QUESTIONS =
      List.of(
          new Question("host"),
          new Question("processes"),
          new Question("fds", Map.of("descriptors", "0,1,2")),
          new Question("fds"),
          new Question("sockets"),
          new Question("libraries"),
          new Question("packages"),
          new Question("command", Map.of("command", "echo out; echo err >&2; exit 3")),
          new Question("command", Map.of("command", "pwd", "user", "nobody")));

  /// All of them.
  static List<Part> all() {
    return Stream.concat(
            Stream.of(CHECKS), QUESTIONS.stream().map(question -> new Part(Optional.of(question))))
        .toList();
  }

  @Override
  public String toString() {
    return question.map(Question::toString).orElse("checks");
  }
}
