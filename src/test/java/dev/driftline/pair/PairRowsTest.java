package dev.driftline.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the table of pairs holds, column by column: texts as they are, unread cells by their reasons.
class PairRowsTest {

  private static final String PERL = "/usr/bin/perl";
  private static final String SERVER = "/usr/sbin/mariadbd";
  private static final String LIBRARY = "/usr/lib/x86_64-linux-gnu/libmariadb.so.3";
  private static final String NEW = "1:10.11.19-0+deb12u1";

  private static PairFleet client() {
    return new PairFleet()
        .host("app1", "10.0.0.7")
        .host("db1", "10.0.0.9")
        .connection("app1", "10.0.0.7:48122", "10.0.0.9:3306", 7, PERL)
        .program("app1", 7, PERL, "perl-base", "5.36.0-7")
        .library("app1", 7, LIBRARY, "libmariadb3", NEW);
  }

  private static PairFleet both() {
    return client()
        .connection("db1", "10.0.0.9:3306", "10.0.0.7:48122", 9, SERVER)
        .program("db1", 9, SERVER, "mariadb-server-core", NEW);
  }

  /// The cells of the only row whose columns are wanted; an unread cell as `? why`, none as `-`.
  private static Map<String, String> only(PairFleet fleet, Predicate<String> wanted) {
    List<Row> rows = fleet.pairs("app1");
    assertThat(rows).hasSize(1);
    return cells(rows.getFirst(), wanted);
  }

