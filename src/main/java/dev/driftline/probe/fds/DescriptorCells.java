package dev.driftline.probe.fds;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Cell;
import dev.driftline.probe.fds.OtherEnds.End;
import dev.driftline.probe.kit.network.SocketTable;
import dev.driftline.probe.kit.process.Descriptor;
import dev.driftline.probe.kit.process.DescriptorTable;
import dev.driftline.probe.kit.process.ProcessTable;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Fills the cells of a row that are about the descriptor, from `kind` on.
final class DescriptorCells {

  /// O_APPEND, O_NONBLOCK, O_DIRECT and O_DSYNC of include/uapi/asm-generic/fcntl.h. Alpha, mips, parisc and sparc have
  /// other numbers, and arm, arm64 and powerpc have another O_DIRECT.
  private static final Map<Integer, String> FLAG_WORDS =
      Map.of(02000, "append", 04000, "nonblock", 040000, "direct", 010000, "sync");

  private static final int KIND = FdsTable.COLUMNS.position("kind");
  private static final int TARGET = FdsTable.COLUMNS.position("target");
  private static final int MODE = FdsTable.COLUMNS.position("mode");
  private static final int DIRECTION = FdsTable.COLUMNS.position("direction");
  private static final int FLAGS = FdsTable.COLUMNS.position("flags");
  private static final int CLOSE_ON_EXEC = FdsTable.COLUMNS.position("close_on_exec");
  private static final int ORIGIN = FdsTable.COLUMNS.position("origin");
  private static final int ORIGIN_EVIDENCE = FdsTable.COLUMNS.position("origin_evidence");
  private static final int ALSO_ON = FdsTable.COLUMNS.position("also_on");
  private static final int OTHER_END = FdsTable.COLUMNS.position("other_end");
  private static final int OTHER_PROCESS = FdsTable.COLUMNS.position("other_process");
  private static final int PEER = FdsTable.COLUMNS.position("peer");
  private static final int PEER_PATH = FdsTable.COLUMNS.position("peer_path");

  private static final Cell NOT_ASKED = Cell.unread(OtherEnds.NOT_ASKED);
  private static final Cell RIGHT = Cell.text("right");
  private static final Cell WRONG = Cell.text("wrong");
  private static final Map<DescriptorKind, Cell> KINDS =
      Arrays.stream(DescriptorKind.values())
          .collect(Collectors.toMap(kind -> kind, kind -> Cell.text(kind.word())));
  private static final Cell CLOSED = Cell.text(DescriptorKind.CLOSED.word());

  /// Kinds that are read or written in one direction. Devices are left out: nohup opens `/dev/null` for writing as 0.
  private static final Set<DescriptorKind> DIRECTED =
      EnumSet.of(
          DescriptorKind.PIPE,
          DescriptorKind.FIFO,
          DescriptorKind.FILE_APPEND,
          DescriptorKind.FILE_WRITE,
          DescriptorKind.FILE_READ,
          DescriptorKind.FILE_READ_WRITE,
          DescriptorKind.DELETED);

  /// Kinds that can be opened for appending.
  private static final Set<DescriptorKind> FLAGGED =
      EnumSet.complementOf(
          EnumSet.of(
              DescriptorKind.DEV_NULL,
              DescriptorKind.PIPE,
              DescriptorKind.TTY,
              DescriptorKind.TTY_GONE));

  private final SocketTable sockets;
  private final OtherEnds others;
  private final Origins origins;
  private final Kinds kinds;

  DescriptorCells(ProcessTable processes, DescriptorTable descriptors, Budget budget) {
    this.sockets = descriptors.sockets();
    this.others = new OtherEnds(processes, sockets, descriptors.ends(), budget);
    this.origins = new Origins(descriptors.processes(), others, descriptors.ends());
    this.kinds = new Kinds(new SocketKinds(sockets, descriptors.unread(), others));
  }

