package dev.driftline.pair;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.probe.kit.packages.PackageManagers;
import dev.driftline.probe.kit.process.ProcessWords;
import dev.driftline.probe.libraries.LibrariesTable;
import dev.driftline.probe.sockets.SocketsTable;
import dev.driftline.product.Client;
import dev.driftline.product.Products;
import dev.driftline.product.SeriesCounting;
import dev.driftline.product.Server;
import dev.driftline.product.compat.CountedVersion;
import dev.driftline.text.Escape;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Fills the cells of the two sides of a pair's row. If something is not known, its cell is unread and says what is
/// missing.
final class PairCells {

  static final String SEEN_BY = "server.seen_by";

  static final List<String> PROGRAM = List.of("process", "user", "program", "program_deleted");

  /// What is told of the client only, so that one of several is found.
  private static final Map<String, String> CLIENT =
      Map.of(
          "client.pid",
          SocketsTable.PID,
          "client.unit",
          SocketsTable.UNIT,
          "client.container",
          SocketsTable.CONTAINER,
          "client.started",
          ProcessWords.STARTED.name(),
          PairTable.CLIENT_AGE,
          SocketsTable.AGE);

  static final List<String> PACKAGE =
      List.of("package", "version", "manager", "product", "scheme", "series");
  static final List<String> LIBRARY =
      List.of("library", "library_path", "library_deleted", "library_package");

  private PairCells() {}

  /// A client that was read whole and has no client library: it speaks to the server itself, as drivers of PHP, Go and
  /// Java do. A program of the server's own product, such as a replica's `mariadbd`, has its package's driver.
  static Map<String, Cell> ownDriver(
      Map<String, Cell> cells, PairEvidence client, Row socket, Map<String, Cell> server) {
    LIBRARY.forEach(column -> cells.put("client." + column, Cell.none()));
    cells.put(PairTable.LIBRARY_VERSION, Cell.none());
    cells.put("client.library_deleted", Cell.bool(false)); // so that "none was replaced" holds
    String name = fileName(socket);
    Optional<Row> program = client.libraries().program(socket.text(SocketsTable.PID).orElse(""));
    Products products = client.pair().products();
    Optional<Maker> maker =
        program
            .flatMap(row -> Maker.of(products, row.text(LibrariesTable.PACKAGE), name))
            .filter(known -> Cell.text(known.product()).equals(server.get("server.product")));
    if (maker.isEmpty()) {
      fill(
          cells,
          "client",
          PACKAGE,
          "%s has no known client library: the version of its own driver is not known"
              .formatted(name(socket)));
      return cells;
    }
    packaged(cells, "client", program.orElseThrow());
    maker(cells, "client", maker.map(Maker::product), maker.map(Maker::counting), name);
    return cells;
  }

  /// Who made a program that has its client built in.
  private record Maker(String product, SeriesCounting counting) {

    static Optional<Maker> of(Products products, Optional<String> ofPackage, String program) {
      return products
          .clientProgram(ofPackage, program)
          .map(client -> new Maker(client.of(), client.counting()))
          .or(() ->
              products
                  .server(ofPackage, program)
                  .map(server -> new Maker(server.name(), server.counting())));
    }
  }

  static String holderUnseen(Row socket) {
    String why = "the process that holds the connection could not be seen";
    return socket
        .cell(SocketsTable.PID)
        .missing()
        .map(reason -> "%s: %s".formatted(why, Escape.sentence(reason)))
        .orElse(why);
  }

  static String unread(Row socket, String why) {
    return "what %s has mapped could not be read: %s".formatted(name(socket), Escape.sentence(why));
  }

  static String name(Row socket) {
    return socket.text(SocketsTable.NAME).map(Escape::sentence).orElse("the process");
  }

  static Map<String, Cell> library(Map<String, Cell> cells, Products products, Row library) {
    cells.put("client.library", library.cell(LibrariesTable.LIBRARY));
    cells.put("client.library_path", library.cell(LibrariesTable.PATH));
    cells.put("client.library_deleted", library.cell(LibrariesTable.DELETED));
    cells.put("client.library_package", library.cell(LibrariesTable.PACKAGE));
    packaged(cells, "client", library);
    String name = library.text(LibrariesTable.LIBRARY).orElse("");
    Optional<Client> client = products.client(library.text(LibrariesTable.PACKAGE), name);
    maker(cells, "client", client.map(Client::of), client.map(Client::counting), name);
    cells.put(PairTable.LIBRARY_VERSION, ownVersion(products, client, cells));
    return cells;
  }

