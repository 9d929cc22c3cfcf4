package dev.driftline.probe.kit;

import dev.driftline.model.Reason;

/// The output of one section. It is bounded, and hostile.
public sealed interface Capture {

  /// The section ran to its end, and all of its output is here. Bytes that are not UTF-8 are replaced by U+FFFD.
  ///
  /// @param exit 0 to 255, the status of the section's last command
  record Complete(String stdout, String stderr, int exit) implements Capture {}

  /// The section began, but its end was not seen, or it said more than is taken. Anything may be missing from some
  /// point on.
  ///
  /// @param why one line for the reader: `cut at 262144 bytes`
  record Cut(String stdout, String stderr, Reason reason, String why) implements Capture {}

  /// The section never began.
  record Missing(Reason reason, String why) implements Capture {}
}