  private static Map<String, String> cells(Row row, Predicate<String> wanted) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (Column column : PairTable.definition().columns().list()) {
      if (wanted.test(column.name())) {
        cells.put(
            column.name(),
            switch (row.cell(column.name())) {
              case Cell.Text(String text) -> text;
              case Cell.Cut(String text, String why) -> text + "… " + why;
              case Cell.Unread(String why) -> "? " + why;
              case Cell.None _ -> "-";
            });
      }
    }
    return cells;
  }

  private static Predicate<String> side(String name) {
    return column -> column.startsWith(name + ".");
  }

  @Test
  void everyColumnOfAPairThatIsSeenIsTold() {
    assertThat(only(both(), _ -> true))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("client.host", "app1"),
                Map.entry("client.address", "10.0.0.7"),
                Map.entry("client.port", "48122"),
                Map.entry("client.process", "perl"),
                Map.entry("client.pid", "7"),
                Map.entry("client.command", "-"),
                Map.entry("client.user", "mysql"),
                Map.entry("client.unit", "app.service"),
                Map.entry("client.container", "-"),
                Map.entry("client.started", "1795464154"),
                Map.entry("client.age", "-"),
                Map.entry("client.program", PERL),
                Map.entry("client.program_deleted", "false"),
                Map.entry("client.library", "libmariadb"),
                Map.entry("client.library_path", LIBRARY),
                Map.entry("client.library_deleted", "false"),
                Map.entry("client.library_package", "libmariadb3"),
                Map.entry("client.package", "libmariadb3"),
                Map.entry("client.version", NEW),
                Map.entry("client.library_version", "3.3"),
                Map.entry("client.manager", "dpkg"),
                Map.entry("client.product", "mariadb"),
                Map.entry("client.scheme", "mariadb"),
                Map.entry("client.series", "10.11"),
                Map.entry("server.host", "db1"),
                Map.entry("server.address", "10.0.0.9"),
                Map.entry("server.port", "3306"),
                Map.entry("server.seen_by", "connection"),
                Map.entry("server.process", "mariadbd"),
                Map.entry("server.user", "mysql"),
                Map.entry("server.program", SERVER),
                Map.entry("server.program_deleted", "false"),
                Map.entry("server.package", "mariadb-server-core"),
                Map.entry("server.version", NEW),
                Map.entry("server.manager", "dpkg"),
                Map.entry("server.product", "mariadb"),
                Map.entry("server.scheme", "mariadb"),
                Map.entry("server.series", "10.11"),
                Map.entry("compatible", "? no table was asked"),
                Map.entry("rule", "? no table was asked"),
                Map.entry("topic", "? no table was asked"),
                Map.entry("code", "? no table was asked"),
                Map.entry("sees", "? no table was asked"),
                Map.entry("do", "? no table was asked"),
                Map.entry("source", "? no table was asked")));
  }

  @Test
  void aClientWhoseProcessIsHiddenIsUnreadInAllThatTheProcessWouldTell() {
    PairFleet fleet =
        new PairFleet()
            .host("app1", "10.0.0.7")
            .socket(
                "app1",
                "established",
                "10.0.0.7:48122",
                Optional.of("10.0.0.9:3306"),
                Cell.unread("may not be read"),
                "");
    String why = "? the process that holds the connection could not be seen: may not be read";
    Map<String, String> cells = only(fleet, side("client"));
    assertThat(cells)
        .containsEntry("client.host", "app1")
        .containsEntry("client.address", "10.0.0.7")
        .containsEntry("client.port", "48122");
    assertThat(without(cells, "client.host", "client.address", "client.port"))
        .hasSize(21)
        .allSatisfy((_, cell) -> assertThat(cell).isEqualTo(why));
  }

  /// A client whose files were read, and no client library is among them.
  private static PairFleet ownDriver(String program, String installed, String version) {
    return new PairFleet()
        .host("app1", "10.0.0.7")
        .host("db1", "10.0.0.9")
        .connection("app1", "10.0.0.7:48122", "10.0.0.9:3306", 7, program)
        .program("app1", 7, program, installed, version)
        .connection("db1", "10.0.0.9:3306", "10.0.0.7:48122", 9, SERVER)
        .program("db1", 9, SERVER, "mariadb-server-core", NEW);
  }

  @Test
  @DisplayName("P2 a pure driver maps no client library")
  void aClientWithoutAKnownLibraryHasNoneAndAnUnknownVersion() {
    Map<String, String> cells = only(ownDriver(PERL, "perl-base", "5.36.0-7"), side("client"));
    assertThat(cells)
        .containsEntry("client.program", PERL)
        .containsEntry("client.program_deleted", "false");
    assertThat(cells.keySet().stream().filter(PairRowsTest::isOfLibrary))
        .hasSize(11)
        .allSatisfy(column ->
            assertThat(cells.get(column))
                .isEqualTo(
                    column.equals("client.library_deleted")
                        ? "false"
                        : column.startsWith("client.library")
                            ? "-"
                            : "? perl has no known client library: the version of its own driver is not known"));
  }

  @ParameterizedTest
  @CsvSource({
    "/usr/bin/mariadb, mariadb-client-core, mariadb",
    "/usr/sbin/mariadbd, mariadb-server-core, mariadb"
  })
  @DisplayName(
      "P3 a replica's mariadbd, or the static command line, is a client of its own version")
  void aProgramOfTheServersProductHasItsPackagesVersion(
      String program, String installed, String product) {
    Map<String, String> cells = only(ownDriver(program, installed, NEW), side("client"));
    assertThat(cells)
        .containsEntry("client.library", "-")
        .containsEntry("client.package", installed)
        .containsEntry("client.version", NEW)
        .containsEntry("client.product", product)
        .containsEntry("client.scheme", "mariadb")
        .containsEntry("client.series", "10.11");
  }

  @Test
  void aProgramOfAnotherMakerIsNoClientOfThisServersSeries() {
    assertThat(
            only(ownDriver("/usr/bin/mysql", "mysql-client-core-8.0", "8.0.40-1"), side("client")))
        .containsEntry("client.library", "-")
        .containsEntry(
            "client.series",
            "? mysql has no known client library: the version of its own driver is not known");
  }

  private static boolean isOfLibrary(String column) {
    return column.startsWith("client.library")
        || List.of("package", "version", "manager", "product", "scheme", "series")
            .contains(column.substring("client.".length()));
  }

  @Test
  void aServerOutsideTheInventoryIsUnreadInAllButItsAddress() {
    PairFleet fleet =
        new PairFleet()
            .host("app1", "10.0.0.7")
            .connection("app1", "10.0.0.7:48122", "192.0.2.1:3306", 7, PERL);
    Map<String, String> cells = only(fleet, side("server"));
    assertThat(cells)
        .containsEntry("server.address", "192.0.2.1")
        .containsEntry("server.port", "3306");
    assertThat(without(cells, "server.address", "server.port"))
        .hasSize(12)
        .allSatisfy((_, cell) ->
            assertThat(cell).isEqualTo("? 192.0.2.1 is no address of a host of the inventory"));
  }

  /// A check asks its own hosts and those that may hold a server; a host of a narrower selection has an address only.
  @Test
  void aServerThatWasNotAskedIsSaidToBeSo() {
    PairFleet fleet = client().listed("db2", "10.0.0.10");
    fleet.connection("app1", "10.0.0.7:48123", "10.0.0.10:3306", 7, PERL);
    List<Row> rows = fleet.pairs("app1");
    assertThat(rows).hasSize(2);
    Map<String, String> cells = cells(rows.get(1), side("server"));
    assertThat(cells).containsEntry("server.host", "db2");
    assertThat(without(cells, "server.host", "server.address", "server.port"))
        .allSatisfy((_, cell) -> assertThat(cell).isEqualTo("? db2 was not asked"));
  }

  @Test
  void aServerOfWhichOnlyTheProcessIsSeenSaysWhyItsPackageIsNot() {
    PairFleet fleet = client().connection("db1", "10.0.0.9:3306", "10.0.0.7:48122", 9, SERVER);
    Map<String, String> cells = only(fleet, side("server"));
    String why = "? what mariadbd has mapped could not be read: nothing was said about it";
    assertThat(cells)
        .containsEntry("server.process", "mariadbd")
        .containsEntry("server.program", SERVER)
        .containsEntry("server.program_deleted", why)
        .containsEntry("server.package", why)
        .containsEntry("server.series", why);
  }

  @Test
  void aServerWhoseLibrariesAreReadButNotItsProgramSaysThat() {
    PairFleet fleet =
        client()
            .connection("db1", "10.0.0.9:3306", "10.0.0.7:48122", 9, SERVER)
            .library("db1", 9, LIBRARY, "libmariadb3", NEW);
    assertThat(only(fleet, side("server")))
        .containsEntry("server.program_deleted", "? the program of mariadbd was not seen")
        .containsEntry("server.version", "? the program of mariadbd was not seen");
  }

  @Test
  void aFileOfNoPackageHasNoVersion() {
    PairFleet fleet = both().library("app1", 7, "/opt/libmysqlclient.so.18", "", "");
    Map<String, String> cells = cells(fleet.pairs("app1").get(1), side("client"));
    String why = "? no package has /opt/libmysqlclient.so.18";
    assertThat(cells)
        .containsEntry("client.library_package", "-")
        .containsEntry("client.package", why)
        .containsEntry("client.version", why)
        .containsEntry("client.manager", why)
        .containsEntry("client.product", "mysql")
        .containsEntry("client.scheme", why)
        .containsEntry("client.series", why);
  }

  /// The library is the same, but Debian counts its package as the server and Red Hat as the connector.
  @Test
  void thePackageTellsHowALibraryIsCounted() {
    String path = "/usr/lib64/libmariadb.so.3";
    PairFleet fleet = both().library("app1", 7, path, "mariadb-connector-c", "3.2.6-1.el9");
    assertThat(cells(fleet.pairs("app1").get(1), side("client")))
        .containsEntry("client.library", "libmariadb")
        .containsEntry("client.product", "mariadb")
        .containsEntry("client.scheme", "connector-c")
        .containsEntry("client.series", "3.2");
  }

  @Test
  void aVersionThatTellsNoSeriesIsSaid() {
    PairFleet fleet = both().library("app1", 7, "/opt/libmariadb.so.3", "libmariadb3", "git");
    assertThat(cells(fleet.pairs("app1").get(1), side("client")))
        .containsEntry("client.version", "git")
        .containsEntry("client.series", "? version git tells no series");
  }

  /// Whether the file on disk is the one that runs decides whether a package's version is its own.
  @Test
  void aFileThatMayHaveBeenReplacedHasNoVersion() {
    PairFleet fleet = both().unsure("app1", 7, "/opt/libmariadb.so.3", "libmariadb3", NEW);
    assertThat(cells(fleet.pairs("app1").get(1), side("client")))
        .containsEntry("client.package", "libmariadb3")
        .containsEntry("client.version", "? cannot be told")
        .containsEntry("client.series", "? cannot be told");
  }

  @Test
  void anAddressThatIsNoneIsUnread() {
    PairFleet fleet =
        new PairFleet()
            .host("app1", "10.0.0.7")
            .row(
                "app1",
                Map.of(
                    "protocol", Cell.text("tcp"),
                    "state", Cell.text("established"),
                    "local", Cell.text("nonsense"),
                    "peer", Cell.text("nonsense"),
                    "peer_port", Cell.text("3306"),
                    "pid", Cell.integer(7)));
    assertThat(only(fleet, _ -> true))
        .containsEntry("client.address", "? the address could not be read")
        .containsEntry("client.port", "? the address could not be read")
        .containsEntry("server.address", "? the address could not be read")
        .containsEntry("server.port", "? the address could not be read")
        .containsEntry("server.host", "? its peer is no address of a host of the inventory");
  }

  private static Map<String, String> without(Map<String, String> cells, String... columns) {
    Map<String, String> rest = new LinkedHashMap<>(cells);
    rest.keySet().removeAll(List.of(columns));
    return rest;
  }
}
