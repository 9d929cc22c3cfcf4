package dev.driftline.probe.sockets;

import dev.driftline.model.Reason;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Coverage;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.probe.kit.Cells;
import dev.driftline.probe.kit.Look;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.Transcript;
import dev.driftline.probe.kit.network.SocketAddress;
import dev.driftline.probe.kit.network.SocketListing;
import dev.driftline.probe.kit.network.SocketLook;
import dev.driftline.probe.kit.network.SocketTable;
import dev.driftline.probe.kit.process.NamedProcesses;
import dev.driftline.probe.kit.process.ProcessTable;
import dev.driftline.probe.kit.process.RunningProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The TCP and UDP sockets of all network namespaces, and the unix sockets that are bound to a path. A socket has one
/// row per process that holds it.
///
/// If no process holds a socket, it has one row without a process. The kernel holds some sockets itself; connections in
/// time-wait have no inode, and so no row. Sources: `/proc/PID/net/tcp`, `udp`, `unix` and `/proc/PID/fd`.
public final class SocketsProbe implements Probe {

  private static final List<String> OF_PROCESS = List.of("name", "user", "executable", "unit");

  @Override
  public TableDefinition definition() {
    return SocketsTable.DEFINITION;
  }

  @Override
  public List<Section> sections(Question question) {
    String ports = question.parameter(SocketsTable.PORTS);
    List<Section> sections =
        NamedProcesses.all().sections(ProcessTable.LOOK.section(), look(ports).section());
    return SocketLook.arePorts(ports)
        ? Stream.concat(Stream.of(SocketLook.prelude(ports)), sections.stream()).toList()
        : sections;
  }

  private static Look<SocketListing> look(String ports) {
    return SocketLook.arePorts(ports) ? SocketLook.OF_PORTS : SocketLook.ALL;
  }

  @Override
  public Answer read(Question question, Transcript transcript) {
    String ports = question.parameter(SocketsTable.PORTS);
    if (!ports.isEmpty() && !SocketLook.arePorts(ports)) {
      return new Answer.Unknown(Reason.UNSUPPORTED, "no TCP ports: \"%s\"".formatted(ports), "");
    }
    Set<Integer> wanted =
        Stream.of(ports.split(","))
            .filter(port -> !port.isEmpty())
            .map(Integer::valueOf)
            .collect(Collectors.toSet());
    return transcript
        .readOnce(ProcessTable.LOOK)
        .then(processes ->
            transcript
                .readOnce(look(ports))
                .then(sockets -> answer(wanted, processes, sockets, transcript.budget())));
  }

  /// @param ports of the question; empty for all sockets
  private static Answer answer(
      Set<Integer> ports, ProcessTable processes, SocketListing listing, Budget budget) {
    Set<Long> ours = processes.ours();
    Rows rows = new Rows(processes, listing, ours, !ports.isEmpty(), budget, new ArrayList<>());
    listing
        .sockets()
        .allInternet()
        .forEach((inode, socket) -> {
          if (ports.isEmpty() || socket.hasPort(ports)) {
            rows.add(inode, internet(socket));
          }
        });
    listing.sockets().allUnix().forEach((inode, socket) -> rows.add(inode, unix(socket)));
    return new Answer.Observed(
        rows.all(),
        Optional.of(coverage(processes, listing, ours)),
        listing.gap().or(processes::gap));
  }

  /// The rows so far, and the data that rows are made of.
  ///
  /// @param before whether the sockets were looked at before the processes
  private record Rows(
      ProcessTable processes,
      SocketListing listing,
      Set<Long> ours,
      boolean before,
      Budget budget,
      List<Row> all) {

    /// Adds the rows of one socket.
    void add(String inode, Map<String, Cell> cells) {
      List<SocketListing.Holder> holders = listing.holdersOf(inode);
      if (holders.isEmpty()) {
        nobody(cells, listing.mayBeHeldUnseen(inode));
        all.add(budget.row(Row.of(SocketsTable.COLUMNS, cells)));
      }
      // If one of our processes holds the same socket, a holder that is not in the process table
      // is a child of our session.
      boolean shared = holders.stream().anyMatch(holder -> ours.contains(holder.pid()));
      for (SocketListing.Holder holder : holders) {
        Optional<RunningProcess> process =
            Optional.ofNullable(processes.processes().get(holder.pid()));
        // A holder that is not in the table began after it, or ended before it. If it ended, it
        // has no row.
        if (!ours.contains(holder.pid()) && (process.isPresent() || (!shared && !before))) {
          cells.put("pid", Cell.integer(holder.pid()));
          cells.put("fd", Cell.integer(holder.fd()));
          process.ifPresentOrElse(known -> holder(cells, known), () -> unknownHolder(cells));
          all.add(budget.row(Row.of(SocketsTable.COLUMNS, cells)));
        }
      }
    }
  }

  private static void holder(Map<String, Cell> cells, RunningProcess process) {
    cells.put("name", Cells.text(process.name()));
    cells.put("user", Cells.text(process.user()));
    cells.put("executable", process.executableCell());
    cells.put("unit", Cells.text(process.controlGroup().unit()));
  }

  private static void unknownHolder(Map<String, Cell> cells) {
    for (String column : OF_PROCESS) {
      cells.put(column, Cell.unread("the process began after the processes were listed"));
    }
  }

  /// Fills the cells of a socket without a holder.
  private static void nobody(Map<String, Cell> cells, boolean mayBeHeld) {
    if (mayBeHeld) {
      Cell unread = Cell.unread("held by a process whose descriptors may not be read");
      cells.put("pid", unread);
      cells.put("fd", unread);
      OF_PROCESS.forEach(column -> cells.put(column, unread));
    }
  }

  private static Map<String, Cell> internet(SocketTable.Internet socket) {
    Map<String, Cell> cells = new HashMap<>();
    cells.put("protocol", Cell.text(socket.protocol()));
    cells.put("state", Cell.text(socket.state()));
    address("local", socket.local(), cells);
    if (!socket.peer().isAny()) {
      address("peer", socket.peer(), cells);
      if (socket.protocol().equals("tcp")) {
        cells.put("accepted", Cell.text(Boolean.toString(socket.accepted())));
      }
    }
    return cells;
  }

  private static void address(String column, SocketAddress address, Map<String, Cell> cells) {
    cells.put(column, Cell.text(address.toString()));
    cells.put(column + "_address", Cell.text(address.host()));
    cells.put(column + "_port", Cell.integer(address.port()));
  }

  private static Map<String, Cell> unix(SocketTable.Unix socket) {
    Map<String, Cell> cells = new HashMap<>();
    cells.put("protocol", Cell.text("unix"));
    cells.put("state", Cell.text(state(socket)));
    cells.put(
        "local",
        socket
            .path()
            .map(Cells::text)
            .orElse(
                Cell.unread(
                    "two lines of the host claim this socket, and neither can be believed")));
    return cells;
  }

  private static String state(SocketTable.Unix socket) {
    if (socket.listening()) {
      return "listen";
    }
    return socket.connected() ? "connected" : "unconnected";
  }

  private static Coverage coverage(ProcessTable processes, SocketListing listing, Set<Long> ours) {
    int total = 0;
    int readable = 0;
    for (RunningProcess process : processes.processes().values()) {
      if (!ours.contains(process.pid()) && !process.hasEnded()) {
        total++;
        readable += listing.unlisted().contains(process.pid()) ? 0 : 1;
      }
    }
    return new Coverage(readable, total, "processes");
  }
}
