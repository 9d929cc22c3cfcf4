package dev.driftline.probe.kit.process;

import dev.driftline.probe.kit.network.SocketTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/// The descriptors of a host's processes: 0, 1 and 2 as `processes.sh` saw them, or those above 2 as
/// `other-descriptors.sh` did.
///
/// @param processes  by pid
/// @param ends       who holds the ends of pipes and nameless streams
/// @param commands   the command lines of processes with an odd descriptor
/// @param unread     the first table of sockets that could not be read; empty if all could
/// @param complaints the first message of a tool that was not about a descriptor; empty if there was none
public record DescriptorTable(
    Map<Long, Held> processes,
    SocketTable sockets,
    Ends ends,
    CommandLines commands,
    List<String> unread,
    List<String> complaints) {

  /// The descriptors of one process.
  ///
  /// @param descriptors by number; empty if `/proc/PID/fd` could not be read
  /// @param denied      why `/proc/PID/fd` could not be read
  /// @param start       the start time of the process in the second look, in hundredths of a second since boot; empty
  ///     if there was one look only. A pid that was reused in between has another start time
  public record Held(
      SortedMap<Integer, Descriptor> descriptors, Optional<String> denied, OptionalLong start) {}
}
