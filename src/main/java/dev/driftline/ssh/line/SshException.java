package dev.driftline.ssh.line;

import dev.driftline.collect.Transport.Ending;
import dev.driftline.model.Reason;
import java.util.Optional;

/// A connection that did not come to its end, in the words of the report.
public final class SshException extends Exception {

  private final Reason reason;
  private final String hint;
  private final Optional<String> turnedAway;

  public SshException(Reason reason, String detail, String hint) {
    this(reason, detail, hint, Optional.empty());
  }

  /// @param turnedAway what the server said when it took no login for now; empty for every other end
  SshException(Reason reason, String detail, String hint, Optional<String> turnedAway) {
    super(detail);
    this.reason = reason;
    this.hint = hint;
    this.turnedAway = turnedAway;
  }

  /// What the server said if it takes no login only for now, so that a later one may succeed.
  public Optional<String> turnedAway() {
    return turnedAway;
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