  void describe(int number, Descriptor descriptor, HeldBy held, Cell[] cells) {
    switch (descriptor) {
      case Descriptor.Closed() -> cells[KIND] = CLOSED;
      case Descriptor.Unread(String why) ->
          Arrays.fill(cells, KIND, cells.length, Cell.unread(why));
      case Descriptor.Open open -> open(number, open, held, cells);
    }
  }

  private void open(int number, Descriptor.Open open, HeldBy held, Cell[] cells) {
    End end = others.of(held.process(), open);
    Kind kind = kinds.of(number, open, held, end);
    cells[KIND] =
        switch (kind) {
          case Kind.Known(DescriptorKind known) -> KINDS.get(known);
          case Kind.Unknown(String why) -> Cell.unread(why);
        };
    cells[TARGET] = Cell.text(open.target());
    cells[MODE] = Cell.text(open.mode());
    cells[FLAGS] = flags(open, kind.known());
    cells[CLOSE_ON_EXEC] = open.closesOnExec().map(Cell::bool).orElse(NOT_ASKED);
    end(end, cells);
    if (HeldBy.isStandard(number)) {
      standard(number, open, held, kind, end, cells);
    }
    open.socket().ifPresent(inode -> socket(inode, cells));
  }

  /// The cells that only 0, 1 and 2 have.
  private void standard(
      int number, Descriptor.Open open, HeldBy held, Kind kind, End end, Cell[] cells) {
    cells[DIRECTION] =
        kind.known().map(known -> direction(number, open.mode(), known)).orElse(cells[KIND]);
    Origin origin = origins.of(number, open, held, kind, end);
    cells[ORIGIN] = origin.word();
    cells[ORIGIN_EVIDENCE] = origin.evidence();
    List<Integer> same = held.sameAs(number, open);
    if (!same.isEmpty()) {
      cells[ALSO_ON] =
          Cell.text(same.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
  }

  private static Cell direction(int number, String mode, DescriptorKind kind) {
    // a listening socket can be neither read nor written; as 0 it is what inetd and FastCGI give
    if (kind == DescriptorKind.LISTEN && number > 0) {
      return WRONG;
    }
    if (!DIRECTED.contains(kind)) {
      return Cell.none();
    }
    return mode.contains(number == 0 ? "r" : "w") ? RIGHT : WRONG;
  }

  private static void end(End end, Cell[] cells) {
    switch (end) {
      case End.Known(OtherEnds.Where where, var holder) -> {
        cells[OTHER_END] = Cell.text(where.word());
        cells[OTHER_PROCESS] =
            holder
                .map(process -> Cell.text(process.name()))
                .orElse(where == OtherEnds.Where.NOBODY ? Cell.none() : NOT_ASKED);
      }
      case End.Unknown(String why) -> {
        cells[OTHER_END] = Cell.unread(why);
        cells[OTHER_PROCESS] = Cell.unread(why);
      }
      case End.None() -> {}
    }
  }

  private void socket(String inode, Cell[] cells) {
    sockets
        .internet(inode)
        .map(SocketTable.Internet::peer)
        .filter(peer -> !peer.isAny())
        .ifPresent(peer -> cells[PEER] = Cell.text(peer.toString()));
    sockets.peerPath(inode).ifPresent(path -> cells[PEER_PATH] = Cell.text(path));
  }

  /// The flags in words. A pipe and the null device have none that matter.
  private static Cell flags(Descriptor.Open open, Optional<DescriptorKind> kind) {
    if (kind.isPresent() && !FLAGGED.contains(kind.get())) {
      return Cell.none();
    }
    return open.flags().map(DescriptorCells::words).orElse(NOT_ASKED);
  }

  private static Cell words(int flags) {
    String words =
        Stream.of(02000, 04000, 040000, 010000)
            .filter(bit -> (flags & bit) != 0)
            .map(bit -> FLAG_WORDS.getOrDefault(bit, ""))
            .collect(Collectors.joining(","));
    return words.isEmpty() ? Cell.none() : Cell.text(words);
  }
}
