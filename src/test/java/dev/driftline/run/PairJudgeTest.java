package dev.driftline.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.CheckResult;
import dev.driftline.model.Finding;
import dev.driftline.model.Reason;
import dev.driftline.model.Verdict;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Coverage;
import dev.driftline.pair.PairFleet;
import dev.driftline.policy.Matcher.Operator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PairJudgeTest {

  private static final String PERL = "/usr/bin/perl";
  private static final String SERVER = "/usr/sbin/mariadbd";
  private static final String LIBRARY = "/usr/lib/x86_64-linux-gnu/libmariadb.so.3";
  private static final String OLD = "1:10.5.29-0+deb11u1";
  private static final String NEW = "1:10.11.19-0+deb12u1";

  @Test
  void findsAnOldClientByItsConnection() {
    CheckResult result = twoHosts(OLD).judge("app1");
    assertThat(result.verdict()).isEqualTo(Verdict.DRIFT);
    Finding finding = result.findings().getFirst();
    assertThat(result.findings()).hasSize(1);
    assertThat(finding.subject()).isEqualTo("perl → db1 (user mysql, app.service)");
    assertThat(finding.message().text())
        .isEqualTo("client.series is 10.5, expected = server.series (10.11)");
    assertThat(finding.row().orElseThrow().text("server.seen_by")).contains("connection");
    assertThat(result.reason()).isEmpty();
  }

  @Test
  void passesWhenTheSeriesAreEqual() {
    assertPass(twoHosts(NEW).judge("app1"));
  }

  @Test
  void belongsToTheClientsHostOnly() {
    CheckResult server = twoHosts(OLD).judge("db1");
    assertThat(server.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(server.reason()).contains("no connection to port 3306 was seen");
  }

  @Test
  void joinsBothEndsOnOneHost() {
    PairFleet fleet =
        new PairFleet()
            .host("db1", "10.0.0.9")
            .connection("db1", "127.0.0.1:48122", "127.0.0.1:3306", 7, PERL)
            .library("db1", 7, LIBRARY, "libmariadb3", OLD);
    fleet.connection("db1", "127.0.0.1:3306", "127.0.0.1:48122", 9, SERVER);
    serverProgram(fleet);
    assertMessage(fleet.judge("db1"), "client.series is 10.5, expected = server.series (10.11)");
  }

  @Test
  void joinsHostsThatShareThisMachineByTheirLoopbackAddresses() {
    PairFleet fleet =
        new PairFleet()
            .host("app1", "127.0.1.7")
            .host("db1", "127.0.1.9")
            .connection("app1", "127.0.1.7:48122", "127.0.1.9:3306", 7, PERL)
            .library("app1", 7, LIBRARY, "libmariadb3", OLD)
            .connection("db1", "127.0.1.9:3306", "127.0.1.7:48122", 9, SERVER);
    CheckResult result = serverProgram(fleet).judge("app1");
    assertThat(result.findings())
        .extracting(Finding::subject)
        .containsExactly("perl → db1 (user mysql, app.service)");
  }

  @Test
  void joinsAddressesOfVersion6AndMappedOnes() {
    PairFleet fleet =
        new PairFleet()
            .host("app1", "2001:db8:0:0:0:0:0:7")
            .host("db1", "10.0.0.9")
            .connection("app1", "[::ffff:10.0.0.7]:48122", "[::ffff:10.0.0.9]:3306", 7, PERL)
            .library("app1", 7, LIBRARY, "libmariadb3", OLD)
            .connection("db1", "10.0.0.9:3306", "10.0.0.7:48122", 9, SERVER);
    assertMessage(
        serverProgram(fleet).judge("app1"),
        "client.series is 10.5, expected = server.series (10.11)");
    PairFleet six =
        new PairFleet()
            .host("app1", "2001:db8::7")
            .host("db1", "2001:DB8:0:0:0:0:0:9")
            .connection("app1", "[2001:db8::7]:48122", "[2001:db8::9]:3306", 7, PERL)
            .library("app1", 7, LIBRARY, "libmariadb3", OLD)
            .connection("db1", "[2001:db8::9]:3306", "[2001:db8::7]:48122", 9, SERVER);
    assertMessage(
        serverProgram(six).judge("app1"),
        "client.series is 10.5, expected = server.series (10.11)");
  }

  @Test
  void doesNotKnowAPeerThatIsNotInTheInventory() {
    PairFleet fleet = client(new PairFleet().host("app1", "10.0.0.7"), NEW);
    assertUnknown(
        fleet.judge("app1"),
        "1 of 1 row could not be judged: server.series could not be read: "
            + "10.0.0.9 is no address of a host of the inventory");
  }

  @Test
  void takesTheOnlyListenerBehindAddressTranslationAndSaysSo() {
    PairFleet fleet =
        client(new PairFleet().host("app1", "10.0.0.7").host("db1", "10.0.0.9"), NEW)
            .listener("db1", "0.0.0.0:3306", 9, SERVER)
            .connection("db1", "10.0.0.9:3306", "192.168.1.1:50000", 9, SERVER);
    CheckResult result = serverProgram(fleet).judge("app1");
    assertThat(result.verdict()).isEqualTo(Verdict.PASS);
    assertThat(result.reason())
        .contains(
            "where the server's end of a connection was not seen, the one process that listens on port 3306 is"
                + " taken for the server");
    PairFleet old =
        client(new PairFleet().host("app1", "10.0.0.7").host("db1", "10.0.0.9"), OLD)
            .listener("db1", "[::]:3306", 9, SERVER);
    CheckResult drift = serverProgram(old).judge("app1");
    assertThat(drift.findings().getFirst().row().orElseThrow().text("server.seen_by"))
        .contains("listener");
  }

  @Test
  void doesNotChooseAmongSeveralListeners() {
    PairFleet fleet =
        client(new PairFleet().host("app1", "10.0.0.7").host("db1", "10.0.0.9"), NEW)
            .listener("db1", "0.0.0.0:3306", 9, SERVER)
            .listener("db1", "172.17.0.2:3306", 10, SERVER);
    assertUnknown(
        serverProgram(fleet).judge("app1"),
        "1 of 1 row could not be judged: server.series could not be read: the process behind port 3306 of db1 could"
            + " not be seen: its end of the connection was not seen, and 2 processes listen");
  }

  @Test
  @DisplayName("P6 check db1 alone never says clean about clients nobody asked")
  void clientsThatWereNotAskedAreUnknownOnTheServersHost() {
    PairFleet fleet =
        serverProgram(
            new PairFleet()
                .host("db1", "10.0.0.9")
                .listed("app1", "10.0.0.7")
                .accepted("db1", "10.0.0.9:3306", "10.0.0.7:48122", 9, SERVER)
                .accepted("db1", "10.0.0.9:3306", "10.0.0.7:48124", 9, SERVER)
                .accepted("db1", "10.0.0.9:3306", "10.84.0.9:50000", 9, SERVER)
                .listener("db1", "0.0.0.0:3306", 9, SERVER));
    assertUnknown(fleet.judge("db1"), "2 clients of db1 were not asked (10.84.0.9 and app1)");
  }

  @Test
  void aClientOnTheServersOwnHostWasAsked() {
    PairFleet fleet =
        serverProgram(
            new PairFleet()
                .host("db1", "10.0.0.9")
                .accepted("db1", "127.0.0.1:3306", "127.0.0.1:48122", 9, SERVER)
                .listener("db1", "0.0.0.0:3306", 9, SERVER));
    assertThat(fleet.judge("db1").verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
  }

  @Test
  void doesNotTakeAListenerWhereSocketsAreHidden() {
    PairFleet fleet =
        client(new PairFleet().host("app1", "10.0.0.7").host("db1", "10.0.0.9"), NEW)
            .listener("db1", "0.0.0.0:3306", 9, SERVER)
            .socketGap("db1", "tcp6 could not be read");
    assertUnknown(
        serverProgram(fleet).judge("app1"),
        "1 of 1 row could not be judged: server.series could not be read: the process behind port 3306 of db1 could"
            + " not be seen: tcp6 could not be read");
  }

  @Test
  void doesNotTakeAListenerOfAnotherAddress() {
    PairFleet fleet =
        client(new PairFleet().host("app1", "10.0.0.7").host("db1", "10.0.0.9"), NEW)
            .listener("db1", "127.0.0.1:3306", 9, SERVER);
    assertUnknown(
        serverProgram(fleet).judge("app1"),
        "1 of 1 row could not be judged: server.series could not be read: the process behind port 3306 of db1 could"
            + " not be seen: neither its end of the connection nor a listener was seen");
  }

  @Test
  void doesNotKnowTheProductBehindAPortForwarder() {
    String proxy = "/usr/bin/docker-proxy";
    PairFleet fleet =
        client(new PairFleet().host("app1", "10.0.0.7").host("db1", "10.0.0.9"), NEW)
            .connection("db1", "10.0.0.9:3306", "10.0.0.7:48122", 9, proxy)
            .program("db1", 9, proxy, "docker.io", "20.10.24+dfsg1-1");
    assertUnknown(
        fleet.judge("app1"),
        "1 of 1 row could not be judged: server.series could not be read: the product of docker-proxy is not known");
    CheckResult named =
        fleet.judge(PairFleet.check(PairFleet.is("server.program", SERVER), List.of()), "app1");
    assertMessage(named, "server.program is /usr/bin/docker-proxy, expected " + SERVER);
  }

  @Test
  void doesNotTakeARouterForTheServer() {
    String router = "/usr/bin/mysqlrouter";
    PairFleet fleet =
        new PairFleet()
            .host("app1", "10.0.0.7")
            .host("db1", "10.0.0.9")
            .connection("app1", "10.0.0.7:48122", "10.0.0.9:3306", 7, PERL)
            .library("app1", 7, "/usr/lib/libmysqlclient.so.21", "libmysqlclient21", "8.0.40-1")
            .connection("db1", "10.0.0.9:3306", "10.0.0.7:48122", 9, router)
            .program("db1", 9, router, "mysql-router-community", "8.0.40-1debian12");
    assertUnknown(
        fleet.judge("app1"),
        "1 of 1 row could not be judged: server.series could not be read: the product of mysqlrouter is not known");
  }

  @Test
  void doesNotKnowAServerThatWasNotReached() {
    PairFleet fleet =
        client(new PairFleet().host("app1", "10.0.0.7").host("db1", "10.0.0.9"), NEW)
            .unreachable("db1", "no answer from db1 within 10 s");
    assertUnknown(
        fleet.judge("app1"),
        "1 of 1 row could not be judged: server.series could not be read: "
            + "db1 could not be looked at: no answer from db1 within 10 s");
    assertUnknown(
        fleet.judge("db1"), "its sockets could not be looked at: no answer from db1 within 10 s");
  }

  @Test
  void doesNotKnowAServerWhoseProgramMayNotBeRead() {
    PairFleet fleet =
        client(new PairFleet().host("app1", "10.0.0.7").host("db1", "10.0.0.9"), NEW)
            .connection("db1", "10.0.0.9:3306", "10.0.0.7:48122", 9, SERVER)
            .unreadable("db1", 9);
    assertUnknown(
        fleet.judge("app1"),
        "1 of 1 row could not be judged: server.series could not be read: "
            + "what mariadbd has mapped could not be read: Permission denied");
  }

  @Test
  void doesNotKnowAServerWhoseSocketIsHeldByAProcessThatMayNotBeRead() {
    PairFleet fleet =
        client(new PairFleet().host("app1", "10.0.0.7").host("db1", "10.0.0.9"), NEW)
            .listener("db1", "0.0.0.0:3306", 9, SERVER)
            .socket(
                "db1",
                "established",
                "10.0.0.9:3306",
                Optional.of("10.0.0.7:48122"),
                Cell.unread("held by a process whose descriptors may not be read"),
                "");
    assertUnknown(
        serverProgram(fleet).judge("app1"),
        "1 of 1 row could not be judged: server.series could not be read: the process behind port 3306 of db1 could"
            + " not be seen: held by a process whose descriptors may not be read");
  }

  @Test
  void doesNotKnowAClientWithoutAKnownLibrary() {
    PairFleet fleet =
        server(new PairFleet().host("app1", "10.0.0.7"))
            .connection("app1", "10.0.0.7:48122", "10.0.0.9:3306", 7, "/usr/bin/java")
            .program("app1", 7, "/usr/bin/java", "openjdk-17-jre-headless", "17.0.13+11-2");
    assertUnknown(
        fleet.judge("app1"),
        "1 of 1 row could not be judged: client.series could not be read: java has no known client library: the version"
            + " of its own driver is not known");
  }

  @Test
  void doesNotKnowAClientThatMayNotBeRead() {
    PairFleet hidden =
        server(new PairFleet().host("app1", "10.0.0.7"))
            .socket(
                "app1",
                "established",
                "10.0.0.7:48122",
                Optional.of("10.0.0.9:3306"),
                Cell.unread("held by a process whose descriptors may not be read"),
                "");
    assertUnknown(
        hidden.judge("app1"),
        "1 of 1 row could not be judged: client.series could not be read: the process that holds the connection could"
            + " not be seen: held by a process whose descriptors may not be read");
    PairFleet unmapped =
        server(new PairFleet().host("app1", "10.0.0.7"))
            .connection("app1", "10.0.0.7:48122", "10.0.0.9:3306", 7, PERL)
            .unreadable("app1", 7);
    assertUnknown(
        unmapped.judge("app1"),
        "1 of 1 row could not be judged: client.series could not be read: "
            + "what perl has mapped could not be read: Permission denied");
    PairFleet unsaid =
        server(new PairFleet().host("app1", "10.0.0.7"))
            .connection("app1", "10.0.0.7:48122", "10.0.0.9:3306", 7, PERL);
    assertUnknown(
        unsaid.judge("app1"),
        "1 of 1 row could not be judged: client.series could not be read: "
            + "what perl has mapped could not be read: nothing was said about it");
  }

  @Test
  void doesNotPassWhenOneOfAProcessesFilesCouldNotBeRead() {
    PairFleet fleet = twoHosts(NEW).unreadable("app1", 7);
    assertUnknown(
        fleet.judge("app1"),
        "1 of 2 rows could not be judged: client.series could not be read: "
            + "what perl has mapped could not be read: Permission denied");
  }

  @Test
  void doesNotPassWhenLibrariesOrSocketsMayBeMissing() {
    assertUnknown(
        twoHosts(NEW).libraryGap("app1", "the list was cut").judge("app1"), "the list was cut");
    assertUnknown(
        twoHosts(NEW).socketGap("app1", "tcp6 could not be read").judge("app1"),
        "tcp6 could not be read");
    Map<String, Cell> odd =
        Map.of("protocol", Cell.text("tcp"), "peer_port", Cell.unread("garbled"));
    assertUnknown(
        twoHosts(NEW).row("app1", odd).judge("app1"),
        "peer_port of a socket could not be read: garbled");
  }

  @Test
  void doesNotPassWhenMoreProcessesWereUnreadThanAreListed() {
    Answer partial =
        new Answer.Observed(
            twoHosts(NEW).libraryRows("app1"),
            Optional.of(new Coverage(1, 2, "processes")),
            Optional.empty());
    assertUnknown(
        twoHosts(NEW).libraryAnswer("app1", partial).judge("app1"),
        "what processes have mapped was read of 1 of 2 processes only");
  }

  @Test
  void saysWhyLibrariesCouldNotBeLookedAt() {
    Answer denied =
        new Answer.Unknown(Reason.PRIVILEGE, "not allowed to see what 1 process has mapped", "");
    assertUnknown(
        twoHosts(NEW).libraryAnswer("app1", denied).judge("app1"),
        "1 of 1 row could not be judged: client.series could not be read: what perl has mapped could not be read: "
            + "not allowed to see what 1 process has mapped");
  }

  @Test
  void judgesEveryClientLibraryOfAProcess() {
    CheckResult result =
        twoHosts(NEW)
            .library("app1", 7, "/opt/old/libmysqlclient.so.18", "mysql-libs", "5.5.62-1")
            .judge("app1");
    assertThat(result.rows()).isEqualTo(2);
    assertMessage(result, "client.series is 5.5, expected = server.series (10.11)");
  }

  @Test
  void doesNotTakeTheVersionOnDiskForOneThatRuns() {
    PairFleet fleet =
        twoHosts(NEW).deleted("app1", 7, "library", LIBRARY + ".old", "libmariadb3", NEW);
    assertUnknown(
        fleet.judge("app1"),
        "1 of 2 rows could not be judged: client.series could not be read: "
            + LIBRARY
            + ".old was replaced since it was mapped: which version runs is not known");
    assertMessage(
        fleet.judge(
            PairFleet.check(PairFleet.is("client.library_deleted", "false"), List.of()), "app1"),
        "client.library_deleted is true, expected false");
    PairFleet server =
        client(new PairFleet().host("app1", "10.0.0.7").host("db1", "10.0.0.9"), NEW)
            .connection("db1", "10.0.0.9:3306", "10.0.0.7:48122", 9, SERVER)
            .deleted("db1", 9, "program", SERVER, "mariadb-server-core", NEW);
    assertUnknown(
        server.judge("app1"),
        "1 of 1 row could not be judged: server.series could not be read: "
            + SERVER
            + " was replaced since it was mapped: which version runs is not known");
  }

  @Test
  void findsThatSeriesOfTwoProductsDifferButNeverThatOneFollowsTheOther() {
    PairFleet fleet = differentProducts("8.0.40-1");
    assertMessage(fleet.judge("app1"), "client.series is 10.11, expected = server.series (8.0)");
    assertUnknown(
        fleet.judge(
            PairFleet.check(
                PairFleet.compare("client.series", Operator.AT_LEAST, "server.series"), List.of()),
            "app1"),
        "1 of 1 row could not be judged: client.series and server.series are of different products: mariadb and mysql");
    assertUnknown(
        differentProducts("10.11.1-1").judge("app1"),
        "1 of 1 row could not be judged: client.series and server.series are of different products: mariadb and mysql");
  }

  private static PairFleet differentProducts(String serverVersion) {
    return client(new PairFleet().host("app1", "10.0.0.7").host("db1", "10.0.0.9"), NEW)
        .connection("db1", "10.0.0.9:3306", "10.0.0.7:48122", 9, "/usr/sbin/mysqld")
        .program("db1", 9, "/usr/sbin/mysqld", "mysql-server-core-8.0", serverVersion);
  }

  @Test
  void ignoresUnixSocketsAndConnectionsThatEnd() {
    PairFleet fleet =
        server(new PairFleet().host("app1", "10.0.0.7"))
            .row(
                "app1",
                Map.of(
                    "protocol", Cell.text("unix"), "local", Cell.text("/run/mysqld/mysqld.sock")))
            .socket(
                "app1",
                "time-wait",
                "10.0.0.7:48122",
                Optional.of("10.0.0.9:3306"),
                Cell.none(),
                "");
    CheckResult result = fleet.judge("app1");
    assertThat(result.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(result.reason()).contains("no connection to port 3306 was seen");
  }

  @Test
  void takesNoConnectionForAClientsBecauseItsOwnPortIsThePairs() {
    PairFleet elsewhere =
        server(new PairFleet().host("app1", "10.0.0.7"))
            .connection("app1", "10.0.0.7:3306", "10.0.0.9:5555", 7, PERL);
    assertThat(elsewhere.judge("app1").verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    PairFleet both =
        new PairFleet()
            .host("app1", "10.0.0.7")
            .host("db1", "10.0.0.9")
            .connection("app1", "10.0.0.7:3306", "10.0.0.9:3306", 7, PERL)
            .library("app1", 7, LIBRARY, "libmariadb3", OLD)
            .listener("db1", "0.0.0.0:3306", 9, SERVER)
            .accepted("db1", "10.0.0.9:3306", "10.0.0.7:3306", 9, SERVER);
    serverProgram(both);
    assertMessage(both.judge("app1"), "client.series is 10.5, expected = server.series (10.11)");
    assertThat(both.judge("db1").verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
  }

  @Test
  void judgesEachServerOfAClient() {
    PairFleet fleet =
        twoHosts(NEW)
            .host("db2", "10.0.0.10")
            .connection("app1", "10.0.0.7:48999", "10.0.0.10:3306", 7, PERL)
            .connection("db2", "10.0.0.10:3306", "10.0.0.7:48999", 11, SERVER)
            .program("db2", 11, SERVER, "mariadb-server-core", OLD);
    CheckResult result = fleet.judge("app1");
    assertThat(result.rows()).isEqualTo(2);
    assertThat(result.findings())
        .extracting(Finding::subject)
        .containsExactly("perl → db2 (user mysql, app.service)");
    assertMessage(result, "client.series is 10.11, expected = server.series (10.5)");
  }

  @Test
  void countsAConnectionOnceHoweverManyDescriptorsHoldIt() {
    PairFleet fleet = twoHosts(OLD).connection("app1", "10.0.0.7:48122", "10.0.0.9:3306", 7, PERL);
    assertThat(fleet.judge("app1").findings()).hasSize(1);
  }

  @Test
  void keepsItsKeysWhenProcessesAndPortsChange() {
    String before = twoHosts(OLD).judge("app1").findings().getFirst().key();
    PairFleet restarted =
        new PairFleet()
            .host("app1", "10.0.0.7")
            .host("db1", "10.0.0.9")
            .connection("app1", "10.0.0.7:59999", "10.0.0.9:3306", 4711, PERL)
            .library("app1", 4711, LIBRARY, "libmariadb3", "1:10.6.1-1")
            .connection("db1", "10.0.0.9:3306", "10.0.0.7:59999", 9, SERVER);
    String after = serverProgram(restarted).judge("app1").findings().getFirst().key();
    assertThat(after).isEqualTo(before).matches("[0-9a-f]{32}");
  }

  @Test
  void appliesWhereTheHostIsWhatTheCheckSays() {
    assertThat(
            twoHosts(OLD)
                .system("app1", "alpine")
                .judge(
                    PairFleet.check(
                        PairFleet.compare("client.series", Operator.EQUAL, "server.series"),
                        List.of(PairFleet.is("os", "debian"))),
                    "app1")
                .reason())
        .contains("applies only to os debian");
    assertThat(
            twoHosts(OLD)
                .system("app1", "debian")
                .judge(
                    PairFleet.check(
                        PairFleet.compare("client.series", Operator.EQUAL, "server.series"),
                        List.of(PairFleet.is("os", "debian"))),
                    "app1")
                .verdict())
        .isEqualTo(Verdict.DRIFT);
    assertUnknown(
        twoHosts(OLD)
            .judge(
                PairFleet.check(
                    PairFleet.compare("client.series", Operator.EQUAL, "server.series"),
                    List.of(PairFleet.is("os", "debian"))),
                "app1"),
        "whether it applies could not be told: the host did not describe itself");
  }

  @Test
  void doesNotKnowAHostThatWasNotAsked() {
    assertUnknown(twoHosts(NEW).judge("app9"), "app9 was not asked");
  }

  private static PairFleet twoHosts(String clientVersion) {
    PairFleet fleet =
        client(new PairFleet().host("app1", "10.0.0.7").host("db1", "10.0.0.9"), clientVersion)
            .connection("db1", "10.0.0.9:3306", "10.0.0.7:48122", 9, SERVER);
    return serverProgram(fleet);
  }

  private static PairFleet client(PairFleet fleet, String version) {
    return fleet
        .connection("app1", "10.0.0.7:48122", "10.0.0.9:3306", 7, PERL)
        .program("app1", 7, PERL, "perl-base", "5.36.0-7+deb12u1")
        .library("app1", 7, LIBRARY, "libmariadb3", version);
  }

  private static PairFleet server(PairFleet fleet) {
    return serverProgram(
        fleet
            .host("db1", "10.0.0.9")
            .connection("db1", "10.0.0.9:3306", "10.0.0.7:48122", 9, SERVER));
  }

  private static PairFleet serverProgram(PairFleet fleet) {
    return fleet.program("db1", 9, SERVER, "mariadb-server-core", NEW);
  }

  private static void assertPass(CheckResult result) {
    assertThat(result.verdict()).isEqualTo(Verdict.PASS);
    assertThat(result.reason()).isEmpty();
  }

  private static void assertUnknown(CheckResult result, String reason) {
    assertThat(result.reason()).contains(reason);
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  private static void assertMessage(CheckResult result, String message) {
    assertThat(result.findings())
        .extracting(finding -> finding.message().text())
        .containsExactly(message);
  }
}
