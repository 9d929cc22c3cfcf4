package dev.driftline.judge;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.version.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Joins a client's connection with the server's end of it. What cannot be known of either side is an unread cell
/// whose text says what is missing.
final class PairRows {

  private static final List<String> PROGRAM =
      List.of("process", "user", "program", "program_deleted");
  private static final List<String> PACKAGE =
      List.of("package", "version", "manager", "product", "series");
  private static final List<String> LIBRARY =
      List.of("library", "library_path", "library_deleted", "library_package");

  private final Map<String, PairEvidence> hosts;
  private final AddressBook book;

  PairRows(Map<String, PairEvidence> hosts, AddressBook book) {
    this.hosts = hosts;
    this.book = book;
  }

  /// A row for each connection and client library of one host; a process that maps two libraries has two rows.
  List<Row> of(PairEvidence client) {
    List<Row> rows = new ArrayList<>();
    for (Row socket : client.clients()) {
      Map<String, Cell> server = server(client, socket);
      for (Map<String, Cell> side : clients(client, socket)) {
        Map<String, Cell> cells = new HashMap<>(server);
        cells.putAll(side);
        rows.add(Row.of(PairTable.definition().columns(), cells));
      }
    }
    return rows;
  }

  private static List<Map<String, Cell>> clients(PairEvidence client, Row socket) {
    Map<String, Cell> cells = new HashMap<>();
    cells.put("client.host", Cell.text(client.host()));
    endpoint(cells, "client", socket, PairPlan.LOCAL);
    if (socket.text(PairPlan.PID).isEmpty()) {
      String why = "the process that holds the connection could not be seen";
      fill(cells, "client", PROGRAM, why);
      fill(cells, "client", LIBRARY, why);
      fill(cells, "client", PACKAGE, why);
      return List.of(cells);
    }
    process(cells, "client", socket);
    program(cells, "client", mapped(client, socket, "program"));
    List<Row> libraries = mapped(client, socket, "library");
    if (libraries.isEmpty()) {
      String why =
          "no known client library was seen in %s"
              .formatted(socket.text(PairPlan.NAME).map(Wording::shown).orElse("the process"));
      fill(cells, "client", LIBRARY, why);
      fill(cells, "client", PACKAGE, why);
      return List.of(cells);
    }
    List<Map<String, Cell>> sides = new ArrayList<>();
    for (Row library : libraries) {
      Map<String, Cell> side = new HashMap<>(cells);
      side.put("client.library", library.cell(PairPlan.LIBRARY));
      side.put("client.library_path", library.cell(PairPlan.PATH));
      side.put("client.library_deleted", library.cell(PairPlan.DELETED));
      side.put("client.library_package", library.cell(PairPlan.PACKAGE));
      packaged(side, "client", library, library.text(PairPlan.LIBRARY).orElse(""));
      sides.add(side);
    }
    return sides;
  }

  private Map<String, Cell> server(PairEvidence client, Row socket) {
    Map<String, Cell> cells = new HashMap<>();
    endpoint(cells, "server", socket, PairPlan.PEER);
    Optional<Endpoint> peer = socket.text(PairPlan.PEER).flatMap(Endpoint::of);
    String shown = peer.map(Endpoint::address).map(Wording::shown).orElse("its peer");
    Optional<String> host = peer.flatMap(end -> book.host(end.address(), client.host()));
    if (host.isEmpty()) {
      return unknown(cells, "%s is no address of a host of the inventory".formatted(shown), true);
    }
    cells.put("server.host", Cell.text(host.get()));
    PairEvidence server = hosts.get(host.get());
    if (server == null) {
      return unknown(cells, "%s was not asked".formatted(host.get()), false);
    }
    if (server.unseen().isPresent()) {
      return unknown(
          cells,
          "%s could not be looked at: %s".formatted(host.get(), server.unseen().get()),
          false);
    }
    Optional<Row> end = server.server(socket);
    if (end.isEmpty() || end.get().text(PairPlan.PID).isEmpty()) {
      return unknown(
          cells,
          "the process behind port %d of %s could not be seen"
              .formatted(client.pair().port(), host.get()),
          false);
    }
    process(cells, "server", end.get());
    List<Row> programs = mapped(server, end.get(), "program");
    program(cells, "server", programs);
    if (programs.isEmpty()) {
      fill(cells, "server", PACKAGE, "the program of the server could not be read");
    } else {
      packaged(cells, "server", programs.getFirst(), fileName(end.get()));
    }
    return cells;
  }

