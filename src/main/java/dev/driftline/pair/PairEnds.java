package dev.driftline.pair;

import dev.driftline.model.gate.PairClient;
import dev.driftline.model.gate.PairServer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.probe.kit.process.ProcessWords;
import dev.driftline.text.Fingerprint;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The two ends of a row of pairs, as a report tells them.
public final class PairEnds {

  private static final int KEY_BYTES = 16;

  private PairEnds() {}

  /// The client.
  public static PairClient client(Row pair) {
    return new PairClient(
        pair.text("client.host").or(() -> pair.text("client.address")).orElse("?"),
        pair.text("client.address"),
        pair.text("client.process"),
        pair.text("client.pid"),
        ProcessWords.script(pair, "client."),
        pair.text("client.user"),
        pair.text("client.unit"),
        pair.text("client.container"),
        pair.text("client.library"),
        pair.shown("client.version"),
        pair.text("client.series"),
        pair.text("client.scheme"));
  }

  /// The server.
  ///
  /// @param then the same row after the plan; equal if it does not change the server
  public static PairServer server(Row pair, Row then) {
    return new PairServer(
        pair.text("server.host").orElse("?"),
        pair.text("server.address").orElse("?")
            + pair.text("server.port").map(port -> ":" + port).orElse(""),
        pair.text("server.process"),
        pair.text("server.product"),
        pair.shown("server.version"),
        pair.cell("server.version").equals(then.cell("server.version"))
            ? Optional.empty()
            : then.shown("server.version"),
        pair.text("server.series"),
        pair.text("server.scheme"));
  }

  /// The host, the package and the program of one end.
  ///
  /// @param program its file name
  public record Installed(
      Optional<String> host, Optional<String> ofPackage, Optional<String> program) {}

  /// What the server is installed as.
  public static Installed installedServer(Row pair) {
    return installed(pair, "server");
  }

  /// What the client's library is installed as, or its program if it has no library.
  public static Installed installedClient(Row pair) {
    return installed(pair, "client");
  }

  private static Installed installed(Row pair, String side) {
    return new Installed(
        pair.text(side + ".host"),
        pair.text(side + ".package"),
        pair.text(side + ".program").map(PairCells::fileName));
  }

  /// The version that an end has now; empty if it could not be read.
  public static Optional<String> clientVersion(Row pair) {
    return pair.shown("client.version");
  }

  /// The version of the server's package; empty if it could not be read.
  public static Optional<String> serverVersionOf(Row pair) {
    return pair.shown("server.version");
  }

  /// Why the server's version is not known; empty if it is.
  public static Optional<String> serverUnread(Row pair) {
    return pair.cell("server.version").missing();
  }

  /// Why the client's library or its version is not known; empty if they are.
  public static Optional<String> clientUnread(Row pair) {
    return Stream.of("client.library", "client.version")
        .flatMap(column -> pair.cell(column).missing().stream())
        .findFirst();
  }

  /// Whether the client was read whole and has no client library.
  public static boolean hasOwnDriver(Row pair) {
    return pair.cell("client.library") instanceof Cell.None;
  }

  /// What several connections of one client to one server share: the process, the library and the server.
  public static List<String> group(Row pair) {
    return Stream.of(
            "client.host",
            "client.pid",
            "client.process",
            "client.library_path",
            "server.host",
            "server.address",
            "server.port",
            "server.process")
        .map(column -> String.valueOf(pair.cell(column)))
        .toList();
  }

  /// The key of a pair, which is the same after a restart.
  ///
  /// @param more what else tells it from others
  public static String key(Row pair, String... more) {
    Stream<String> parts =
        Stream.concat(Stream.of("client.host"), PairTable.definition().key().stream())
            .map(column -> String.valueOf(pair.cell(column)));
    return Fingerprint.of(Stream.concat(parts, Stream.of(more)).toList()).hexadecimal(KEY_BYTES);
  }
}
