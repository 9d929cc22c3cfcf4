package dev.driftline.probe.fds;

import dev.driftline.probe.kit.process.Ends.Holder;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/// The processes that hold one pipe or socket. Thousands of workers may share one, so nothing here goes through all of
/// them for each.
///
/// @param readers   those that have it open for reading, or for both
/// @param writers   those that have it open for writing, or for both
/// @param onlyRead  those that have it open for reading alone, on one descriptor at least
/// @param onlyWrite those that have it open for writing alone, on one descriptor at least
record Holders(
    NavigableSet<Long> readers,
    NavigableSet<Long> writers,
    Set<Long> onlyRead,
    Set<Long> onlyWrite) {

  static Holders of(List<Holder> holders) {
    Holders all = new Holders(new TreeSet<>(), new TreeSet<>(), new HashSet<>(), new HashSet<>());
    holders.forEach(all::add);
    return all;
  }

  private void add(Holder holder) {
    switch (holder.mode()) {
      case "r" -> {
        readers.add(holder.pid());
        onlyRead.add(holder.pid());
      }
      case "w" -> {
        writers.add(holder.pid());
        onlyWrite.add(holder.pid());
      }
      default -> {
        readers.add(holder.pid());
        writers.add(holder.pid());
      }
    }
  }

  /// The processes at the other end of a pipe that is open as `mode`. What is open for both is the other end, too.
  NavigableSet<Long> opposite(String mode) {
    if (mode.equals("w")) {
      return readers;
    }
    if (mode.equals("r")) {
      return writers;
    }
    NavigableSet<Long> all = new TreeSet<>(readers);
    all.addAll(writers);
    return all;
  }

  /// The processes that hold the same end as one that is open as `mode`.
  NavigableSet<Long> same(String mode) {
    return mode.equals("r") ? readers : writers;
  }

  /// Whether the process itself has the other end. A descriptor for both does not count: it is the same end, opened
  /// again.
  boolean hasBothEnds(long pid, String mode) {
    return switch (mode) {
      case "w" -> onlyRead.contains(pid);
      case "r" -> onlyWrite.contains(pid);
      default -> false;
    };
  }
}
