package dev.driftline.collect;

import dev.driftline.collect.Transport.Ending.Failed;
import dev.driftline.model.Reason;
import dev.driftline.model.budget.LimitReached;
import dev.driftline.model.host.Host;
import dev.driftline.text.Escape;

/// Why a host was lost on our side: the run was over, or driftline has a fault. One method per cause.
public final class LostHost {

  private static final int LONGEST = 300;

  private LostHost() {}

  static Failed ended(Host host) {
    return new Failed(
        Reason.NO_RUNNER,
        host + ": the run was ended before this host was done",
        "Run driftline again.");
  }

  static Failed notStarted(Host host) {
    return new Failed(
        Reason.TIMEOUT,
        host + ": not started: the deadline of the run came first",
        "Give the run more time (--deadline), or ask more hosts at once (--forks).");
  }

  static Failed overdue(Host host) {
    return new Failed(
        Reason.TIMEOUT,
        host + ": the deadline passed and the connection could not be ended",
        "Report this as a fault in driftline.");
  }

  /// The host answered, but its answers could not be read within the limits.
  static Failed unread(Host host, LimitReached why) {
    return switch (why.reason()) {
      case NO_RUNNER -> ended(host);
      case TIMEOUT ->
          new Failed(
              Reason.TIMEOUT,
              host + ": its answers were not read: " + why.why(),
              "Give the run more time (--deadline).");
      default ->
          new Failed(why.reason(), host + ": " + why.why(), "See what it says: driftline probe.");
    };
  }

  /// A fault of ours that one host has brought about.
  public static Failed fault(Host host, Throwable thrown) {
    return new Failed(
        Reason.INTERNAL,
        host + ": a fault in driftline: " + shortened(thrown.toString()),
        "Report this as a fault in driftline.");
  }

  /// `text`, which may be a host's, as words within a sentence.
  static String shortened(String text) {
    return Escape.sentence(text, LONGEST);
  }
}
