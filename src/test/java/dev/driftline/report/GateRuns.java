package dev.driftline.report;

import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.gate.Compatible;
import dev.driftline.model.gate.GateExit;
import dev.driftline.model.gate.GateFinding;
import dev.driftline.model.gate.GateNote;
import dev.driftline.model.gate.GatePair;
import dev.driftline.model.gate.GateReport;
import dev.driftline.model.gate.NotAsked;
import dev.driftline.model.gate.PairClient;
import dev.driftline.model.gate.PairDelta;
import dev.driftline.model.gate.PairRule;
import dev.driftline.model.gate.PairRule.Weight;
import dev.driftline.model.gate.PairServer;
import dev.driftline.model.gate.PairState;
import dev.driftline.model.gate.PairWaiver;
import dev.driftline.model.gate.Planned;
import dev.driftline.model.gate.ToldAnswer;
import dev.driftline.model.site.WaiverNote;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// A gate as a report shows it, with one of everything.
final class GateRuns {

  private static final PairServer DB1 =
      new PairServer(
          "db1",
          "10.0.0.9:3306",
          Optional.of("mysqld"),
          Optional.of("mysql"),
          Optional.of("8.0.36"),
          Optional.of("8.4.3"),
          Optional.of("8.0"),
          Optional.of("mysql"));

  private static final PairRule OFF =
      new PairRule(
          "my-native-off-84",
          "auth",
          Compatible.BROKEN,
          Weight.TOLD,
          "1045",
          "The only method this client knows is not loaded in the server.",
          "mysql_native_password=ON in my.cnf, or a newer client.",
          List.of("MySQL 8.4 Reference Manual, native-pluggable-authentication"),
          List.of());

  private static final PairRule OPEN =
      new PairRule(
          "my-84-words",
          "sql",
          Compatible.RISK,
          Weight.OPEN,
          "",
          "Statements with old words fail.",
          "Look for them.",
          List.of("tried"),
          List.of("uses: which statements does it send?"));

  private static final PairRule FITS =
      new PairRule(
          "my-sha2-ok",
          "auth",
          Compatible.OK,
          Weight.TOLD,
          "",
          "Both know the method.",
          "",
          List.of("MySQL 8.0 Reference Manual"),
          List.of());

  private static final String BEHIND =
      "it is behind haproxy on px1, and the proxy speaks to the server";

  private static final WaiverNote ENDING =
      new WaiverNote(
          "waivers.yaml",
          2,
          LocalDate.parse("2027-01-31"),
          61,
          "It goes before.",
          Optional.of("OPS-41"),
          Optional.empty());

  private GateRuns() {}

  /// A gate with one of everything.
  static RunReport everything() {
    GateReport gate =
        new GateReport(
            Optional.of("mysql-8.4"),
            List.of(new Planned("db1", "mysql-server", "8.0.36", "8.4.3", "plan.yaml", 3)),
            List.of(new Planned("db1", "mysql-server-core", "8.0.36", "8.4.3", "plan.yaml", 3)),
            List.of(new Planned("db1", "mysql-client", "8.0.36", "8.0.36", "plan.yaml", 3)),
            List.of(
                new ToldAnswer(
                    "mysql",
                    "account_plugin",
                    "mysql_native_password",
                    "OPS-40",
                    "plan.yaml",
                    7,
                    true)),
            pairs(),
            List.of(
                finding("1", "openssl-floor", Severity.MAJOR, "openssl", "version is 1.1.1", false),
                finding(
                    "2",
                    "mysql-client-follows-server",
                    Severity.MINOR,
                    "perl → db1",
                    "client.series is 8.0, expected 8.4",
                    true)),
            List.of(
                finding("3", "openssl-floor", Severity.MAJOR, "libssl3", "version is 3", false)),
            List.of(finding("4", "openssl-floor", Severity.MAJOR, "ssl", "version is 1", false)),
            List.of("mysql-client-follows-server"),
            List.of("web01", "web02", "web03"),
            List.of(
                new NotAsked("db1", "10.0.0.7", Optional.of("app7"), 3, "app7 was not asked"),
                new NotAsked(
                    "db1",
                    "10.9.9.9",
                    Optional.empty(),
                    1,
                    "10.9.9.9 is no address of a host of the inventory")),
            List.of(
                new GateNote(
                    Optional.of("plan.yaml:4:28"),
                    "percona-toolkit is absent on db1 already",
                    Optional.empty(),
                    false),
                new GateNote(
                    Optional.empty(),
                    "no client was connected to db2 at 14:02 UTC: nothing can be said about clients",
                    Optional.of("run the gate while its clients work"),
                    true)));
    RunReport run = Runs.three();
    int exit = GateExit.of(gate, run.hosts(), List.of(), false, Severity.MINOR);
    RunReport.Run facts = run.endedWith(exit).run();
    return dev.driftline.cause.Causes.of(
        new RunReport(facts, run.hosts(), List.of(), List.of(), Optional.of(gate)));
  }

  private static List<GatePair> pairs() {
    PairState now = state(FITS);
    return List.of(
        pair("a", client("app1", "perl", "7", "5.7.20"), now, state(OFF), worse(OFF)),
        pair("b", client("app2", "perl", "8", "5.7.20"), now, state(OFF), worse(OFF)),
        pair(
            "c",
            client("app3", "php-fpm", "9", "8.0.36"),
            state(OPEN),
            state(OPEN),
            new PairDelta(List.of(), List.of(OPEN), List.of(OFF), List.of(), Optional.empty())),
        pair(
            "d",
            client("app4", "perl", "7", "8.0.36"),
            now,
            state(FITS),
            new PairDelta(List.of(), List.of(), List.of(), List.of(), Optional.empty())),
        new GatePair(
            "e",
            "mysql",
            2,
            Optional.of("haproxy on px1"),
            client("app5", "perl", "7", "5.7.20"),
            Optional.empty(),
            DB1,
            PairState.unknown(BEHIND),
            PairState.unknown(BEHIND),
            PairDelta.unknown(BEHIND),
            Optional.of(state(OFF))),
        pair("f", client("app6", "perl", "7", "5.7.20"), now, state(OFF), worse(OFF))
            .accepting(List.of(new PairWaiver(Optional.of(OFF.id()), ENDING))));
  }

  private static PairDelta worse(PairRule rule) {
    return new PairDelta(List.of(rule), List.of(), List.of(), List.of(), Optional.empty());
  }

  private static PairState state(PairRule rule) {
    // a cured rule has to be among those of now
    List<PairRule> rules = rule.equals(OPEN) ? List.of(OPEN, OFF) : List.of(rule);
    return new PairState(Optional.of(rule.verdict()), Optional.empty(), rules);
  }

  private static GatePair pair(
      String key, PairClient client, PairState now, PairState then, PairDelta delta) {
    return new GatePair(
        key,
        "mysql",
        1,
        Optional.empty(),
        client,
        Optional.empty(),
        DB1,
        now,
        then,
        delta,
        Optional.empty());
  }

  private static PairClient client(String host, String process, String pid, String version) {
    return new PairClient(
        host,
        Optional.of("10.0.0.7"),
        Optional.of(process),
        Optional.of(pid),
        Optional.of("/srv/shop/worker.py"),
        Optional.of("www"),
        Optional.of("shop.service"),
        Optional.empty(),
        Optional.of("libmysqlclient"),
        Optional.of(version),
        Optional.of("8.0"),
        Optional.of("mysql"));
  }

  private static GateFinding finding(
      String key, String check, Severity severity, String subject, String message, boolean skew) {
    return new GateFinding(key, check, "db1", severity, subject, message, skew, Optional.empty());
  }
}
