package dev.driftline.model.table;

import dev.driftline.model.Reason;
import java.util.List;
import java.util.Optional;

/// A host's answer to one question. It is exactly one of three things, and never a default value.
///
/// "Not there" and "could not look" must be kept apart: the first is an observation, the second is a hole in the
/// report.
public sealed interface Answer {

  /// The host told us.
  ///
  /// @param rows     what there is; may be empty
  /// @param coverage how much could be looked at
  /// @param gap      why rows may be missing: the output was cut, or processes of other users are hidden. With a gap,
  ///     no check over this table can pass
  record Observed(List<Row> rows, Optional<Coverage> coverage, Optional<String> gap)
      implements Answer {
    public Observed {
      rows = List.copyOf(rows);
    }
  }

  /// The host told us that there is no such thing: no such command, no package manager.
  ///
  /// @param what completes "there is no …": `command rndc`
  record Absent(String what) implements Answer {}

  /// We could not look.
  ///
  /// @param why      one line for the reader, without a period
  /// @param evidence the host's own words; may be empty
  record Unknown(Reason reason, String why, String evidence) implements Answer {}

  /// Whether nothing is missing. "There is no such thing" is a whole answer.
  default boolean isWhole() {
    return switch (this) {
      case Observed(_, Optional<Coverage> coverage, Optional<String> gap) ->
          gap.isEmpty() && coverage.map(Coverage::complete).orElse(true);
      case Absent _ -> true;
      case Unknown _ -> false;
    };
  }
}
