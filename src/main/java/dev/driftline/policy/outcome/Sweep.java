package dev.driftline.policy.outcome;

import dev.driftline.policy.outcome.MatcherTree.Leaf;
import java.util.List;

/// Values of a column, from one to the next. Each stands for all values between which the leaves of a matcher make no
/// difference. For example, for `>= 5` beside a whole number they are 4 for those below, and 5 for 5 and more.
///
/// @param open  the leaves for which it does not say whether they hold
/// @param steps sets the leaves that differ from the value before, for each value in turn; the first one sets all that
///     are not open
/// @param cost  how much all steps set, about
record Sweep(List<Leaf> open, List<Runnable> steps, long cost) {
  Sweep {
    open = List.copyOf(open);
    steps = List.copyOf(steps);
  }
}
