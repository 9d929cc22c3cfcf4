package dev.driftline.probe.fds;

import dev.driftline.model.budget.Budget;
import dev.driftline.probe.kit.network.SocketTable;
import dev.driftline.probe.kit.process.Descriptor;
import dev.driftline.probe.kit.process.Ends;
import dev.driftline.probe.kit.process.ProcessTable;
import dev.driftline.probe.kit.process.RunningProcess;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds who holds the other end of a pipe or of a unix stream.
///
/// A pipe has one inode, and its ends are told apart by their mode: a descriptor with `w` writes what one with `r`
/// reads. A unix stream has two inodes, and `ss` tells which belong together. If the other end of a stream is closed,
/// `ss` shows the inode 0 for it.
final class OtherEnds {

  /// Who holds the other end, in the words of policies. If several processes do, the first of these that fits.
  enum Where {
    ITSELF,
    ANCESTOR,
    PROCESS,
    NOBODY;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static List<String> words() {
      return List.of(NOBODY.word(), ITSELF.word(), ANCESTOR.word(), PROCESS.word());
    }
  }

  /// What is known of an other end.
  sealed interface End {

    /// The other end is held, or is known to be closed.
    ///
    /// @param holder the process; empty for nobody, and for a process that was not looked at
    record Known(Where where, Optional<RunningProcess> holder) implements End {}

    /// Nothing can be told.
    record Unknown(String why) implements End {}

    /// It is neither a pipe nor a stream with another end.
    record None() implements End {}
  }

  private static final End NONE = new End.None();
  static final String NOT_ASKED = "not looked at";

  /// No host has longer chains of parents; a forged one may be a circle.
  private static final int MOST_ANCESTORS = 1_000;

  private final ProcessTable processes;
  private final SocketTable sockets;
  private final Ends ends;
  private final Budget budget;

  /// Processes whose parent is not shown: process 1, and what was started in a container from outside.
  private final Set<Long> withoutParent;

  private final Map<String, Holders> known = new HashMap<>();

  OtherEnds(ProcessTable processes, SocketTable sockets, Ends ends, Budget budget) {
    this.processes = processes;
    this.sockets = sockets;
    this.ends = ends;
    this.budget = budget;
    this.withoutParent =
        processes.processes().values().stream()
            .filter(process -> !processes.processes().containsKey(process.ppid()))
            .map(RunningProcess::pid)
            .collect(Collectors.toSet());
  }

  /// Who holds the other end of what `process` has as `open`.
  End of(RunningProcess process, Descriptor.Open open) {
    long pid = process.pid();
    if (open.target().startsWith("pipe:[")) {
      Holders holders = holders(open.target());
      NavigableSet<Long> opposite = holders.opposite(open.mode());
      return holders.hasBothEnds(pid, open.mode())
          ? bothEnds(process, opposite, holders.same(open.mode()))
          : held(process, opposite, holders.same(open.mode()));
    }
    Optional<String> inode = open.socket();
    if (inode.flatMap(sockets::unix).filter(OtherEnds::isConnectedStream).isEmpty()) {
      return NONE;
    }
    Optional<String> peer = sockets.peerInode(inode.get());
    if (peer.isEmpty()) {
      return new End.Unknown(
          "the host cannot tell who has the other end of the stream: install ss (iproute2)");
    }
    if (peer.get().equals("0")) {
      return new End.Known(Where.NOBODY, Optional.empty());
    }
    NavigableSet<Long> holders = holders("socket:[%s]".formatted(peer.get())).readers();
    return holders.contains(pid) ? itself(process) : held(process, holders, holders);
  }

  private Holders holders(String target) {
    return known.computeIfAbsent(
        target,
        _ -> {
          List<Ends.Holder> all = ends.of(target);
          budget.steps(all.size());
          return Holders.of(all);
        });
  }

  /// The other end of a pipe of which the process has both ends. If another process has it, too, the pipe is its
  /// output: PostgreSQL keeps both ends of the pipe that its logger reads. Only if nobody else can have it, it was
  /// never its output.
  private End bothEnds(
      RunningProcess process, NavigableSet<Long> opposite, NavigableSet<Long> same) {
    NavigableSet<Long> others = new TreeSet<>(opposite);
    others.remove(process.pid());
    if (!others.isEmpty()) {
      return held(process, others, same);
    }
    return ends.complete() && ends.unread().isEmpty() ? itself(process) : nobodySeen(same);
  }

  private static End itself(RunningProcess process) {
    return new End.Known(Where.ITSELF, Optional.of(process));
  }

  private static boolean isConnectedStream(SocketTable.Unix unix) {
    return unix.stream() && !unix.listening() && unix.connected();
  }

  /// Chooses among the processes that hold the other end.
  ///
  /// @param same the processes that hold this end
  private End held(RunningProcess process, NavigableSet<Long> pids, NavigableSet<Long> same) {
    if (pids.isEmpty() || pids.equals(Set.of(process.pid()))) {
      return nobodySeen(same);
    }
    Optional<RunningProcess> ancestor =
        ancestors(process).stream().filter(above -> pids.contains(above.pid())).findFirst();
    if (ancestor.isPresent()) {
      return new End.Known(Where.ANCESTOR, ancestor);
    }
    long first = pids.first() == process.pid() ? pids.higher(process.pid()) : pids.first();
    // a check that names processes has only these in the table
    return new End.Known(Where.PROCESS, Optional.ofNullable(processes.processes().get(first)));
  }

  /// What follows if nobody was seen to hold an end. The other end of a stream that is not closed is held by somebody;
  /// so an empty `same` is never a reason for nobody.
  private End nobodySeen(NavigableSet<Long> same) {
    if (!ends.complete()) {
      return new End.Unknown(NOT_ASKED);
    }
    if (!ends.unread().isEmpty()) {
      int unread = ends.unread().size();
      return new End.Unknown(
          "nobody was seen to hold the other end, but the descriptors of %s could not be listed"
              .formatted(unread == 1 ? "one process" : unread + " processes"));
    }
    if (processes.gap().isPresent()) {
      return new End.Unknown(processes.gap().get());
    }
    // what a container was started with leads out of it
    boolean outside = same.isEmpty() || withoutParent.stream().anyMatch(same::contains);
    return outside
        ? new End.Unknown(
            "no process that can be seen holds the other end; it may lead out of a container")
        : new End.Known(Where.NOBODY, Optional.empty());
  }

  /// Whether the descriptors of all ancestors of a process were listed, so that none of them holds an end that none was
  /// seen to hold.
  boolean listedAncestors(RunningProcess process) {
    return ancestors(process).stream()
        .noneMatch(ancestor -> ends.unread().contains(ancestor.pid()));
  }

  /// The parent, its parent, and so on.
  List<RunningProcess> ancestors(RunningProcess process) {
    Set<Long> seen = new HashSet<>();
    return Stream.iterate(
            Optional.ofNullable(processes.processes().get(process.ppid())),
            Optional::isPresent,
            parent -> parent.flatMap(p -> Optional.ofNullable(processes.processes().get(p.ppid()))))
        .flatMap(Optional::stream)
        .takeWhile(parent -> seen.size() < MOST_ANCESTORS && seen.add(parent.pid()))
        .toList();
  }
}
