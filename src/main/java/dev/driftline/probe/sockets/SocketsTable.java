package dev.driftline.probe.sockets;

import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.RowWords;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.model.table.TableDefinition.Form;
import dev.driftline.model.table.TableDefinition.Parameter;
import dev.driftline.probe.kit.network.SocketTable;
import dev.driftline.probe.kit.process.ProcessWords;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The table `sockets`: a row for each process that holds a socket.
public final class SocketsTable {

  public static final String PROBE = "sockets";

  // The columns that pairs need.
  public static final String PROTOCOL = "protocol";
  public static final String STATE = "state";
  public static final String LOCAL = "local";
  public static final String LOCAL_ADDRESS = "local_address";
  public static final String LOCAL_PORT = "local_port";
  public static final String PEER = "peer";
  public static final String PEER_PORT = "peer_port";
  public static final String ACCEPTED = "accepted";
  public static final String PID = "pid";
  public static final String NAME = "name";
  public static final String USER = "user";
  public static final String EXECUTABLE = "executable";
  public static final String UNIT = "unit";
  public static final String CONTAINER = "container";
  public static final String AGE = "age";

  // Words of protocol and state.
  public static final String TCP = "tcp";
  public static final String UDP = "udp";
  public static final String LISTEN = "listen";
  public static final String UNCONNECTED = "unconnected";

  static final String PORTS = "ports";

  static final Columns COLUMNS =
      new Columns(
          List.of(
              new Column(
                  PROTOCOL,
                  ColumnType.TEXT,
                  "tcp, udp or unix.",
                  "tcp",
                  List.of("tcp", "udp", "unix")),
              new Column(
                  STATE,
                  ColumnType.TEXT,
                  "listen, established, close-wait and so on; connected or unconnected for udp and unix.",
                  "established",
                  SocketTable.STATES),
              new Column(
                  LOCAL,
                  ColumnType.TEXT,
                  "Its own address and port; the path of a unix socket.",
                  "10.0.0.7:48122"),
              new Column(LOCAL_ADDRESS, ColumnType.TEXT, "Its own address.", "10.0.0.7"),
              Column.ofPort(LOCAL_PORT, "Its own port.", "48122"),
              new Column(
                  PEER,
                  ColumnType.TEXT,
                  "Address and port of the other end, if it has one.",
                  "10.0.0.9:3306"),
              new Column("peer_address", ColumnType.TEXT, "The other end's address.", "10.0.0.9"),
              Column.ofPort(PEER_PORT, "The other end's port.", "3306"),
              new Column(
                  ACCEPTED,
                  ColumnType.BOOLEAN,
                  "Whether the other end began the connection; that is so if the host listens on this address and"
                      + " port.",
                  "false"),
              Column.ofProcessNumber(
                  PID,
                  "The number of the process that holds it; nothing if the kernel itself holds it.",
                  "2387"),
              Column.ofNumber("fd", "The number of its descriptor in that process.", "4"),
              Column.ofProcessName(
                  NAME, "The name the process gives itself, up to 15 bytes.", "dnsdump.pl"),
              Column.ofUser(USER, "The user that the process runs as.", "bind"),
              new Column(
                  EXECUTABLE,
                  ColumnType.TEXT,
                  "The path of the process's program.",
                  "/usr/bin/perl"),
              new Column(
                  UNIT,
                  ColumnType.TEXT,
                  "The systemd unit the process belongs to.",
                  "cron.service"),
              new Column(
                  CONTAINER,
                  ColumnType.TEXT,
                  "The engine and the short number of the container the process runs in, if any.",
                  "docker:3f2a9b0c11d2"),
              ProcessWords.STARTED,
              Column.ofTime(
                  AGE, "How long the process has been running, in milliseconds.", "86400000")));

  static final TableDefinition DEFINITION =
      new TableDefinition(
              PROBE,
              "The TCP, UDP and named unix sockets of the host, and the processes that hold them.",
              COLUMNS,
              List.of(
                  new Parameter(
                      PORTS,
                      "TCP ports, and paths of unix sockets, with commas between; only TCP sockets with one of the ports at either"
                          + " end are listed, and unix sockets with one of the paths.",
                      false,
                      Form.LIST,
                      Optional.empty())),
              List.of("protocol", "state", "name", "user", "executable"),
              "{name} {protocol} {local}")
          .with(RowWords.NONE.withDetails(ProcessWords::of));

  private SocketsTable() {}

  /// Asks for all sockets.
  public static Question question() {
    return new Question(PROBE);
  }

  /// Asks for the sockets that lead to one of the places.
  ///
  /// @param places TCP ports and paths of unix sockets, with commas between
  public static Question question(String places) {
    return new Question(PROBE, Map.of(PORTS, places));
  }
}
