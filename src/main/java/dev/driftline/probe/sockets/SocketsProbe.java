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
import dev.driftline.probe.kit.network.SocketPlaces;
import dev.driftline.probe.kit.network.SocketTable;
import dev.driftline.probe.kit.process.NamedProcesses;
import dev.driftline.probe.kit.process.ProcessTable;
import dev.driftline.probe.kit.process.ProcessWords;
import dev.driftline.probe.kit.process.RunningProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The TCP and UDP sockets of all network namespaces, and the unix sockets that are bound to a path. A socket has one
/// row per process that holds it. If unix sockets are asked for by their paths, the ends of their clients have rows,
/// too.
///
/// If no process holds a socket, it has one row without a process. The kernel holds some sockets itself; connections in
/// time-wait have no inode, and so no row. Sources: `/proc/PID/net/tcp`, `udp`, `unix` and `/proc/PID/fd`.
public final class SocketsProbe implements Probe {

  private static final Cell CLIENT_UNREAD =
      Cell.unread("the other end of the unix socket could not be told: ss -xe tells it");

  private static final List<String> OF_PROCESS =
      List.of(
          SocketsTable.NAME,
          SocketsTable.USER,
          SocketsTable.EXECUTABLE,
          SocketsTable.UNIT,
          SocketsTable.CONTAINER,
          ProcessWords.STARTED.name(),
          SocketsTable.AGE);

  @Override
  public TableDefinition definition() {
    return SocketsTable.DEFINITION;
  }

  @Override
  public List<Section> sections(Question question) {
    Optional<SocketPlaces> places = SocketPlaces.of(question.parameter(SocketsTable.PORTS));
    List<Section> sections =
        NamedProcesses.all().sections(ProcessTable.LOOK.section(), look(places).section());
    return places.isEmpty()
        ? sections
        : Stream.concat(
                Stream.of(SocketLook.prelude(question.parameter(SocketsTable.PORTS))),
                sections.stream())
            .toList();
  }

  private static Look<SocketListing> look(Optional<SocketPlaces> places) {
    return places.isPresent() ? SocketLook.OF_PORTS : SocketLook.ALL;
  }

  @Override
  public Answer read(Question question, Transcript transcript) {
    String given = question.parameter(SocketsTable.PORTS);
    Optional<SocketPlaces> places = SocketPlaces.of(given);
    if (!given.isEmpty() && places.isEmpty()) {
      return new Answer.Unknown(
          Reason.UNSUPPORTED, "no ports or paths of sockets: \"%s\"".formatted(given), "");
    }
    return transcript
        .readOnce(ProcessTable.LOOK)
        .then(processes ->
            transcript
                .readOnce(look(places))
                .then(sockets -> answer(places, processes, sockets, transcript.budget())));
  }

  /// @param places of the question; empty for all sockets
  private static Answer answer(
      Optional<SocketPlaces> places, ProcessTable processes, SocketListing listing, Budget budget) {
    Set<Long> ours = processes.ours();
    Rows rows = new Rows(processes, listing, ours, places.isPresent(), budget, new ArrayList<>());
    listing
        .sockets()
        .allInternet()
        .forEach((inode, socket) -> {
          if (places.isEmpty() || places.get().have(socket)) {
            rows.add(inode, internet(socket));
          }
        });
    listing
        .sockets()
        .allUnix()
        .forEach((inode, socket) -> {
          if (places.isEmpty()) {
            rows.add(inode, unix(socket));
          } else if (places.get().have(socket)) {
            rows.addBothEnds(inode, socket);
          }
        });
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
          process.ifPresentOrElse(
              known -> holder(cells, processes, known), () -> unknownHolder(cells));
          all.add(budget.row(Row.of(SocketsTable.COLUMNS, cells)));
        }
      }
    }

    /// Adds the rows of a unix socket that is bound to a wanted path, and those of its client. As in the output of ss,
    /// an end is a path, or `*`, and the inode: `/run/mysqld/mysqld.sock:1970625`, `*:1970624`.
    void addBothEnds(String inode, SocketTable.Unix socket) {
      Map<String, Cell> cells = unix(socket);
      if (!socket.connected()) {
        add(inode, cells);
        return;
      }
      Cell server = Cells.text("%s:%s".formatted(socket.path().orElseThrow(), inode));
      Optional<String> client = listing.sockets().peerInode(inode);
      Optional<Cell> other = client.map(number -> Cell.text("*:" + number));
      cells.put("local", server);
      cells.put("peer", other.orElse(CLIENT_UNREAD));
      cells.put("accepted", Cell.bool(true));
      add(inode, cells);
      if (client.isPresent()) {
        Map<String, Cell> ofClient = new HashMap<>();
        ofClient.put("protocol", Cell.text("unix"));
        ofClient.put("state", Cell.text(state(socket)));
        ofClient.put("local", other.get());
        ofClient.put("peer", server);
        ofClient.put("accepted", Cell.bool(false));
        add(client.get(), ofClient);
      }
    }
  }

  private static void holder(
      Map<String, Cell> cells, ProcessTable processes, RunningProcess process) {
    cells.put(SocketsTable.NAME, Cells.text(process.name()));
    cells.put(SocketsTable.USER, Cells.text(process.user()));
    cells.put(SocketsTable.EXECUTABLE, process.executableCell());
    cells.put(SocketsTable.UNIT, Cells.text(process.controlGroup().unit()));
    cells.put(SocketsTable.CONTAINER, Cells.text(process.controlGroup().container()));
    cells.put(ProcessWords.STARTED.name(), processes.started(process));
    cells.put(SocketsTable.AGE, Cell.integer(processes.ageMillis(process)));
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

  /// Without places, unix sockets are listed without their clients. So such an answer stands for ports only.
  @Override
  public boolean covers(Question asked, Question wanted) {
    return asked.equals(wanted) || NarrowedSockets.covers(places(asked), places(wanted));
  }

  @Override
  public Answer narrowed(Answer.Observed answer, Question asked, Question wanted) {
    return places(wanted)
        .filter(_ -> !asked.equals(wanted))
        .map(places -> NarrowedSockets.of(answer, places))
        .orElse(answer);
  }

  private static Optional<SocketPlaces> places(Question question) {
    return SocketPlaces.of(question.parameter(SocketsTable.PORTS));
  }
}
