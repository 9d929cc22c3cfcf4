package dev.driftline.pair;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.LimitReached;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.probe.packages.PackagesTable;
import dev.driftline.probe.sockets.SocketsTable;
import dev.driftline.product.Client;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes the rows of one client host: each joins a connection with the server's end of it. If something about a side is
/// not known, its cell is unread and says what is missing.
public final class PairRows {

  /// The column for the server's host.
  public static final String SERVER_HOST = "server.host";

  private static final String BY_LISTENER = "listener";

  /// The memory of a row, without the texts that it shares with the answers it was made of.
  public static final int ROW_BYTES = 780;

  private static final Cell NOT_ASKED = Cell.unread("no table was asked");

  private final PairEvidence client;
  private final PairServers servers;

  /// @param hosts  the evidence of each host that was asked, by name
  /// @param client the host whose connections become rows
  public PairRows(Map<String, PairEvidence> hosts, PairEvidence client, AddressBook book) {
    this.client = client;
    this.servers = new PairServers(hosts, client.host(), book);
  }

  /// A row per connection and client library. A process with two libraries has two rows per connection. All rows are
  /// counted before the first one is made.
  ///
  /// @throws LimitReached if there are more than the budget allows, or the run is over
  public List<Row> rows(Budget budget) {
    List<Row> sockets = client.sockets().clients();
    List<Row> hidden = client.sockets().withoutClient();
    budget.rows(sockets.stream().mapToLong(this::sides).sum() + hidden.size(), ROW_BYTES);
    List<Row> rows = new ArrayList<>();
    for (Row socket : sockets) {
      budget.step();
      // the server's half is the same for all libraries of the client
      Map<String, Cell> server = server(socket);
      for (Map<String, Cell> side : clients(client, socket, server)) {
        budget.step();
        Map<String, Cell> cells = new HashMap<>(server);
        cells.putAll(side);
        rows.add(row(cells));
      }
    }
    for (Row socket : hidden) {
      budget.step();
      rows.add(row(ofHiddenClient(socket)));
    }
    client.installed().ifPresent(answer -> installed(answer, rows, budget));
    return rows;
  }

  private static Row row(Map<String, Cell> cells) {
    PairFits.COLUMNS.forEach(column -> cells.put(column, NOT_ASKED));
    return Row.of(PairTable.definition().columns(), cells);
  }

  /// The row of a connection over a unix socket, of which only the server's end is known.
  private Map<String, Cell> ofHiddenClient(Row socket) {
    Map<String, Cell> cells = new HashMap<>();
    cells.put("client.host", Cell.text(client.host()));
    String why = socket.cell(SocketsTable.PEER).missing().orElse("its client could not be told");
    PairCells.unknownClient(cells, why);
    return serverHere(cells, socket);
  }

  /// Adds a row for each server on this host and the client that is installed beside it. The client runs for moments,
  /// so no process is looked for.
  private void installed(Answer answer, List<Row> rows, Budget budget) {
    for (Row socket : client.sockets().servers()) {
      Map<String, Cell> cells = new HashMap<>();
      if (installed(cells, answer)) {
        budget.rows(1, ROW_BYTES);
        cells.put("client.host", Cell.text(client.host()));
        serverHere(cells, socket);
        cells.put(PairCells.SEEN_BY, Cell.text("installed"));
        rows.add(row(cells));
      }
    }
  }

  /// A client that is known by its package only.
  ///
  /// @return whether there is one, or may be one
  private boolean installed(Map<String, Cell> cells, Answer packages) {
    return switch (packages) {
      case Answer.Absent(String what) -> unknownInstalled(cells, "there is no " + what);
      case Answer.Unknown(_, String why, _) -> unknownInstalled(cells, why);
      case Answer.Observed(List<Row> rows, _, Optional<String> gap) ->
          rows.isEmpty()
              ? gap.filter(why -> unknownInstalled(cells, why)).isPresent()
              : installed(cells, rows.getFirst());
    };
  }

  private static boolean unknownInstalled(Map<String, Cell> cells, String why) {
    PairCells.unknownClient(cells, why);
    return true;
  }

  private boolean installed(Map<String, Cell> cells, Row of) {
    PairCells.PROGRAM.forEach(column -> cells.put("client." + column, Cell.none()));
    PairCells.LIBRARY.forEach(column -> cells.put("client." + column, Cell.none()));
    cells.put("client.program_deleted", Cell.bool(false));
    cells.put("client.library_deleted", Cell.bool(false));
    cells.put(PairTable.LIBRARY_VERSION, Cell.none());
    cells.put("client.package", of.cell(PackagesTable.NAME));
    cells.put("client.version", of.cell(PackagesTable.VERSION));
    cells.put("client.manager", of.cell(PackagesTable.MANAGER));
    Optional<Client> known =
        client.pair().products().clientProgram(of.text(PackagesTable.NAME), "");
    known.ifPresent(found -> cells.put("client.process", Cell.text(found.name())));
    PairCells.maker(
        cells, "client", known.map(Client::of), known.map(Client::counting), "the client");
    return true;
  }

  /// Adds the server's half of a connection whose server's end is on this host.
  private Map<String, Cell> serverHere(Map<String, Cell> cells, Row socket) {
    PairCells.endpoint(cells, "server", socket, SocketsTable.LOCAL);
    cells.put(SERVER_HOST, Cell.text(client.host()));
    if (socket.text(SocketsTable.PID).isEmpty()) {
      return PairCells.unknownServer(cells, PairCells.holderUnseen(socket));
    }
    cells.put(PairCells.SEEN_BY, Cell.text("connection"));
    return PairCells.serving(cells, client, socket);
  }

