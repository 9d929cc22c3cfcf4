package dev.driftline.pair;

import dev.driftline.model.FoundRule;
import dev.driftline.model.Message;
import dev.driftline.model.Severity;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.RowWords;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.model.table.TableDefinition.Trait;
import dev.driftline.probe.kit.process.ProcessWords;
import dev.driftline.product.compat.Compatible;
import dev.driftline.text.Escape;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table of pairs: a row for each live connection from a client process to a server process.
public final class PairTable {

  static final String CLIENT_COMMAND = "client.command";
  static final String CLIENT_AGE = "client.age";
  static final String LIBRARY_VERSION = "client.library_version";
  static final String COMPATIBLE = "compatible";
  static final String RULE = "rule";
  static final String TOPIC = "topic";
  static final String CODE = "code";
  static final String SEES = "sees";
  static final String ACTION = "do";
  static final String SOURCE = "source";

  private static final Columns COLUMNS =
      new Columns(
          List.of(
              text("client.host", "The client's host.", "app1"),
              text(
                  "client.address",
                  "The client's address, as its host sees it; none over a unix socket.",
                  "10.0.0.7"),
              Column.ofPort("client.port", "The client's port; none over a unix socket.", "48122"),
              Column.ofProcessName(
                  "client.process", "The name the client gives itself.", "dnsdump.pl"),
              Column.ofProcessNumber("client.pid", "The number of the client's process.", "2387"),
              text(
                  CLIENT_COMMAND,
                  "The client's command line, with secrets masked.",
                  "/usr/bin/perl /usr/local/bin/dnsdump.pl --all"),
              Column.ofUser("client.user", "The user that the client runs as.", "bind"),
              text(
                  "client.unit", "The systemd unit the client belongs to, if any.", "cron.service"),
              text(
                  "client.container",
                  "The engine and the short number of the container the client runs in, if any.",
                  "docker:3f2a9b0c11d2"),
              new Column(
                  "client.started",
                  ColumnType.INTEGER,
                  "When the client was started, in seconds since 1970-01-01 UTC by its host's clock.",
                  "1795464154"),
              Column.ofTime(
                  CLIENT_AGE, "How long the client has been running, in milliseconds.", "86400000"),
              text("client.program", "The path of the client's program.", "/usr/bin/perl"),
              flag("client.program_deleted", "Whether the client's program was replaced on disk."),
              text(
                  "client.library",
                  "The client library that the client has mapped; none if it has no known one.",
                  "libmariadb"),
              text(
                  "client.library_path",
                  "The path of the client library.",
                  "/usr/lib/x86_64-linux-gnu/libmariadb.so.3"),
              flag(
                  "client.library_deleted",
                  "Whether the library was replaced on disk; false without one."),
              Column.ofPackage(
                  "client.library_package", "The package the library is from.", "libmariadb3"),
              Column.ofPackage(
                  "client.package", "The package the client library is from.", "libmariadb3"),
              version("client.version", "1:10.11.6-0+deb12u1", "client.manager"),
              new Column(
                  LIBRARY_VERSION,
                  ColumnType.VERSION,
                  "The library's own version, where its package counts something else: Debian's libmariadb3 10.11 has"
                      + " Connector/C 3.3. Else that of the package.",
                  "3.3"),
              text("client.manager", "The package manager that knows it.", "dpkg"),
              text("client.product", "The product of the library: mysql, mariadb…", "mariadb"),
              scheme("client.scheme"),
              Column.ofSeries(
                  "client.series",
                  "The series of the library, as its product counts it.",
                  "10.11",
                  "client.scheme"),
              text("server.host", "The server's host.", "db1"),
              text(
                  "server.address",
                  "The address the client is connected to, or the path of the unix socket.",
                  "10.0.0.9"),
              Column.ofPort("server.port", "The server's port; none over a unix socket.", "3306"),
              text(
                  "server.seen_by",
                  "How the server's process was found: `connection`, by its end of the connection; `listener`, as the"
                      + " only process that listens on the port; `installed`, as it listens on the host on which the"
                      + " client is installed.",
                  "connection"),
              Column.ofProcessName(
                  "server.process", "The name the server gives itself.", "mariadbd"),
              Column.ofUser("server.user", "The user that the server runs as.", "mysql"),
              text("server.program", "The path of the server's program.", "/usr/sbin/mariadbd"),
              flag("server.program_deleted", "Whether the server's program was replaced on disk."),
              Column.ofPackage(
                  "server.package", "The package the program is from.", "mariadb-server-core"),
              version("server.version", "1:10.11.6-0+deb12u1", "server.manager"),
              text("server.manager", "The package manager that knows it.", "dpkg"),
              text("server.product", "The product of the server: mysql, mariadb…", "mariadb"),
              scheme("server.scheme"),
              Column.ofSeries(
                  "server.series",
                  "The series of the server, as its product counts it.",
                  "10.11",
                  "server.scheme"),
              new Column(
                  COMPATIBLE,
                  ColumnType.TEXT,
                  "What the compatibility table says of client and server: the worst of its rules that are told; unread"
                      + " if it does not say.",
                  "ok",
                  Compatible.words()),
              text(
                  RULE,
                  "The rule of that table by which they do not fit; each has a row of its own.",
                  "my-sha2-lib"),
              text(TOPIC, "What the rule is about.", "auth"),
              text(CODE, "The number of the error, if it has one.", "2059"),
              text(
                  SEES,
                  "What the user will see.",
                  "Plugin caching_sha2_password cannot be loaded."),
              text(ACTION, "What to do.", "Upgrade the client library."),
              text(SOURCE, "Where the rule is written.", "MySQL 8.0 Reference Manual")));

