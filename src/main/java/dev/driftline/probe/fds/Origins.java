package dev.driftline.probe.fds;

import dev.driftline.model.table.Cell;
import dev.driftline.probe.fds.OtherEnds.End;
import dev.driftline.probe.fds.OtherEnds.Where;
import dev.driftline.probe.kit.process.Descriptor;
import dev.driftline.probe.kit.process.DescriptorTable.Held;
import dev.driftline.probe.kit.process.Ends;
import dev.driftline.probe.kit.process.RunningProcess;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Finds where descriptors 0, 1 and 2 come from.
///
/// Signs that the process opened it itself:
///
/// - Both ends of a pipe or stream are in this process, and nobody else has one; or both are on 0, 1 and 2, whoever
///   else has them: nobody wants to read what he prints.
/// - It is closed in programs that the process starts (close-on-exec), and another of 0, 1 and 2 is not. What a process
///   is started with has no close-on-exec, or it would not be there. On all three it proves nothing: libuv sets it on
///   everything that it inherits. It does not prove anything either if the same thing is on another of the three: then
///   the process put it there on purpose.
///
/// Signs that it was started with it: its parent has the same on 0, 1 or 2, or an ancestor holds the other end.
final class Origins {

  /// Kinds of which nobody needs to know.
  private static final Set<DescriptorKind> HARMLESS =
      EnumSet.of(
          DescriptorKind.CLOSED,
          DescriptorKind.DEV_NULL,
          DescriptorKind.TTY,
          DescriptorKind.TTY_GONE,
          DescriptorKind.DEVICE);

  private final Map<Long, Held> all;
  private final OtherEnds others;
  private final Ends ends;

  /// @param all the descriptors of all processes, by pid
  Origins(Map<Long, Held> all, OtherEnds others, Ends ends) {
    this.all = all;
    this.others = others;
    this.ends = ends;
  }

  /// The origin of `number` of a process.
  Origin of(int number, Descriptor.Open open, HeldBy held, Kind kind, End end) {
    if (kind.known().filter(HARMLESS::contains).isPresent()) {
      return Origin.NONE;
    }
    // a path of an unknown kind may be the null device, which has no origin
    if (kind instanceof Kind.Unknown(String why) && open.target().startsWith("/")) {
      return Origin.unread(why);
    }
    boolean itself = end instanceof End.Known(Where where, _) && where == Where.ITSELF;
    if (itself || isLoop(open, held)) {
      return Origin.own("both ends of it are in this process" + numbers(open, held));
    }
    // it has both ends of a pipe, and another process may have one, too
    if (end instanceof End.Unknown(String why) && !numbers(open, held).isEmpty()) {
      return Origin.unread(why);
    }
    Optional<Origin> byFlags = byCloseOnExec(number, open, held);
    return byFlags
        .filter(origin -> origin.word() instanceof Cell.Text)
        .or(() -> inherited(open, held.process(), end))
        .or(() -> byFlags)
        .orElse(Origin.UNKNOWN);
  }

  /// Whether the other end of the pipe is on another of 0, 1 and 2.
  private static boolean isLoop(Descriptor.Open open, HeldBy held) {
    return open.target().startsWith("pipe:[")
        && IntStream.rangeClosed(0, 2)
            .anyMatch(number ->
                held.descriptors().get(number) instanceof Descriptor.Open other
                    && other.target().equals(open.target())
                    && !other.mode().equals(open.mode()));
  }

  /// Where the other end of a pipe is in the same process: ` (3)`.
  private String numbers(Descriptor.Open open, HeldBy held) {
    String numbers =
        ends.of(open.target()).stream()
            .filter(holder -> holder.pid() == held.process().pid())
            .filter(holder -> !holder.mode().equals(open.mode()))
            .map(holder -> Integer.toString(holder.fd()))
            .collect(Collectors.joining(", "));
    return numbers.isEmpty() ? "" : ": the other one is " + numbers;
  }

  /// What close-on-exec says: own, unread, or nothing.
  private Optional<Origin> byCloseOnExec(int number, Descriptor.Open open, HeldBy held) {
    Optional<Boolean> closes = open.closesOnExec();
    if (closes.isEmpty()) {
      // flags of pipes and of sockets are read only beside something that is odd
      return open.target().startsWith("pipe:[") || open.socket().isPresent()
          ? Optional.empty()
          : Optional.of(Origin.unread("its flags could not be read"));
    }
    if (!closes.get() || !held.sameAs(number, open).isEmpty()) {
      return Optional.empty();
    }
    List<Integer> staying =
        IntStream.rangeClosed(0, 2).filter(n -> stays(n, held)).boxed().toList();
    if (!staying.isEmpty()) {
      return Optional.of(
          Origin.own("close-on-exec is set on it, and not on %s".formatted(staying.getFirst())));
    }
    boolean unread = IntStream.rangeClosed(0, 2).anyMatch(n -> isUnread(n, held));
    return unread
        ? Optional.of(Origin.unread("the flags of another of 0, 1 and 2 could not be read"))
        : Optional.empty();
  }

  private static boolean stays(int number, HeldBy held) {
    return held.descriptors().get(number) instanceof Descriptor.Open open
        && open.closesOnExec().equals(Optional.of(false));
  }

  private static boolean isUnread(int number, HeldBy held) {
    return switch (held.descriptors().get(number)) {
      case Descriptor.Open open -> open.closesOnExec().isEmpty();
      case Descriptor.Unread _ -> true;
      case Descriptor.Closed _ -> false;
      case null -> true;
    };
  }

  private Optional<Origin> inherited(Descriptor.Open open, RunningProcess process, End end) {
    if (end instanceof End.Known(Where where, Optional<RunningProcess> holder)
        && where == Where.ANCESTOR) {
      return holder.map(
          ancestor -> Origin.inherited("%s has the other end".formatted(named(ancestor))));
    }
    return others.ancestors(process).stream()
        .limit(1)
        .flatMap(parent -> sameOf(parent, open).stream())
        .findFirst();
  }

  /// That the parent has the same on 0, 1 or 2, opened in the same way.
  private Optional<Origin> sameOf(RunningProcess parent, Descriptor.Open open) {
    Held held = all.get(parent.pid());
    if (held == null) {
      return Optional.empty();
    }
    return IntStream.rangeClosed(0, 2)
        .boxed()
        .filter(number ->
            held.descriptors().get(number) instanceof Descriptor.Open its
                && its.target().equals(open.target())
                && its.mode().equals(open.mode()))
        .findFirst()
        .map(number -> Origin.inherited("%s has the same on %d".formatted(named(parent), number)));
  }

  private static String named(RunningProcess process) {
    return "process %d (%s)".formatted(process.pid(), process.name());
  }
}
