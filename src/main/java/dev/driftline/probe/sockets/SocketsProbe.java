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
import dev.driftline.probe.kit.ShellHalf;
import dev.driftline.probe.kit.Transcript;
import dev.driftline.probe.kit.network.PortUse;
import dev.driftline.probe.kit.network.SocketAddress;
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
import java.util.regex.Pattern;

/// The TCP and UDP sockets of all network namespaces, and the unix sockets that are bound to a path. A socket has one
/// row per process that holds it.
///
/// If no process holds a socket, it has one row without a process. The kernel holds some sockets itself; connections in
/// time-wait have no inode, and so no row. Sources: `/proc/PID/net/tcp`, `udp`, `unix` and `/proc/PID/fd`.
public final class SocketsProbe implements Probe {

  private static final Pattern PORT_LIST = Pattern.compile("\\d{1,5}(,\\d{1,5}){0,99}");
  private static final String SCRIPT = ShellHalf.load(SocketsProbe.class, "sockets");
  private static final int MAX_BYTES = 2 * 1024 * 1024;
  private static final Section ALL =
      new Section("sockets", "ports=\n" + SCRIPT, MAX_BYTES, List.of(ShellHalf.QUIET_LS));

  private static final List<String> OF_PROCESS = List.of("name", "user", "executable", "unit");

  @Override
  public TableDefinition definition() {
    return SocketsTable.DEFINITION;
  }

  @Override
  public List<Section> sections(Question question) {
    return NamedProcesses.all().sections(ProcessTable.LOOK.section(), section(question));
  }

  private static Section section(Question question) {
    String ports = question.parameter(SocketsTable.PORTS);
    if (!PORT_LIST.matcher(ports).matches()) {
      return ALL;
    }
    String given = "ports=%s\nuse=$%s\n".formatted(ports, PortUse.variable(ports));
    return new Section("sockets", given + SCRIPT, MAX_BYTES, PortUse.setups(ports));
  }

  @Override
  public Answer read(Question question, Transcript transcript) {
    String ports = question.parameter(SocketsTable.PORTS);
    if (!ports.isEmpty() && !PORT_LIST.matcher(ports).matches()) {
      return new Answer.Unknown(Reason.UNSUPPORTED, "no TCP ports: \"%s\"".formatted(ports), "");
    }
    Look<SocketListing> look = Look.whole(section(question), "the sockets", SocketListing::read);
    return transcript
        .readOnce(ProcessTable.LOOK)
        .then(processes ->
            transcript.read(look).then(sockets -> answer(processes, sockets, transcript.budget())));
  }

  private static Answer answer(ProcessTable processes, SocketListing listing, Budget budget) {
    Set<Long> ours = processes.ours();
    Rows rows = new Rows(processes, listing, ours, budget, new ArrayList<>());
    listing.sockets().allInternet().forEach((inode, socket) -> rows.add(inode, internet(socket)));
    listing.sockets().allUnix().forEach((inode, socket) -> rows.add(inode, unix(socket)));
    return new Answer.Observed(
        rows.all(), Optional.of(coverage(processes, listing, ours)), gap(processes, listing));
  }

  /// The rows so far, and the data that rows are made of.
  private record Rows(
      ProcessTable processes, SocketListing listing, Set<Long> ours, Budget budget, List<Row> all) {

    /// Adds the rows of one socket.
    void add(String inode, Map<String, Cell> cells) {
      List<SocketListing.Holder> holders = listing.holders().getOrDefault(inode, List.of());
      // nobody is seen to hold it
      if (holders.isEmpty()) {
        nobody(cells, !listing.denied().isEmpty());
        all.add(budget.row(Row.of(SocketsTable.COLUMNS, cells)));
      }
      // A holder that is not in the process table began later. If one of our processes holds the
      // same
      // socket, the new one is a child of our session.
      boolean shared = holders.stream().anyMatch(holder -> ours.contains(holder.pid()));
      for (SocketListing.Holder holder : holders) {
        Optional<RunningProcess> process =
            Optional.ofNullable(processes.processes().get(holder.pid()));
        if (!ours.contains(holder.pid()) && (process.isPresent() || !shared)) {
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

  /// Fills the cells of a socket without a holder. If some processes could not be read, one of these may hold it.
  private static void nobody(Map<String, Cell> cells, boolean someDenied) {
    if (someDenied) {
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
        "local", socket.path().map(Cells::text).orElse(Cell.unread("two lines claim its number")));
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
        readable += listing.denied().contains(process.pid()) ? 0 : 1;
      }
    }
    return new Coverage(readable, total, "processes");
  }

  private static Optional<String> gap(ProcessTable processes, SocketListing listing) {
    if (!listing.unread().isEmpty()) {
      return Optional.of(listing.unread().getFirst() + " could not be read");
    }
    if (listing.untold() > 0) {
      return Optional.of(
          "processes whose network namespace could not be told: " + listing.untold());
    }
    return processes
        .gap()
        .or(() -> listing.complaints().stream().findFirst().map("the host said: %s"::formatted));
  }
}