  private static final TableDefinition DEFINITION =
      new TableDefinition(
              "pair",
              "The live connections of client processes to server processes, across hosts.",
              COLUMNS,
              List.of(),
              List.of(
                  "client.process",
                  "client.user",
                  "client.program",
                  "client.library",
                  "server.host",
                  "server.address",
                  "server.port"),
              "{client.process} → {server.host}")
          .with(
              RowWords.NONE
                  .withDetails(row -> ProcessWords.of(row, "client."))
                  .withSentence(Set.of(COMPATIBLE), PairTable::unfit)
                  .withRating(
                      new RowWords.Rating(COMPATIBLE, RULE, PairTable::rule, PairTable::severity))
                  .withEvidence(PairTable::ends))
          .with(Trait.JOINS_HOSTS);

  private PairTable() {}

  public static TableDefinition definition() {
    return DEFINITION;
  }

  /// `libmysqlclient 5.7.20 and mysql 8.4.3: broken: Plugin … cannot be loaded (my-sha2-lib, 2059)`.
  private static Message unfit(Row row) {
    String sees = row.text(SEES).orElse("").strip();
    String sentence = sees.endsWith(".") ? sees.substring(0, sees.length() - 1) : sees;
    String code = row.text(CODE).map(text -> ", " + text).orElse("");
    return Message.of(
        "%s with %s is %s%s%s",
        PairFits.words(row, "client"),
        PairFits.words(row, "server"),
        Message.words(row.text(COMPATIBLE).orElse("?")),
        Message.words(sentence.isEmpty() ? "" : ": " + Escape.sentence(sentence)),
        Message.words(
            row.text(RULE).map(id -> " (%s%s)".formatted(id, Escape.sentence(code))).orElse("")));
  }

  private static Optional<FoundRule> rule(Row row) {
    return row.text(RULE)
        .map(id ->
            new FoundRule(
                id,
                row.text(TOPIC).orElse(""),
                row.text(COMPATIBLE).orElse(""),
                Optional.empty(),
                row.text(CODE).orElse(""),
                row.text(SEES).orElse(""),
                row.text(ACTION).orElse(""),
                row.text(SOURCE).orElse(""),
                List.of()));
  }

  /// A risk that is told in full is major.
  private static Optional<Severity> severity(Row row) {
    return row.text(COMPATIBLE)
        .flatMap(Compatible::of)
        .filter(word -> word != Compatible.OK)
        .map(word -> word == Compatible.RISK ? Severity.MAJOR : Severity.CRITICAL);
  }

  /// The evidence of a row: both ends, with host, address, port, process, package and version. Without a version that
  /// the finding says.
  private static String ends(Row row, String told) {
    return end("client", row, told) + " -> " + end("server", row, told);
  }

  private static String end(String end, Row row, String told) {
    return Stream.of("host", "address", "port", "process", "package", "version")
        .filter(part -> !part.equals("version") || !isTold(row.cell(end + ".version"), told))
        .map(part -> end + "." + part)
        .filter(column -> !(row.cell(column) instanceof Cell.None)) // a unix socket has no port
        .map(column -> row.text(column).orElse("?"))
        .collect(Collectors.joining(" "));
  }

  private static boolean isTold(Cell version, String told) {
    return version instanceof Cell.Text(String text) && told.contains(Escape.sentence(text));
  }

  private static Column text(String name, String description, String example) {
    return new Column(name, ColumnType.TEXT, description, example);
  }

  private static Column flag(String name, String description) {
    return new Column(name, ColumnType.BOOLEAN, description, "false");
  }

  private static Column scheme(String name) {
    return text(
        name,
        "How the versions of that package are counted: series can be compared only if it is the same.",
        "mariadb");
  }

  private static Column version(String name, String example, String manager) {
    return Column.ofVersion(name, "The version of that package.", example, manager);
  }
}