  /// The version as the library of a pair counts it.
  static Cell libraryVersion(Products products, Row pair) {
    Optional<Client> client =
        products.client(pair.text("client.package"), pair.text("client.library").orElse(""));
    Cell version =
        switch (pair.cell("client.version")) {
          case Cell.Cut(String beginning, _) -> Cell.text(beginning);
          case Cell.Text _, Cell.None _, Cell.Unread _ -> pair.cell("client.version");
        };
    return ownVersion(
        products,
        client,
        Map.of("client.version", version, "client.series", pair.cell("client.series")));
  }

  /// The version as the library counts it, where its package counts releases of something else.
  private static Cell ownVersion(
      Products products, Optional<Client> client, Map<String, Cell> cells) {
    Cell version = Objects.requireNonNull(cells.get("client.version"));
    Cell series = Objects.requireNonNull(cells.get("client.series"));
    Optional<Map<String, String>> own =
        client.flatMap(known ->
            products
                .withClient(known)
                .flatMap(product -> product.librarySeries(known.counting().scheme())));
    if (own.isEmpty() || !(series instanceof Cell.Text(String text))) {
      return own.isEmpty() && version instanceof Cell.Text(String whole) ? own(whole) : series;
    }
    String found = own.get().get(text);
    return found != null
        ? Cell.text(found)
        : Cell.unread(
            "which version of the library is in packages of series %s is not known"
                .formatted(Escape.sentence(text)));
  }

  private static Cell own(String version) {
    return CountedVersion.of(version)
        .map(number -> Cell.text(number.toString()))
        .orElseGet(
            () -> Cell.unread("version %s tells no number".formatted(Escape.sentence(version))));
  }

  static Map<String, Cell> unknownLibrary(Map<String, Cell> cells, String why) {
    fill(cells, "client", LIBRARY, why);
    fill(cells, "client", PACKAGE, why);
    cells.put(PairTable.LIBRARY_VERSION, Cell.unread(why));
    return cells;
  }

  static Map<String, Cell> serving(Map<String, Cell> cells, PairEvidence server, Row socket) {
    process(cells, "server", socket);
    program(cells, "server", server.libraries(), socket);
    String pid = socket.text(SocketsTable.PID).orElseThrow();
    Optional<Row> program = server.libraries().program(pid);
    if (program.isEmpty()) {
      fill(cells, "server", PACKAGE, programUnread(server.libraries(), socket));
    } else {
      packaged(cells, "server", program.get());
      String name = fileName(socket);
      Optional<Server> known =
          server.pair().products().server(program.get().text(LibrariesTable.PACKAGE), name);
      maker(cells, "server", known.map(Server::name), known.map(Server::counting), name);
    }
    return cells;
  }

  static String programUnread(PairLibraries libraries, Row socket) {
    return libraries
        .unread(socket.text(SocketsTable.PID).orElse(""))
        .map(why -> unread(socket, why))
        .orElse("the program of %s was not seen".formatted(name(socket)));
  }

  static Map<String, Cell> unknownServer(Map<String, Cell> cells, String why) {
    cells.put(SEEN_BY, Cell.unread(why));
    fill(cells, "server", PROGRAM, why);
    fill(cells, "server", PACKAGE, why);
    return cells;
  }

  static void endpoint(Map<String, Cell> cells, String side, Row socket, String column) {
    Optional<Endpoint> end = socket.text(column).flatMap(Endpoint::of);
    Cell unread = Cell.unread("the address could not be read");
    cells.put(side + ".address", end.map(PairCells::address).orElse(unread));
    cells.put(side + ".port", end.map(PairCells::port).orElse(unread));
  }

  private static Cell address(Endpoint end) {
    return end.isNameless() ? Cell.none() : Cell.text(end.address());
  }

  /// A unix socket has no port.
  private static Cell port(Endpoint end) {
    return end.isNameless() || end.isPath() ? Cell.none() : Cell.text(end.port());
  }

  static void process(Map<String, Cell> cells, String side, Row socket) {
    cells.put(side + ".process", socket.cell(SocketsTable.NAME));
    cells.put(side + ".user", socket.cell(SocketsTable.USER));
    cells.put(side + ".program", socket.cell(SocketsTable.EXECUTABLE));
  }

  static void client(Map<String, Cell> cells, PairLibraries libraries, Row socket) {
    process(cells, "client", socket);
    CLIENT.forEach((column, ofSocket) -> cells.put(column, socket.cell(ofSocket)));
    cells.put(PairTable.CLIENT_COMMAND, command(libraries, socket));
  }

  private static Cell command(PairLibraries libraries, Row socket) {
    String pid = socket.text(SocketsTable.PID).orElse("");
    return libraries
        .command(pid)
        .orElseGet(
            () -> Cell.unread(libraries.unread(pid).orElse("its command line could not be read")));
  }