  private static Map<String, Cell> unknown(Map<String, Cell> cells, String why, boolean nameless) {
    fill(cells, "server", PROGRAM, why);
    fill(cells, "server", PACKAGE, why);
    if (nameless) {
      cells.put("server.host", Cell.unread(why));
    }
    return cells;
  }

  private static void endpoint(Map<String, Cell> cells, String side, Row socket, String column) {
    Optional<Endpoint> end = socket.text(column).flatMap(Endpoint::of);
    Cell unread = Cell.unread("the address could not be read");
    cells.put(side + ".address", end.map(e -> Cell.text(e.address())).orElse(unread));
    cells.put(side + ".port", end.map(e -> Cell.text(e.port())).orElse(unread));
  }

  private static void process(Map<String, Cell> cells, String side, Row socket) {
    cells.put(side + ".process", socket.cell(PairPlan.NAME));
    cells.put(side + ".user", socket.cell(PairPlan.USER));
    cells.put(side + ".program", socket.cell(PairPlan.EXECUTABLE));
  }

  private static void program(Map<String, Cell> cells, String side, List<Row> programs) {
    cells.put(
        side + ".program_deleted",
        programs.isEmpty()
            ? Cell.unread("the program could not be read")
            : programs.getFirst().cell(PairPlan.DELETED));
  }

  /// Package, version and what follows from them. A file of no package has no version: it is not known, not absent.
  private static void packaged(Map<String, Cell> cells, String side, Row row, String name) {
    Cell packaged = told(row, PairPlan.PACKAGE);
    Cell version = told(row, PairPlan.VERSION);
    cells.put(side + ".package", packaged);
    cells.put(side + ".version", version);
    cells.put(side + ".manager", told(row, PairPlan.MANAGER));
    Optional<String> product =
        row.text(PairPlan.PACKAGE).flatMap(Series::product).or(() -> Series.product(name));
    String unnamed = "the product of %s is not known".formatted(Wording.shown(name));
    cells.put(side + ".product", product.map(Cell::text).orElse(Cell.unread(unnamed)));
    Optional<Series> series =
        product.flatMap(p -> row.text(PairPlan.VERSION).flatMap(v -> Series.of(p, v)));
    Cell noSeries =
        switch (version) {
          case Cell.Unread unread -> unread;
          case Cell.Text(String text) ->
              Cell.unread("version %s tells no series".formatted(Wording.shown(text)));
          case Cell.None _ -> Cell.unread("there is no version");
        };
    cells.put(side + ".series", series.map(s -> Cell.text(s.series())).orElse(noSeries));
  }

  private static Cell told(Row row, String column) {
    return switch (row.cell(column)) {
      case Cell.None _ ->
          Cell.unread(
              "no package has %s"
                  .formatted(row.text(PairPlan.PATH).map(Wording::shown).orElse("the file")));
      case Cell.Text text -> text;
      case Cell.Unread unread -> unread;
    };
  }

  private static List<Row> mapped(PairEvidence host, Row socket, String role) {
    Optional<String> pid = socket.text(PairPlan.PID);
    return host.libraries().stream()
        .filter(row -> row.text(PairPlan.PID).equals(pid))
        .filter(row -> row.text(PairPlan.ROLE).filter(role::equals).isPresent())
        .toList();
  }

  private static String fileName(Row socket) {
    String path = socket.text(PairPlan.EXECUTABLE).orElse("");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static void fill(Map<String, Cell> cells, String side, List<String> columns, String why) {
    columns.forEach(column -> cells.put(side + "." + column, Cell.unread(why)));
  }
}
