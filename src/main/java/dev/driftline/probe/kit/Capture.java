package dev.driftline.probe.kit;

import dev.driftline.model.Reason;

/// What one section of the script said. Bounded, and hostile.
public sealed interface Capture {

  /// It ran to its end and all it said is here. Bytes that are not UTF-8 are replaced by U+FFFD.
  ///
  /// @param exit 0 to 255, the status of the section's last command
  record Complete(String stdout, String stderr, int exit) implements Capture {}

  /// It was begun, but its end was not seen, or it said more than is taken: what is here may lack anything from some
  /// point on.
  ///
  /// @param why one line for the reader: `cut at 262144 bytes`
  record Cut(String stdout, String stderr, Reason reason, String why) implements Capture {}

  /// It was never begun.
  record Missing(Reason reason, String why) implements Capture {}
}