  /// A row per client of this host about which nothing can be told on its own host: it was not asked or not reached, or
  /// is no host of the inventory. Many connections of one client to one program are one row.
  public List<UnaskedClient> unaskedClients(Budget budget) {
    Map<List<String>, UnaskedClient> unasked = new LinkedHashMap<>();
    for (Row socket : client.sockets().accepted()) {
      budget.step();
      servers
          .unseenClient(socket)
          .ifPresent(who ->
              unasked.compute(
                  List.of(who.name(), String.valueOf(socket.cell(SocketsTable.EXECUTABLE))),
                  (_, known) -> known == null ? unasked(who, socket, budget) : known.oneMore()));
    }
    return List.copyOf(unasked.values());
  }

  private UnaskedClient unasked(PairServers.UnseenClient who, Row socket, Budget budget) {
    budget.rows(1, ROW_BYTES);
    return new UnaskedClient(who.host(), who.name(), 1, who.why(), row(ofUnseen(who, socket)));
  }

  /// A client of which only the server tells.
  ///
  /// @param host        the client's host, if it is known
  /// @param name        of the host, the hosts that it may be, or its address
  /// @param connections how many it has to one program
  /// @param why         nothing can be told of it on its own host
  public record UnaskedClient(
      Optional<String> host, String name, int connections, String why, Row row) {

    UnaskedClient oneMore() {
      return new UnaskedClient(host, name, connections + 1, why, row);
    }
  }

  /// `2 clients of db1 were not asked (10.84.0.9 and app1)`.
  public static String sentence(String server, List<UnaskedClient> unasked) {
    Set<String> names = unasked.stream().map(UnaskedClient::name).collect(Collectors.toSet());
    boolean one = names.size() == 1;
    return "%d %s of %s %s not asked (%s)"
        .formatted(
            names.size(),
            one ? "client" : "clients",
            server,
            one ? "was" : "were",
            HostNames.listed(names));
  }

  private Map<String, Cell> ofUnseen(PairServers.UnseenClient who, Row socket) {
    Map<String, Cell> cells = new HashMap<>();
    cells.put("client.host", who.host().map(Cell::text).orElse(Cell.unread(who.why())));
    PairCells.endpoint(cells, "client", socket, SocketsTable.PEER);
    PairCells.unknownClient(cells, who.why());
    return serverHere(cells, socket);
  }

  /// The most rows that a connection can have.
  private long sides(Row socket) {
    return 1L
        + socket
            .text(SocketsTable.PID)
            .map(client.libraries()::libraries)
            .map(List::size)
            .orElse(0);
  }

  /// The client's half of each row of a connection.
  private static List<Map<String, Cell>> clients(
      PairEvidence client, Row socket, Map<String, Cell> server) {
    Map<String, Cell> cells = new HashMap<>();
    cells.put("client.host", Cell.text(client.host()));
    PairCells.endpoint(cells, "client", socket, SocketsTable.LOCAL);
    Optional<String> pid = socket.text(SocketsTable.PID);
    // without a process there is no program and no library, only the two addresses
    if (pid.isEmpty()) {
      PairCells.unknownClient(cells, PairCells.holderUnseen(socket));
      return List.of(cells);
    }
    PairCells.client(cells, client.libraries(), socket);
    PairCells.program(cells, "client", client.libraries(), socket);
    List<Map<String, Cell>> sides = new ArrayList<>();
    for (Row library : client.libraries().libraries(pid.get())) {
      sides.add(PairCells.library(new HashMap<>(cells), client.pair().products(), library));
    }
    // one row more for libraries that could not be read, or for a client without a known library
    Optional<String> unread =
        client
            .libraries()
            .unread(pid.get())
            .or(() -> sides.isEmpty() ? client.libraries().gap() : Optional.empty());
    if (unread.isPresent()) {
      sides.add(
          PairCells.unknownLibrary(new HashMap<>(cells), PairCells.unread(socket, unread.get())));
    } else if (sides.isEmpty()) {
      sides.add(PairCells.ownDriver(cells, client, socket, server));
    }
    return sides;
  }

  /// The server's half: its host, its process, and the version that it runs.
  private Map<String, Cell> server(Row socket) {
    Map<String, Cell> cells = new HashMap<>();
    PairCells.endpoint(cells, "server", socket, SocketsTable.PEER);
    return switch (servers.of(socket)) {
      case PairServers.OtherEnd.Unknown(String why) -> {
        cells.put(SERVER_HOST, Cell.unread(why));
        yield PairCells.unknownServer(cells, why);
      }
      case PairServers.OtherEnd.Unseen(String host, String why) -> {
        cells.put(SERVER_HOST, Cell.text(host));
        yield PairCells.unknownServer(cells, why);
      }
      case PairServers.OtherEnd.Seen(PairEvidence server, Row end, boolean assumed) -> {
        cells.put(SERVER_HOST, Cell.text(server.host()));
        cells.put(PairCells.SEEN_BY, Cell.text(assumed ? BY_LISTENER : "connection"));
        yield PairCells.serving(cells, server, end);
      }
    };
  }

  /// Whether the server was found only because it listens on the port.
  public static boolean isAssumed(Row pair) {
    return pair.text(PairCells.SEEN_BY).filter(BY_LISTENER::equals).isPresent();
  }
}
