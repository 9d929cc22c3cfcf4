package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The outage that driftline was born from, with the real programs: MariaDB, Perl's DBD::mysql, BIND.
@Tag("fleet")
class StoryIT {

  private static Fleet fleet;
  private static Verdicts report;

  @TempDir private static Path folder;

  @BeforeAll
  static void stageTheStory() throws Exception {
    fleet =
        Fleet.up("db1,healthy,closed,socket,redhat,alpine", "--rpm", "redhat", "--apk", "alpine");
    Story.startDatabase(fleet, "db1");
    ownClientLibraryByRpm();
    ownClientLibraryByApk();
    for (String state : List.of("healthy", "closed", "socket")) {
      Story.startDaemon(fleet, state, state);
    }
    clientOnTheDatabasesHost();
    Story.startDaemon(fleet, "redhat", "healthy");
    Story.startDaemon(fleet, "alpine", "healthy");
    startNameServer("healthy", false);
    startNameServer("socket", true);
    Files.writeString(folder.resolve("test.yml"), "all:\n  vars:\n    stdio_min_age: 0s\n");
    report =
        Verdicts.of(
            Program.run(
                "check",
                "-i",
                fleet.path("inventory.yml"),
                "-i",
                folder + "/test.yml",
                "--format",
                "json"));
  }

  @AfterAll
  static void end() throws Exception {
    if (fleet != null) {
      fleet.down();
    }
  }

  @Test
  void aDatabaseConnectionOnStderrIsFoundWithItsPeerAndTheHostItBelongsTo() {
    assertThat(report.verdict("std-fds-safe", "socket")).isEqualTo("drift");
    assertThat(report.messages("std-fds-safe", "socket"))
        .singleElement()
        .asString()
        .contains("fd 2", "db1", ":3306");
  }

  @Test
  void aClosedStderrIsFoundBeforeAnythingTakesItsNumber() {
    assertThat(report.messages("std-fds-safe", "closed"))
        .singleElement()
        .asString()
        .contains("fd 2 is closed");
  }

  @Test
  void theRepairedDaemonIsClean() {
    assertThat(report.verdict("std-fds-safe", "healthy")).isEqualTo("pass");
  }

  @Test
  void theDatabaseServerItselfIsClean() {
    assertThat(report.verdict("std-fds-safe", "db1")).isEqualTo("pass");
  }

  @Test
  void aWarningOfRndcIsFoundThoughItExitsZero() {
    assertThat(report.verdict("rndc-status-quiet", "socket")).isEqualTo("drift");
    assertThat(
            report
                .result("rndc-status-quiet", "socket")
                .get("findings")
                .get(0)
                .get("row")
                .get("exit")
                .asInt())
        .isZero();
    assertThat(report.messages("rndc-status-quiet", "socket"))
        .singleElement()
        .asString()
        .contains("rndc.key", "exists, but using default configuration file");
  }

  @Test
  void aSilentRndcIsClean() {
    assertThat(report.verdict("rndc-status-quiet", "healthy")).isEqualTo("pass");
  }

  @Test
  void clientAndServerOfOneSeriesAreClean() {
    assertThat(report.verdict("mysql-client-follows-server", "healthy")).isEqualTo("pass");
    assertThat(report.verdict("mysql-client-follows-server", "socket")).isEqualTo("pass");
  }

  @Test
  void aClientOlderThanItsServerIsFoundAcrossTwoHostsByTheLiveConnection() throws Exception {
    Verdicts upgraded = afterTheServerWasUpgraded();

    assertThat(upgraded.verdict("mysql-client-follows-server", "socket")).isEqualTo("drift");
    JsonNode row =
        upgraded.result("mysql-client-follows-server", "socket").get("findings").get(0).get("row");
    assertThat(row.get("client.series").asText()).isEqualTo("10.11");
    assertThat(row.get("server.series").asText()).isEqualTo("11.4");
    assertThat(row.get("server.host").asText()).isEqualTo("db1");
    assertThat(row.get("client.library_package").asText()).isEqualTo("libmariadb3");
  }

  private static Verdicts afterTheServerWasUpgraded() throws IOException, InterruptedException {
    fleet.claim("db1", "mariadb-server-core=1:11.4.2-1", "mariadb-server=1:11.4.2-1");
    return Verdicts.of(
        Program.run(
            "check",
            "-i",
            fleet.path("inventory.yml"),
            "--check",
            "mysql-client-follows-server",
            "--format",
            "json"));
  }

  @Test
  void aClientOverTheUnixSocketWhoseLibraryWasReplacedIsFound() {
    assertThat(report.messages("mysql-client-restarted", "db1"))
        .containsExactly("client.library_deleted is true, expected false");
    JsonNode row = report.result("mysql-client-restarted", "db1").get("findings").get(0).get("row");
    assertThat(row.get("server.address").asText()).isEqualTo("/run/mysqld/mysqld.sock");
    assertThat(row.get("server.process").asText()).isEqualTo("mariadbd");
    assertThat(row.get("client.process").asText()).isEqualTo("local-client");
  }

