package dev.driftline.report;

import dev.driftline.model.CheckInfo;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Explanation;
import dev.driftline.model.Finding;
import dev.driftline.model.HostResult;
import dev.driftline.model.Message;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.Undecided;
import dev.driftline.model.Verdict;
import dev.driftline.model.table.Coverage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Nights that somebody on call reads about: fleets of every size with one fault, with many, with hosts that were not
/// reached, and with what could not be told.
final class Mornings {

  private static final CheckInfo OPENSSL =
      new CheckInfo(
          "packages",
          "openssl-current",
          "OpenSSL has the fix of CVE-2026-0001",
          Severity.MAJOR,
          "A client can read 64 KiB of the server's memory.",
          "Upgrade openssl, and restart what uses it.");

  private static final CheckInfo RNDC =
      new CheckInfo(
          "bind",
          "rndc-quiet",
          "rndc status prints nothing on stderr",
          Severity.MAJOR,
          "What a program prints on a stderr that leads nowhere goes into the next file or connection.",
          "Remove one of the two key files that rndc names.");

  private static final CheckInfo CLOCK =
      new CheckInfo("time", "clock-right", "The clock is right to 2 s", Severity.MINOR, "", "");

  private Mornings() {}

  /// One fault on all hosts: a daemon's stderr is its connection to the database.
  static RunReport oneFault(int hosts) {
    Night night = new Night(hosts);
    night.eachHost(1, (name, number) -> stderr(name, number));
    return night.over(2);
  }

  /// Five faults, some of them on every third host.
  static RunReport manyFaults(int hosts) {
    Night night = new Night(hosts);
    night.eachHost(
        1, (name, number) -> number % 3 == 1 ? stderr(name, number) : passed(Runs.STDIO, name));
    night.eachHost(1, Mornings::openssl);
    night.eachHost(1, (name, number) -> number % 3 == 2 ? rndc(name) : passed(RNDC, name));
    night.eachHost(1, (name, number) -> number == 2 ? clock(name) : passed(CLOCK, name));
    return night.over(2);
  }

  /// Hosts that were not reached, for four reasons, beside one fault.
  static RunReport notReached(int hosts) {
    Night night = new Night(hosts);
    night.without(number -> number > 1 && number % 3 == 0);
    night.eachHost(
        1, (name, number) -> number == 1 ? stderr(name, number) : passed(Runs.STDIO, name));
    night.eachHost(1, (name, number) -> passed(OPENSSL, name));
    return night.over(6);
  }

  /// What an account without rights cannot see, and two hosts on which sudo fails.
  static RunReport unknowns(int hosts) {
    Night night = new Night(hosts);
    for (CheckInfo check : List.of(Runs.STDIO, OPENSSL, RNDC, CLOCK)) {
      night.eachHost(
          1,
          (name, number) -> {
            if (number <= 2) {
              return unknown(
                  check,
                  name,
                  Reason.PRIVILEGE,
                  "sudo of ops failed on %s: sudo: a password is required".formatted(name),
                  "Allow ops to run sudo without a password, or give its password with --become-password-file.");
            }
            return check.equals(Runs.STDIO) ? unread(name, number) : passed(check, name);
          });
    }
    return night.over(4);
  }

  private interface EachHost {
    CheckResult result(String name, int number);
  }

  /// Collects the results of one night.
  private static final class Night {

    private final int count;
    private final List<CheckResult> results = new ArrayList<>();
    private IntPredicate lost = _ -> false;

    Night(int count) {
      this.count = count;
    }

    void without(IntPredicate which) {
      lost = which;
    }

    void eachHost(int step, EachHost each) {
      for (int number = 1; number <= count; number += step) {
        results.add(
            lost.test(number)
                ? Runs.unknown(each.result(name(number), number).check(), name(number), "timeout")
                : each.result(name(number), number));
      }
    }

    /// Three quarters are `web01`, `web02` …, the others `db1`, `db2` ….
    String name(int number) {
      int webs = count - count / 4;
      String digits = "%0" + Integer.toString(webs).length() + "d";
      return number <= webs ? "web" + digits.formatted(number) : "db" + (number - webs);
    }

    RunReport over(int exit) {
      List<HostResult> hosts =
          IntStream.rangeClosed(1, count)
              .mapToObj(number ->
                  Runs.host(
                      name(number),
                      lost.test(number) ? whyLost(name(number), number) : Runs.answered(),
                      lost.test(number)
                          ? List.of()
                          : List.of(new Coverage(180 + number % 7, 180 + number % 7, "processes")),
                      Optional.empty()))
              .toList();
      return Runs.run(exit, hosts, results);
    }
  }

