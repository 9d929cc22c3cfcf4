package dev.driftline.model;

/// What became of a host.
public sealed interface Outcome {

  /// Everything that was asked was answered, each question in one of the three ways.
  record Answered() implements Outcome {}

  /// It could not be asked, or not to the end. What it answered before is kept.
  ///
  /// @param detail one sentence that names the phase and what happened; host text in it is already bounded
  /// @param hint   what to do about it, an imperative sentence
  record Unreachable(Reason reason, String detail, String hint) implements Outcome {}
}