  @Test
  void theClientsOfACoveredServerAreJudgedWhereverTheyRun() throws Exception {
    Path policy = folder.resolve("databases.yaml");
    Files.writeString(
        policy,
        """
        policy: databases
        hosts: db1
        checks:
          - { id: old, pair: { product: mysql }, where: { client.library_deleted: false }, expect: { client.series: 10.10 } }
        """);
    Verdicts whole = judgedBy(policy, "all");
    assertThat(whole.verdict("old", "healthy")).isEqualTo("drift");
    assertThat(whole.verdictsOf("closed")).isEmpty();

    Verdicts alone = judgedBy(policy, "db1");
    assertThat(alone.verdict("old", "db1")).isEqualTo("unknown");
    assertThat(alone.result("old", "db1").get("undecided").toString())
        .contains("healthy was not asked", "socket was not asked", "alpine was not asked");
  }

  private static Verdicts judgedBy(Path policy, String hosts) throws Exception {
    return Verdicts.of(
        Program.run(
            "check",
            "-i",
            fleet.path("inventory.yml"),
            "-p",
            policy.toString(),
            "--format",
            "json",
            hosts));
  }

  @ParameterizedTest
  @CsvSource({"redhat, 10.5, rpm, 3:10.5.22-1", "alpine, 10.6, apk, 10.6.12-r0"})
  void theClientsPackageComesFromTheHostsOwnManager(
      String host, String series, String manager, String version) {
    assertThat(report.verdict("mysql-client-follows-server", host))
        .as(report.result("mysql-client-follows-server", host).toString())
        .isEqualTo("drift");
    JsonNode row =
        report.result("mysql-client-follows-server", host).get("findings").get(0).get("row");
    assertThat(row.get("client.library_package").asText()).isEqualTo("mariadb-libs");
    assertThat(row.get("client.manager").asText()).isEqualTo(manager);
    assertThat(row.get("client.version").asText()).isEqualTo(version);
    assertThat(row.get("client.series").asText()).isEqualTo(series);
    assertThat(row.get("server.series").asText()).isEqualTo("10.11");
    assertThat(row.get("server.host").asText()).isEqualTo("db1");
  }

  /// A client over the unix socket that still runs a library which an upgrade has replaced.
  private static void clientOnTheDatabasesHost() throws IOException, InterruptedException {
    fleet.inside(
        "db1",
        """
        set -e
        setsid perl -MDBI -e '$0 = "local-client"; my $db = DBI->connect(
          "DBI:mysql:mysql_socket=/run/mysqld/mysqld.sock", "app", "app") or die; open my $f, ">", "/tmp/local"; close $f;
          sleep 3600 while 1' </dev/null >/dev/null 2>/tmp/local.err &
        n=0
        until [ -e /tmp/local ]
        do n=$((n+1)); [ $n -lt 300 ] || { cat /tmp/local.err; exit 1; }; sleep 0.1; done
        library=$(readlink -f /usr/lib/*/libmariadb.so.3)
        cp "$library" "$library.new"
        mv "$library.new" "$library"
        """);
  }

  /// The database says that a package of an older series holds the client library.
  private static void ownClientLibraryByRpm() throws IOException, InterruptedException {
    fleet.inside(
        "redhat",
        """
        set -e
        library=$(echo /usr/lib/*/libmariadb.so.3)
        cd /tmp
        {
          printf '%s\n' 'Name: mariadb-libs' 'Epoch: 3' 'Version: 10.5.22' 'Release: 1' 'Summary: x' 'License: x' \
            'BuildArch: noarch' '%description' 'x' '%install' "mkdir -p %{buildroot}${library%/*}" \
            ": >%{buildroot}$library" '%files' "$library"
        } >libs.spec
        rpmbuild -bb --quiet --define '_topdir /tmp/build' --define '_rpmdir /tmp/out' libs.spec
        force=
        if rpm --help | grep -q force-debian; then force=--force-debian; fi
        rpm $force --justdb --nodeps -i out/noarch/mariadb-libs-*.rpm
        [ "$(rpm -qf "$library")" = mariadb-libs-10.5.22-1.noarch ]
        """);
  }

  private static void ownClientLibraryByApk() throws IOException, InterruptedException {
    fleet.inside(
        "alpine",
        """
        set -e
        library=$(echo /usr/lib/*/libmariadb.so.3)
        folder=${library%/*}
        printf '%s\n' P:mariadb-libs V:10.6.12-r0 A:x86_64 T:x o:mariadb "F:${folder#/}" R:libmariadb.so.3 '' \
          >>/usr/lib/apk/db/installed
        """);
  }

  /// A name server and rndc; with two keys, rndc warns which one it takes, and exits 0.
  private static void startNameServer(String host, boolean twoKeys)
      throws IOException, InterruptedException {
    fleet.inside(
        host,
        """
        set -e
        rm -f /etc/bind/rndc.conf /etc/bind/rndc.key
        rndc-confgen -a -u bind 2>/tmp/confgen
        if %s; then
          { cat /etc/bind/rndc.key; echo 'options { default-key "rndc-key"; default-server 127.0.0.1; };'; } \
            >/etc/bind/rndc.conf
        fi
        mkdir -p /run/named && chown bind /run/named
        echo 'options { directory "/tmp"; listen-on { 127.0.0.1; }; listen-on-v6 { none; }; recursion no; };' \
          >/etc/bind/named.conf
        named -u bind
        n=0
        until rndc status >/tmp/rndc 2>&1
        do n=$((n+1)); [ $n -lt 300 ] || { cat /tmp/rndc; exit 1; }; sleep 0.1; done
        """
            .formatted(twoKeys));
  }
}
