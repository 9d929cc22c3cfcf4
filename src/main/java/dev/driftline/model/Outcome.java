package dev.driftline.model;

/// How it went with one host as a whole.
public sealed interface Outcome {

  /// All questions were put to the host, and each has an answer: observed, absent or unknown.
  record Answered() implements Outcome {}

  /// The host could not be asked, or only in part. The answers before that are kept.
  ///
  /// @param detail one sentence that names the phase and says what happened; host text in it is already bounded
  /// @param hint   what to do about it: an imperative sentence
  record Unreachable(Reason reason, String detail, String hint) implements Outcome {}
}
