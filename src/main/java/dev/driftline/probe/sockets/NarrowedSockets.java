package dev.driftline.probe.sockets;

import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Row;
import dev.driftline.probe.kit.network.SocketPlaces;
import java.util.Optional;
import java.util.stream.Stream;

/// The sockets of some places, taken from an answer that has more.
final class NarrowedSockets {

  private NarrowedSockets() {}

  /// Whether an answer about `asked` has all sockets of `wanted`.
  ///
  /// @param asked  empty for all sockets
  /// @param wanted the same
  static boolean covers(Optional<SocketPlaces> asked, Optional<SocketPlaces> wanted) {
    if (wanted.isEmpty()) {
      return asked.isEmpty();
    }
    return asked.isEmpty()
        ? wanted.get().paths().isEmpty()
        : asked.get().ports().containsAll(wanted.get().ports())
            && asked.get().paths().containsAll(wanted.get().paths());
  }

  static Answer of(Answer.Observed answer, SocketPlaces places) {
    return new Answer.Observed(
        answer.rows().stream().filter(row -> leadsTo(places, row)).toList(),
        answer.coverage(),
        answer.gap());
  }

  /// A port that could not be read may be one of them.
  private static boolean leadsTo(SocketPlaces places, Row row) {
    boolean unix = row.text(SocketsTable.PROTOCOL).filter("unix"::equals).isPresent();
    return unix
        ? ends(row).anyMatch(places::havePath)
        : Stream.of(SocketsTable.LOCAL_PORT, SocketsTable.PEER_PORT)
            .anyMatch(column ->
                row.cell(column).missing().isPresent()
                    || row.text(column).filter(places::havePort).isPresent());
  }

  /// Both ends without their inodes: `/run/mysqld/mysqld.sock:1970625` is `/run/mysqld/mysqld.sock`.
  private static Stream<String> ends(Row row) {
    return Stream.of(SocketsTable.LOCAL, SocketsTable.PEER)
        .flatMap(column -> row.text(column).stream())
        .map(end -> end.replaceFirst(":[0-9]+$", ""));
  }
}
