package dev.driftline.ssh;

import dev.driftline.collect.Transport.Ending;
import dev.driftline.model.Reason;

/// A connection that did not come to its end, in the words of the report.
final class SshException extends Exception {

  private final Reason reason;
  private final String hint;

  SshException(Reason reason, String detail, String hint) {
    super(detail);
    this.reason = reason;
    this.hint = hint;
  }

  Reason reason() {
    return reason;
  }

  String detail() {
    return String.valueOf(getMessage());
  }

  String hint() {
    return hint;
  }

  Ending.Failed ending() {
    return new Ending.Failed(reason, detail(), hint);
  }
}
