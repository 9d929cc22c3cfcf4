package dev.driftline.model.budget;

import dev.driftline.model.Reason;

/// Work on one host ends here: the host costs more than its [Budget], or the run is over.
///
/// Thrown by a budget only. Caught where an answer is read, for each question, and where it is judged, for each check:
/// the answer or the result is unknown then. Nobody else catches it.
public final class LimitReached extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Reason reason;
  private final String why;

  /// @param reason [Reason#LIMIT], or why the run is over
  /// @param why    one line for the reader, without a final period; it names the limit
  public LimitReached(Reason reason, String why) {
    super(why, null, false, false);
    this.reason = reason;
    this.why = why;
  }

  public Reason reason() {
    return reason;
  }

  public String why() {
    return why;
  }
}
