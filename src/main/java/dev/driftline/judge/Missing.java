package dev.driftline.judge;

import dev.driftline.policy.Check;

/// The sentences for checks that had nothing to judge.
final class Missing {

  private Missing() {}

  static String noRow(Check check) {
    return switch (check.subject()) {
      case Check.Subject.Pair(int port, _) -> "no connection to port %d was seen".formatted(port);
      case Check.Subject.Rows _ ->
          check.where().isEmpty()
              ? "%s has no row".formatted(check.table().name())
              : "no row of %s is selected by %s"
                  .formatted(check.table().name(), Wording.conditions(check.where()));
    };
  }
}
