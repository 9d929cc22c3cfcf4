package dev.driftline.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.CheckInfo;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Explanation;
import dev.driftline.model.HostResult;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.Undecided;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnknownSectionTest {

  private static final HostResult APP1 =
      Runs.host("app1", Runs.answered(), List.of(), Optional.empty());

  @Test
  void oneReasonOfManyChecksIsToldOnce() throws IOException {
    List<CheckResult> results = new ArrayList<>();
    for (String id : List.of("a", "b", "c")) {
      results.add(Runs.unknown(check(id), "app1", "privilege: sudo wants a password"));
    }
    assertThat(text(List.of(APP1), results))
        .contains(
            """
            COULD NOT TELL: 3 results
              - privilege: sudo wants a password
                  on app1
                  3 checks: p/a, p/b, p/c
            """);
  }

  @Test
  void rowsThatWereOnlyCountedAreCountedOnce() throws IOException {
    Undecided rows = new Undecided(true, List.of(row("x", "denied"), row("y", "gone")), 40);
    assertThat(text(List.of(APP1), List.of(unread(rows))))
        .contains("      41 rows: x … (--all)\n")
        .contains("      1 row: y\n");
  }

  @Test
  void rowsThatAreAcceptedAndOnlyCountedAreTold() throws IOException {
    CheckResult passed =
        Runs.passed(check("a"), "app1")
            .with(Optional.of(Runs.ONE_UNREAD), new Undecided(false, List.of(), 3));
    assertThat(text(List.of(APP1), List.of(passed)))
        .contains(
            """
            NOT JUDGED, BUT ACCEPTED BY min_coverage: 3 rows
              - rows that were only counted
                  on app1
                  1 check: p/a
                  3 rows, which are only counted
            """);
  }

  @Test
  void rowsThatArrivedOfAHostThatWasNotReachedAreTold() throws IOException {
    HostResult lost = Runs.host("app1", Runs.refusedLogin(), List.of(), Optional.empty());
    CheckResult unread = unread(new Undecided(false, List.of(row("x", "denied")), 0));
    CheckResult notAsked = Runs.unknown(check("b"), "app1", "auth: refused");
    assertThat(text(List.of(lost), List.of(unread, notAsked)))
        .contains("NOT REACHED: 1 host, so 2 results could not be told\n")
        .contains(
            """
            COULD NOT TELL: 1 result
              - denied
                  on app1
                  1 check: p/a
                  1 row: x
            """)
        .doesNotContain("p/b");
  }

  @Test
  void whatDiffersAmongTheHostsStandsBelow() throws IOException {
    HostResult app2 = Runs.host("app2", Runs.answered(), List.of(), Optional.empty());
    String why = "unsupported: %s said exit %d";
    assertThat(
            text(
                List.of(APP1, app2),
                List.of(
                    Runs.unknown(check("a"), "app1", why.formatted("app1", 3)),
                    Runs.unknown(check("a"), "app2", why.formatted("app2", 4)))))
        .contains(
            """
              - unsupported: … said exit …
                  on 2 hosts: app[1-2]
                  1 check: p/a
                  app1: unsupported: … said exit 3
                  app2: unsupported: … said exit 4
            """);
  }

  @Test
  void aNameWithinAnotherWordStays() {
    assertThat(ReportLines.withoutName("dbus of db failed: db-1, db.", "db"))
        .isEqualTo("dbus of … failed: db-1, ….");
  }

  @Test
  void hostsThatOnlyNameThemselvesDoNotDiffer() throws IOException {
    HostResult app2 = Runs.host("app2", Runs.answered(), List.of(), Optional.empty());
    assertThat(
            text(
                List.of(APP1, app2),
                List.of(
                    Runs.unknown(check("a"), "app1", "app1 said no"),
                    Runs.unknown(check("a"), "app2", "app2 said no"))))
        .contains("  - … said no\n      on 2 hosts: app[1-2]\n      1 check: p/a\n")
        .doesNotContain("app1");
  }

  @Test
  void portsAndAdviceOfHostsThatWereNotReachedAreTold() throws IOException {
    assertThat(text(List.of(lost("app1", 22), lost("app2", 2222)), List.of()))
        .contains(
            """
              - refused: port … is closed
                  on 2 hosts: app[1-2]
                  app1: port 22 is closed
                    do: Open 22.
                  app2: port 2222 is closed
                    do: Open 2222.
            """);
  }

  @Test
  void oneAdviceForAllIsToldOnce() throws IOException {
    HostResult app1 = lost("app1", 22);
    HostResult app2 = lost("app2", 22);
    assertThat(text(List.of(app1, app2), List.of()))
        .contains(
            """
              - refused: port 22 is closed
                  on 2 hosts: app[1-2]
                  do: Open 22.
            """);
  }

  private static HostResult lost(String name, int port) {
    return Runs.host(
        name,
        new Outcome.Unreachable(
            Reason.REFUSED,
            "%s: port %d is closed".formatted(name, port),
            "Open %d.".formatted(port)),
        List.of(),
        Optional.empty());
  }

  @Test
  void theReasonsOfMostHostsStandFirstAndTheOthersAtTheEnd() throws IOException {
    List<HostResult> hosts =
        Stream.of("app1", "app2", "app3")
            .map(name -> Runs.host(name, Runs.answered(), List.of(), Optional.empty()))
            .toList();
    List<CheckResult> results = new ArrayList<>();
    for (String reason : List.of("one", "two", "three", "four", "five", "six")) {
      results.add(Runs.unknown(check("a"), "app1", reason));
    }
    results.add(Runs.drift("app2"));
    results.add(Runs.unknown(check("a"), "app2", "six"));
    String text = text(hosts, results);
    assertThat(text).contains("COULD NOT TELL: 7 results\n  - six\n      on 2 hosts: app[1-2]\n");
    assertThat(text).contains("  1 more reason at the end of this report\n");
    assertThat(text.substring(text.indexOf("CRITICAL")))
        .contains("COULD NOT TELL: 1 more reason\n  - five\n");
  }

  private static CheckInfo check(String id) {
    return new CheckInfo("p", id, id, Severity.MAJOR, "", "");
  }

  private static Undecided.Entry row(String subject, String why) {
    return new Undecided.Entry("00", subject, Optional.empty(), why, Optional.empty());
  }

  private static CheckResult unread(Undecided rows) {
    Explanation why = new Explanation(Explanation.UNREAD, "some rows could not be judged");
    return Runs.unknown(check("a"), "app1", "")
        .with(Optional.of(why), new Undecided(false, rows.rows(), rows.more()));
  }

  private static String text(List<HostResult> hosts, List<CheckResult> results) throws IOException {
    RunReport report = Runs.run(4, hosts, results);
    StringWriter out = new StringWriter();
    Format.TEXT.write(report, Style.PLAIN, out);
    return out.toString();
  }
}
