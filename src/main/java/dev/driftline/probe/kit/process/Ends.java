package dev.driftline.probe.kit.process;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who holds the ends of pipes and of nameless streams. A pipe has one inode for both ends; the mode tells them apart.
/// A stream has one inode for each end, and `ss` tells which two belong together ([DescriptorTable#sockets()]).
///
/// @param holders  by target: `pipe:[81]`, `socket:[82]`
/// @param complete whether the descriptors of every process were listed. Otherwise only those of processes that have a
///     pipe or a nameless stream on 0, 1 or 2 were, and those of the ancestors of the latter
/// @param unread   processes whose descriptors could not be listed: these may hold any end
public record Ends(Map<String, List<Holder>> holders, boolean complete, Set<Long> unread) {

  /// A descriptor of a process.
  ///
  /// @param mode `r`, `w` or `rw`
  public record Holder(long pid, int fd, String mode) {}

  public static final Ends NONE = new Ends(Map.of(), false, Set.of());

  /// The descriptors that lead to `target`; empty if none was seen.
  public List<Holder> of(String target) {
    return holders.getOrDefault(target, List.of());
  }
}
