package dev.driftline.probe.sockets;

import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.model.table.TableDefinition.Form;
import dev.driftline.model.table.TableDefinition.Parameter;
import dev.driftline.probe.kit.network.SocketTable;
import java.util.List;
import java.util.Optional;

/// The table `sockets`: a row for each process that holds a socket.
public final class SocketsTable {

  static final String PORTS = "ports";

  static final Columns COLUMNS =
      new Columns(
          List.of(
              new Column(
                  "protocol",
                  ColumnType.TEXT,
                  "tcp, udp or unix.",
                  "tcp",
                  List.of("tcp", "udp", "unix")),
              new Column(
                  "state",
                  ColumnType.TEXT,
                  "listen, established, close-wait and so on; connected or unconnected for udp and unix.",
                  "established",
                  SocketTable.STATES),
              new Column(
                  "local",
                  ColumnType.TEXT,
                  "Its own address and port; the path of a unix socket.",
                  "10.0.0.7:48122"),
              new Column("local_address", ColumnType.TEXT, "Its own address.", "10.0.0.7"),
              new Column("local_port", ColumnType.INTEGER, "Its own port.", "48122"),
              new Column(
                  "peer",
                  ColumnType.TEXT,
                  "Address and port of the other end, if it has one.",
                  "10.0.0.9:3306"),
              new Column("peer_address", ColumnType.TEXT, "The other end's address.", "10.0.0.9"),
              new Column("peer_port", ColumnType.INTEGER, "The other end's port.", "3306"),
              new Column(
                  "accepted",
                  ColumnType.BOOLEAN,
                  "Whether the other end began the connection; that is so if the host listens on this address and port.",
                  "false"),
              new Column(
                  "pid",
                  ColumnType.INTEGER,
                  "The number of the process that holds it; nothing if the kernel itself holds it.",
                  "2387"),
              new Column("fd", ColumnType.INTEGER, "The number of its descriptor in that process.", "4"),
              Column.ofProcessName(
                  "name", "The name the process gives itself, up to 15 bytes.", "dnsdump.pl"),
              new Column("user", ColumnType.TEXT, "The user that the process runs as.", "bind"),
              new Column(
                  "executable",
                  ColumnType.TEXT,
                  "The path of the process's program.",
                  "/usr/bin/perl"),
              new Column(
                  "unit",
                  ColumnType.TEXT,
                  "The systemd unit the process belongs to.",
                  "cron.service")));

  static final TableDefinition DEFINITION =
      new TableDefinition(
          "sockets",
          "The TCP, UDP and named unix sockets of the host, and the processes that hold them.",
          COLUMNS,
          List.of(
              new Parameter(
                  PORTS,
                  "TCP ports with commas between; only TCP sockets with one of them at either end are listed.",
                  false,
                  Form.LIST,
                  Optional.empty())),
          List.of("protocol", "state", "name", "user", "executable"),
          "{name} {protocol} {local}");

  private SocketsTable() {}
}
