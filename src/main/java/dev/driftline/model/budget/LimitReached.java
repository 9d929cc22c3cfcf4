package dev.driftline.model.budget;

import dev.driftline.model.Reason;

/// Ends the work on one host: the host costs more than its [Budget] allows, or the run is over.
///
/// Only a budget throws it. It is caught in two places: where an answer is read (per question), and where it is judged
/// (per check). The answer or the result is unknown then. No other code may catch it.
public final class LimitReached extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Reason reason;
  private final String why;

  /// @param reason [Reason#LIMIT], or why the run is over
  /// @param why    one line for the reader, without a period; it names the limit
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