  static void unknownClient(Map<String, Cell> cells, String why) {
    fill(cells, "client", PROGRAM, why);
    CLIENT.keySet().forEach(column -> cells.put(column, Cell.unread(why)));
    cells.put(PairTable.CLIENT_COMMAND, Cell.unread(why));
    unknownLibrary(cells, why);
  }

  static void program(Map<String, Cell> cells, String side, PairLibraries libraries, Row socket) {
    cells.put(
        side + ".program_deleted",
        libraries
            .program(socket.text(SocketsTable.PID).orElse(""))
            .map(row -> row.cell(LibrariesTable.DELETED))
            .orElseGet(() -> Cell.unread(programUnread(libraries, socket))));
  }

  /// Package and version of a file. If no package has the file, the version is unread: there is one, but nobody knows
  /// it. If the file was replaced, the version is unread, too: the package tells the version on disk, not the one that
  /// runs.
  static void packaged(Map<String, Cell> cells, String side, Row row) {
    cells.put(side + ".package", told(row, LibrariesTable.PACKAGE));
    cells.put(side + ".version", running(row));
    cells.put(side + ".manager", told(row, PackageManagers.COLUMN.name()));
  }

  /// Product, scheme and series, which follow from the package and the version.
  ///
  /// @param name of the library or program, for the reader
  static void maker(
      Map<String, Cell> cells,
      String side,
      Optional<String> product,
      Optional<SeriesCounting> counting,
      String name) {
    Cell unknown = Cell.unread("the product of %s is not known".formatted(Escape.sentence(name)));
    Cell installed = Objects.requireNonNull(cells.get(side + ".package"));
    Cell version = Objects.requireNonNull(cells.get(side + ".version"));
    cells.put(side + ".product", product.map(Cell::text).orElse(unknown));
    cells.put(side + ".scheme", counting.map(c -> scheme(c, installed)).orElse(unknown));
    cells.put(side + ".series", counting.map(c -> series(c, version)).orElse(unknown));
  }

  /// The scheme counts versions of packages. Without a package there is no version to count.
  private static Cell scheme(SeriesCounting counting, Cell installed) {
    return installed.missing().map(Cell::unread).orElse(Cell.text(counting.scheme()));
  }

  static Cell series(SeriesCounting counting, Cell version) {
    return switch (version) {
      // a version without its revision tells the series as well
      case Cell.Cut(String beginning, String why) ->
          beginning.indexOf('-') > 0 ? series(counting, beginning) : Cell.unread(why);
      case Cell.Unread unread -> unread;
      case Cell.None _ -> Cell.unread("there is no version");
      case Cell.Text(String text) -> series(counting, text);
    };
  }

  private static Cell series(SeriesCounting counting, String version) {
    return counting
        .series(version)
        .map(Cell::text)
        .orElseGet(
            () -> Cell.unread("version %s tells no series".formatted(Escape.sentence(version))));
  }

  private static Cell running(Row row) {
    return switch (row.cell(LibrariesTable.DELETED)) {
      case Cell.Cut(_, String why) -> Cell.unread(why);
      case Cell.Unread unread -> unread;
      case Cell.Text(String text) when text.equals("true") ->
          Cell.unread(
              "%s was replaced since it was mapped: which version runs is not known"
                  .formatted(path(row)));
      case Cell.Text _, Cell.None _ -> told(row, LibrariesTable.VERSION);
    };
  }

  static String path(Row row) {
    return row.text(LibrariesTable.PATH).map(Escape::sentence).orElse("the file");
  }

  private static Cell told(Row row, String column) {
    return switch (row.cell(column)) {
      case Cell.None _ -> Cell.unread("no package has %s".formatted(path(row)));
      case Cell.Text text -> text;
      case Cell.Cut cut -> cut;
      case Cell.Unread unread -> unread;
    };
  }

  static String fileName(Row socket) {
    return fileName(socket.text(SocketsTable.EXECUTABLE).orElse(""));
  }

  static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// How the client of a pair counts its versions: its library's maker, or its program's.
  static Optional<SeriesCounting> clientCounting(Products products, Row pair) {
    Optional<String> ofPackage = pair.text("client.package");
    Optional<String> library = pair.text("client.library");
    return library.isPresent()
        ? products.client(ofPackage, library.get()).map(Client::counting)
        : Maker.of(products, ofPackage, fileName(pair.text("client.program").orElse("")))
            .map(Maker::counting);
  }

  static void fill(Map<String, Cell> cells, String side, List<String> columns, String why) {
    columns.forEach(column -> cells.put(side + "." + column, Cell.unread(why)));
  }
}
