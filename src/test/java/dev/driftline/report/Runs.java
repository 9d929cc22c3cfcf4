package dev.driftline.report;

import dev.driftline.cause.Causes;
import dev.driftline.model.CheckInfo;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Explanation;
import dev.driftline.model.Finding;
import dev.driftline.model.HostAnswers.Noise;
import dev.driftline.model.HostResult;
import dev.driftline.model.Message;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.Undecided;
import dev.driftline.model.Verdict;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Coverage;
import dev.driftline.model.table.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finished runs to be reported.
final class Runs {

  static final CheckInfo STDIO =
      new CheckInfo(
          "stdio",
          "std-fds-safe",
          "stdin, stdout and stderr are open, and none is somebody else's connection",
          Severity.CRITICAL,
          "The next file or socket the process opens takes the free number.\nIts warnings then go there.",
          "Redirect to /dev/null instead of closing.");
  static final CheckInfo QUIET =
      new CheckInfo("quiet", "rndc-quiet", "rndc status says nothing", Severity.MAJOR, "", "");

  static final Columns FDS =
      new Columns(
          List.of(
              new Column("pid", ColumnType.INTEGER, "The process.", "2387"),
              new Column("fd", ColumnType.INTEGER, "The descriptor.", "2"),
              new Column("kind", ColumnType.TEXT, "What it is.", "tcp"),
              new Column("cloexec", ColumnType.BOOLEAN, "Whether exec closes it.", "false"),
              new Column("peer", ColumnType.TEXT, "The other end.", "10.0.0.9:3306")));

  static final Explanation ONE_UNREAD =
      new Explanation(Explanation.UNREAD, "1 of 1290 rows could not be judged");

  private Runs() {}

  /// Three hosts: one drifts, one is not reached, one could not be looked at whole.
  static RunReport three() {
    return run(
        6,
        List.of(
            host("app1", answered(), List.of(new Coverage(430, 430, "processes")), noise()),
            host("app2", refusedLogin(), List.of(), Optional.empty()),
            older(
                host(
                    "app3",
                    answered(),
                    List.of(new Coverage(12, 430, "processes")),
                    Optional.empty()))),
        List.of(
            drift("app1").with(Optional.of(ONE_UNREAD), oneUnread(true, "sshd fd 1")),
            passed(QUIET, "app1").with(Optional.of(ONE_UNREAD), oneUnread(false, "rndc status")),
            unknown(STDIO, "app2", "the login was refused"),
            unknown(QUIET, "app2", "the login was refused"),
            unknown(STDIO, "app3", "418 of 430 processes could not be read")
                .with(
                    Optional.of(
                        new Explanation(
                            Explanation.UNREAD,
                            "418 of 430 processes could not be read",
                            Optional.of("Log in as root, or use --become."))),
                    new Undecided(false, oneUnread(false, "named fd 2").rows(), 417)),
            notApplicable(QUIET, "app3")));
  }

  /// One row of which the kind could not be read.
  static Undecided oneUnread(boolean incomplete, String subject) {
    Row row = Row.of(FDS, Map.of("pid", Cell.integer(7), "kind", Cell.unread("Permission denied")));
    return new Undecided(
        incomplete,
        List.of(
            new Undecided.Entry(
                "77aa",
                subject,
                Optional.of(row),
                "kind could not be read: Permission denied",
                Optional.empty())),
        0);
  }

  /// Many hosts with the same fault on the second half.
  static RunReport many(int count) {
    List<HostResult> hosts = new ArrayList<>();
    List<CheckResult> results = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      String name = "web%04d".formatted(i);
      hosts.add(
          host(name, answered(), List.of(new Coverage(100, 100, "processes")), Optional.empty()));
      results.add(i > count / 2 ? drift(name) : passed(STDIO, name));
      results.add(
          i % 100 == 0 ? unknown(QUIET, name, "timed out after 10 s") : passed(QUIET, name));
    }
    return run(6, hosts, results);
  }

  static RunReport run(int exit, List<HostResult> hosts, List<CheckResult> results) {
    return Causes.of(
        new RunReport(
            new RunReport.Run(
                "20261122T021500Z-1",
                Instant.parse("2026-11-22T02:15:00Z"),
                Duration.ofMillis(12_340),
                "0.1.0",
                exit,
                "all",
                List.of("inventory/"),
                List.of("checks/"),
                false),
            hosts,
            results,
            List.of()));
  }

  static HostResult host(
      String name, Outcome outcome, List<Coverage> coverage, Optional<Noise> noise) {
    return new HostResult(
        name,
        "10.0.0.7",
        outcome,
        Duration.ofMillis(410),
        Optional.of("debian 12"),
        coverage,
        noise);
  }

  private static HostResult older(HostResult host) {
    return new HostResult(
        host.host(),
        host.address(),
        host.outcome(),
        host.elapsed(),
        host.os(),
        host.coverage(),
        host.noise(),
        List.of("ssh-rsa", "diffie-hellman-group14-sha1"));
  }

  static Outcome answered() {
    return new Outcome.Answered();
  }

  static Outcome refusedLogin() {
    return new Outcome.Unreachable(
        Reason.AUTH, "app2: login as root was refused", "Add the key to authorized_keys.");
  }

  private static Optional<Noise> noise() {
    return Optional.of(new Noise("", "stty: not a terminal\n"));
  }

  static CheckResult drift(String host) {
    return drift(
        host,
        "dnsdump.pl fd 2",
        Message.of("fd 2 is a TCP connection to %s", "db1 (10.0.0.9:3306)"),
        "10.0.0.9:3306");
  }

  static CheckResult drift(String host, String subject, Message message, String peer) {
    Row row =
        Row.of(
            FDS,
            Map.of(
                "pid", Cell.integer(2387),
                "fd", Cell.integer(2),
                "kind", Cell.text("tcp"),
                "cloexec", Cell.unread("Permission denied"),
                "peer", Cell.text(peer)));
    Finding finding =
        new Finding(
            "5f2c",
            STDIO.severity(),
            subject,
            "",
            message,
            List.of(new Finding.Expected("kind", List.of("dev-null", "pipe"), true)),
            Optional.of(row),
            "");
    return new CheckResult(STDIO, host, Verdict.DRIFT, 1290, Optional.empty(), List.of(finding));
  }

  static CheckResult passed(CheckInfo check, String host) {
    return new CheckResult(check, host, Verdict.PASS, 3, Optional.empty(), List.of());
  }

  static CheckResult notApplicable(CheckInfo check, String host) {
    return new CheckResult(
        check, host, Verdict.NOT_APPLICABLE, 0, Optional.of("no rndc"), List.of());
  }

  static CheckResult unknown(CheckInfo check, String host, String reason) {
    return new CheckResult(check, host, Verdict.UNKNOWN, 0, Optional.of(reason), List.of());
  }
}
