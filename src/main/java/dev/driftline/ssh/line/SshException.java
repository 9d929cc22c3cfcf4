package dev.driftline.ssh.line;

import dev.driftline.collect.Transport.Ending;
import dev.driftline.model.Reason;

/// A connection that did not come to its end, in the words of the report.
public final class SshException extends Exception {

  private final Reason reason;
  private final String hint;

  public SshException(Reason reason, String detail, String hint) {
    super(detail);
    this.reason = reason;
    this.hint = hint;
  }

  public Reason reason() {
    return reason;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }

  public String hint() {
    return hint;
  }

  /// The end of `line`, which this was.
  public Ending.Failed ending(SshLine line) {
    return new Ending.Failed(reason, detail(), hint, line.verifiedAddress());
  }
}
