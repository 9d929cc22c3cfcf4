package dev.driftline.model.table;

import dev.driftline.model.Reason;
import java.util.List;
import java.util.Optional;

/// What a host answered to one question. Exactly one of three things, never a default value.
///
/// "Not there" and "could not look" must not meet: the first is an observation, the second is a hole
/// in the report.
public sealed interface Answer {

  /// The host told us.
  ///
  /// @param rows     what there is; may be empty
  /// @param coverage how much could be looked at
  /// @param gap      why there may be rows that are not listed at all (output cut short, other users'
  ///     processes hidden); while it is present, no check over this table can pass
  record Observed(List<Row> rows, Optional<Coverage> coverage, Optional<String> gap)
      implements Answer {
    public Observed {
      rows = List.copyOf(rows);
    }
  }

  /// The host told us that there is no such thing: no such command, no package manager.
  ///
  /// @param what a phrase that completes "there is no …": `command rndc`
  record Absent(String what) implements Answer {}

  /// We could not look.
  ///
  /// @param why      one line for the reader, without a final period
  /// @param evidence what the host said, as it said it; may be empty
  record Unknown(Reason reason, String why, String evidence) implements Answer {}
}
