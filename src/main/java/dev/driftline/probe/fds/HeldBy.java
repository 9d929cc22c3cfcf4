package dev.driftline.probe.fds;

import dev.driftline.probe.kit.process.Descriptor;
import dev.driftline.probe.kit.process.RunningProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// A process with its descriptors, those that are compared with each other.
///
/// @param descriptors by number
record HeldBy(RunningProcess process, SortedMap<Integer, Descriptor> descriptors) {

  private static final int LAST_STANDARD = 2;

  static boolean isStandard(int number) {
    return number <= LAST_STANDARD;
  }

  /// The other numbers among 0, 1 and 2 that lead to the same thing as `number`: the same pipe, socket or path.
  List<Integer> sameAs(int number, Descriptor.Open open) {
    List<Integer> same = new ArrayList<>(0);
    for (int other = 0; other <= LAST_STANDARD; other++) {
      if (other != number && leadsTo(open.target(), other)) {
        same.add(other);
      }
    }
    return same;
  }

  /// Whether `number` is open and leads to `target`.
  boolean leadsTo(String target, int number) {
    return descriptors.get(number) instanceof Descriptor.Open open && open.target().equals(target);
  }
}
