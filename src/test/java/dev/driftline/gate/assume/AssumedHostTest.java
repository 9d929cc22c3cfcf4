package dev.driftline.gate.assume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.driftline.gate.plan.Assumption;
import dev.driftline.gate.plan.Assumption.Kind;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.host.ConnectionFault;
import dev.driftline.model.host.Host;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.policy.HostPatternText;
import dev.driftline.probe.libraries.LibrariesProbe;
import dev.driftline.probe.libraries.LibrariesTable;
import dev.driftline.probe.packages.PackagesTable;
import dev.driftline.product.Products;
import dev.driftline.source.SourceLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssumedHostTest {

  private static final String NOW = "1:10.11.19-0+deb12u1";
  private static final SourceLocation AT = new SourceLocation("plan.yaml", 3, 28);
  private static final Columns LIBRARIES = new LibrariesProbe().definition().columns();
  private static final Question MAPPED = LibrariesTable.question("3306");
  private static final Question NARROW =
      new Question("packages", Map.of("names", "mariadb-server"));

  private final List<Row> installed = new ArrayList<>();
  private final List<Row> mapped = new ArrayList<>();

  private AssumedHostTest installed(String manager, String name, String version) {
    installed.add(PackagesTable.planned(name, Cell.text(version), manager));
    return this;
  }

  private AssumedHostTest debian() {
    for (String name :
        List.of("mariadb-server", "mariadb-server-core", "mariadb-client", "libmariadb3")) {
      installed("dpkg", name, NOW);
    }
    return installed("dpkg", "mariadb-common", NOW)
        .installed("dpkg", "openssl", "3.0.15-1~deb12u1")
        .installed("dpkg", "mariadb-plugin-spider", "1:10.11.6-1");
  }

  private AssumedHostTest mapped(
      String role, String path, Cell ofPackage, Cell version, boolean deleted) {
    Map<String, Cell> cells = new HashMap<>();
    cells.put("pid", Cell.integer(mapped.size() + 10));
    cells.put("role", Cell.text(role));
    cells.put("path", Cell.text(path));
    cells.put("deleted", Cell.bool(deleted));
    cells.put("package", ofPackage);
    cells.put("version", version);
    cells.put("manager", ofPackage instanceof Cell.Text ? Cell.text("dpkg") : Cell.none());
    mapped.add(Row.of(LIBRARIES, cells));
    return this;
  }

  private static Assumption of(Kind kind, String name, String version, boolean fresh) {
    return new Assumption(
        new HostPatternText("db*", AT),
        kind,
        name,
        AT,
        Optional.of(version).filter(text -> !text.equals("absent")),
        fresh);
  }

  private AssumedHost assume(String name, String version) {
    return assume(of(Kind.PACKAGE, name, version, false));
  }

  private AssumedHost assume(Assumption... assumptions) {
    return AssumedHost.of(answers(observed(installed)), List.of(assumptions), Products.shipped());
  }

  private static Answer observed(List<Row> rows) {
    return new Answer.Observed(rows, Optional.empty(), Optional.empty());
  }

  private HostAnswers answers(Answer packages) {
    Host host = Host.unreachable("db1", new ConnectionFault("it is a test", "Look at it."));
    List<Row> narrow =
        installed.stream()
            .filter(row -> row.text("name").filter("mariadb-server"::equals).isPresent())
            .toList();
    return new HostAnswers(
        host,
        new Outcome.Answered(),
        Map.of(
            PackagesTable.question(), packages, NARROW, observed(narrow), MAPPED, observed(mapped)),
        Optional.empty(),
        Duration.ZERO);
  }

  private static List<Row> rows(AssumedHost host, Question question) {
    return ((Answer.Observed) Objects.requireNonNull(host.then().answers().get(question))).rows();
  }

  private static List<String> versions(AssumedHost host, Question question) {
    return rows(host, question).stream()
        .map(row -> row.text("name").orElse("") + " " + row.shown("version").orElse("-"))
        .toList();
  }

  private static List<String> lines(List<Change> changes) {
    return changes.stream()
        .map(each -> "%s %s -> %s (%s)".formatted(each.name(), each.from(), each.to(), each.at()))
        .toList();
  }

  @Test
  void aPackageTakesAlongThoseOfTheSameProductRoleAndVersion() {
    AssumedHost host = debian().assume("mariadb-server", "11.4.5");

    assertThat(lines(host.assumed()))
        .containsExactly("mariadb-server 1:10.11.19-0+deb12u1 -> 1:11.4.5-… (plan.yaml:3:28)");
    assertThat(lines(host.moved()))
        .containsExactly("mariadb-server-core 1:10.11.19-0+deb12u1 -> 1:11.4.5-… (plan.yaml:3:28)");
    // the clients and the common files have that version too, and stay
    assertThat(host.notMoved())
        .extracting(Change::name)
        .containsExactly("mariadb-client", "libmariadb3", "mariadb-common");
    assertThat(versions(host, PackagesTable.question()))
        .containsExactly(
            "mariadb-server 1:11.4.5-…",
            "mariadb-server-core 1:11.4.5-…",
            "mariadb-client " + NOW,
            "libmariadb3 " + NOW,
            "mariadb-common " + NOW,
            "openssl 3.0.15-1~deb12u1",
            "mariadb-plugin-spider 1:10.11.6-1");
    assertThat(versions(host, NARROW)).containsExactly("mariadb-server 1:11.4.5-…");
    assertThat(host.isChanged()).isTrue();
    assertThat(host.versions()).containsOnlyKeys("mariadb-server", "mariadb-server-core");
  }

  @Test
  void whatRunsAFileOfAPlannedPackageIsRestartedAndNothingElse() {
    Cell unread = Cell.unread("it was replaced");
    AssumedHost host =
        debian()
            .mapped("program", "/usr/sbin/mariadbd", Cell.text("mariadb-server-core"), unread, true)
            .mapped("library", "/usr/lib/libmariadb.so.3", Cell.text("libmariadb3"), unread, true)
            .mapped("library", "/usr/lib/libssl.so.3", Cell.text("libssl3"), Cell.text("3"), false)
            .assume("mariadb-server", "11.4.5");

    assertThat(rows(host, MAPPED))
        .extracting(row -> row.shown("version").orElse("-"), row -> row.text("deleted").orElse(""))
        .containsExactly(tuple("1:11.4.5-…", "false"), tuple("-", "true"), tuple("3", "false"));
  }

  @ParameterizedTest
  @CsvSource({
    // without an epoch the installed one is kept, and without a revision only the beginning is
    // known
    "dpkg, 1:10.11.19-0, 11.4.5,       1:11.4.5-…",
    "dpkg, 1:10.11.19-0, 2:11.4.5,     2:11.4.5-…",
    "dpkg, 1:10.11.19-0, 11.4.5-1,     1:11.4.5-1",
    "dpkg, 10.11.19-0,   1:11.4.5-1,   1:11.4.5-1",
    "dpkg, 10.11.19,     11.4.5,       11.4.5",
    "rpm,  3:10.5.27-1.el9, 10.11.9,   3:10.11.9-…",
    "apk,  10.11.6-r0,   11.4.5,       11.4.5-r…",
  })
  void aVersionIsCompletedAsItsManagerCounts(
      String manager, String now, String planned, String then) {
    AssumedHost host = installed(manager, "mariadb-server", now).assume("mariadb-server", planned);
    assertThat(host.assumed()).extracting(Change::to).containsExactly(then);
  }

  @Test
  void aPlanThatIsDoneChangesNothing() {
    AssumedHost host = debian().assume("mariadb-server", "10.11.19");

    assertThat(host.isChanged()).isFalse();
    assertThat(host.done()).hasSize(1);
    assertThat(host.assumed()).isEmpty();
    assertThat(host.moved()).isEmpty();
    assertThat(versions(host, NARROW)).containsExactly("mariadb-server " + NOW);
  }

  @Test
  void whatIsNotInstalledIsNamedAndOnlyANewInstallationAddsIt() {
    AssumedHost missing = debian().assume("mariadb-servr", "11.4.5");
    assertThat(missing.notInstalled())
        .extracting(each -> each.assumption().name(), AssumedHost.Missing::hint)
        .containsExactly(tuple("mariadb-servr", Optional.of("did you mean \"mariadb-server\"?")));
    assertThat(missing.isChanged()).isFalse();

    AssumedHost fresh = assume(of(Kind.PACKAGE, "postgresql-16", "16.4-1", true));
    assertThat(versions(fresh, PackagesTable.question())).contains("postgresql-16 16.4-1");
    assertThat(versions(fresh, NARROW)).doesNotContain("postgresql-16 16.4-1");
    assertThat(lines(fresh.assumed()))
        .containsExactly("postgresql-16 absent -> 16.4-1 (plan.yaml:3:28)");
  }

  @Test
  void whatIsRemovedIsGoneFromPackagesAndProcesses() {
    AssumedHost host =
        debian()
            .mapped(
                "program",
                "/usr/sbin/mariadbd",
                Cell.text("mariadb-server-core"),
                Cell.text(NOW),
                false)
            .assume("mariadb-server", "absent");

    assertThat(host.versions())
        .isEqualTo(
            Map.of("mariadb-server", Optional.empty(), "mariadb-server-core", Optional.empty()));
    assertThat(rows(host, MAPPED)).isEmpty();
    assertThat(rows(host, NARROW)).isEmpty();
    assertThat(lines(host.assumed()))
        .containsExactly("mariadb-server 1:10.11.19-0+deb12u1 -> absent (plan.yaml:3:28)");
    // what is not there need not be removed
    assertThat(assume("percona-toolkit", "absent").done()).hasSize(1);
  }

  @Test
  void aProgramOfNoPackageIsAssumedByItsFileName() {
    AssumedHost host =
        mapped("program", "/opt/mariadb/bin/mariadbd", Cell.none(), Cell.none(), false)
            .assume(of(Kind.PROGRAM, "mariadbd", "11.4.5", false));

    assertThat(lines(host.assumed()))
        .containsExactly("mariadbd unknown -> 11.4.5 (plan.yaml:3:28)");
    assertThat(rows(host, MAPPED))
        .extracting(row -> row.text("version").orElse("-"))
        .containsExactly("11.4.5");
    assertThat(assume(of(Kind.PROGRAM, "mysqld", "8.4.2", false)).notInstalled()).hasSize(1);
  }

  @Test
  void withoutItsPackagesNothingIsAssumedOfAHost() {
    AssumedHost host =
        AssumedHost.of(
            answers(new Answer.Unknown(Reason.TIMEOUT, "no answer within 10 s", "")),
            List.of(of(Kind.PACKAGE, "mariadb-server", "11.4.5", false)),
            Products.shipped());
    assertThat(host.unread())
        .contains("the packages of db1 could not be read: no answer within 10 s");
    assertThat(host.isChanged()).isFalse();
  }
}