  private static Outcome whyLost(String name, int number) {
    return switch (number % 4) {
      case 0 ->
          new Outcome.Unreachable(
              Reason.REFUSED,
              "%s: 10.0.0.7:22 refused the connection".formatted(name),
              "Start sshd there, or correct ansible_port.");
      case 1 ->
          new Outcome.Unreachable(
              Reason.HOST_KEY,
              "%s: its key SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5S%02d is not the one in known_hosts"
                  .formatted(name, number),
              "If the host was set up anew, run: ssh-keygen -R " + name);
      case 2 ->
          new Outcome.Unreachable(
              Reason.DNS, "%s: the name has no address".formatted(name), "Correct ansible_host.");
      default ->
          new Outcome.Unreachable(
              Reason.TIMEOUT,
              "%s: no connection to 10.0.0.7:22 within 10 s".formatted(name),
              "Look whether the host is up, and whether a firewall swallows packets.");
    };
  }

  private static CheckResult stderr(String name, int number) {
    Message message =
        Message.of("fd 2 is a TCP connection to %s, children inherit it", "db1 (10.0.0.9:3306)");
    Finding finding =
        new Finding(
            "5f2c",
            Runs.STDIO.severity(),
            "dnsdump.pl fd 2 (/opt/dns/dnsdump.pl --all, user bind, dnsdump.service)",
            "process %d since 2026-11-%02dT03:00:12Z".formatted(2000 + number * 7, 1 + number % 20),
            message,
            List.of(new Finding.Expected("kind", List.of("dev-null", "pipe", "file-append"), true)),
            Optional.empty(),
            "");
    return new CheckResult(
        Runs.STDIO, name, Verdict.DRIFT, 540, Optional.empty(), List.of(finding));
  }

  private static CheckResult openssl(String name, int number) {
    String version =
        List.of("1.1.1n-0+deb11u5", "1.1.1w-0+deb11u1", "3.0.11-1~deb12u2").get(number % 3);
    if (version.startsWith("3")) {
      return passed(OPENSSL, name);
    }
    List<Finding> findings = new ArrayList<>();
    for (String found : List.of("openssl", "libssl1.1")) {
      findings.add(
          new Finding(
              "00",
              OPENSSL.severity(),
              found,
              "",
              Message.of("version is %s, expected >= 3.0.11", version),
              List.of(new Finding.Expected("version", List.of(">= 3.0.11"), false)),
              Optional.empty(),
              ""));
    }
    return new CheckResult(OPENSSL, name, Verdict.DRIFT, 3, Optional.empty(), findings);
  }

  private static CheckResult rndc(String name) {
    String stderr =
        "WARNING: key file (/etc/bind/rndc.key) exists, but using default configuration file (/etc/bind/rndc.conf)";
    Finding finding =
        new Finding(
            "00",
            RNDC.severity(),
            "rndc status",
            "",
            Message.of("stderr is %s, expected empty", stderr),
            List.of(new Finding.Expected("stderr", List.of("empty"), false)),
            Optional.empty(),
            "");
    return new CheckResult(RNDC, name, Verdict.DRIFT, 1, Optional.empty(), List.of(finding));
  }

  private static CheckResult clock(String name) {
    Finding finding =
        new Finding(
            "00",
            CLOCK.severity(),
            name,
            "",
            Message.of("clock_offset is %s, expected < 2s", "41210"),
            List.of(new Finding.Expected("clock_offset", List.of("< 2s"), false)),
            Optional.empty(),
            "");
    return new CheckResult(CLOCK, name, Verdict.DRIFT, 1, Optional.empty(), List.of(finding));
  }

  private static CheckResult passed(CheckInfo check, String name) {
    return Runs.passed(check, name);
  }

  private static CheckResult unknown(
      CheckInfo check, String name, Reason reason, String why, String hint) {
    return Runs.unknown(check, name, "")
        .with(
            Optional.of(
                new Explanation(
                    reason.word(), Explanation.of(reason, why).sentence(), Optional.of(hint))),
            Undecided.NONE);
  }

  private static CheckResult unread(String name, int number) {
    List<Undecided.Entry> rows = new ArrayList<>();
    for (String program : List.of("sshd", "named", "cron")) {
      rows.add(
          new Undecided.Entry(
              "00",
              program + " fd 2",
              Optional.empty(),
              "kind could not be read: Permission denied",
              Optional.of("Log in as root, or use --become.")));
    }
    String why =
        "%d of 540 rows could not be judged: kind could not be read".formatted(300 + number);
    return Runs.unknown(Runs.STDIO, name, "")
        .with(
            Optional.of(
                new Explanation(
                    Explanation.UNREAD, why, Optional.of("Log in as root, or use --become."))),
            new Undecided(false, rows, 297 + number));
  }
}
