package dev.driftline.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A whole check with all shipped checks changes nothing on a host. The login shell of every account is wrapped in
/// `strace -ff`, so that every system call of the remote side that could change something is seen; and the hosts' files
/// and processes are the same afterwards.
@Tag("fleet")
class ReadOnlyIT {

  /// A connection to port 3306 makes the probes of pairs run, too.
  private static final String CLIENT_AND_SERVER =
      """
      setsid perl -e 'use Socket; socket(S,PF_INET,SOCK_STREAM,0) or die; setsockopt(S,SOL_SOCKET,SO_REUSEADDR,1);
        my $a=sockaddr_in(3306,INADDR_LOOPBACK); bind(S,$a) or die; listen(S,5) or die; my $p=fork;
        if (!$p) { socket(C,PF_INET,SOCK_STREAM,0) or die; connect(C,$a) or die; sleep 9999 }
        accept(D,S) or die; open F,">/tmp/connected"; close F; sleep 9999' </dev/null >/dev/null 2>&1 &
      n=0; until [ -e /tmp/connected ]; do n=$((n+1)); [ $n -lt 300 ] || exit 1; sleep 0.1; done
      """;

  /// The programs of the shipped checks (`ShippedCommandsTest`), each installed where the tests run, and how root's
  /// check of it ends.
  static final Map<String, String> COMMANDS =
      Map.of(
          "rndc", "rndc-status-quiet not-applicable",
          "named-checkconf", "named-checkconf-quiet pass",
          "apache2", "apache-test-quiet pass",
          "sshd", "sshd-test-quiet pass",
          "postconf", "postconf-quiet pass",
          "mariadb-admin", "mysqladmin-version-quiet pass");

  /// Installed on no Debian.
  static final Set<String> ELSEWHERE = Set.of("httpd");

  private static Fleet fleet;
  private static Verdicts asRoot;
  private static Verdicts asProbe;
  private static final Map<String, String> PROCESSES = new HashMap<>();

  @TempDir private static Path folder;

  @BeforeAll
  static void checkUnderTrace() throws Exception {
    fleet =
        Fleet.up(
            "plain,busy,redhat,alpine,meddled",
            "--busybox",
            "busy",
            "--rpm",
            "redhat",
            "--apk",
            "alpine");
    Files.writeString(folder.resolve("test.yml"), "all:\n  vars:\n    stdio_min_age: 0s\n");
    for (String host : List.of("plain", "redhat", "alpine")) {
      fleet.inside(host, CLIENT_AND_SERVER);
    }
    for (String host : List.of("plain", "busy", "redhat", "alpine", "meddled")) {
      trace(host);
    }
    asRoot = check("inventory.yml", "!meddled");
    asProbe = check("inventory-probe.yml", "!meddled");
  }

  private static void trace(String host) throws Exception {
    fleet.copy(host, Path.of("/usr/bin/strace"), "/usr/bin/strace");
    fleet.put(
        host,
        "/usr/bin/traced",
        """
        #!/bin/sh
        exec strace -ff --seccomp-bpf -qq -e signal=none -e trace=%s -o "/tmp/trace/$(id -un).$$" /bin/sh "$@"
        """
            .formatted(Trace.SYSTEM_CALLS));
    fleet.inside(
        host,
        """
        chmod 755 /usr/bin/traced
        mkdir -m 1777 /tmp/trace
        """);
    fleet.shell(host, "/usr/bin/traced");
    PROCESSES.put(host, fleet.processes(host));
    fleet.inside(host, "sleep 0.02; touch /tmp/trace/begun");
  }

  private static Verdicts check(String inventory, String hosts, String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of("check", hosts, "-i", fleet.path(inventory)));
    words.addAll(List.of("-i", folder + "/test.yml", "--format", "json"));
    words.addAll(List.of(more));
    return Verdicts.of(Program.run(words.toArray(String[]::new)));
  }

  @AfterAll
  static void end() throws Exception {
    if (fleet != null) {
      fleet.down();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "plain, root",
    "plain, probe",
    "busy, root",
    "busy, probe",
    "redhat, root",
    "redhat, probe",
    "alpine, root",
    "alpine, probe"
  })
  void noSystemCallOfTheRemoteSideChangesAnything(String host, String user) throws Exception {
    Trace trace = trace(host, user);

    assertThat(trace.calls()).as("the trace saw the session").hasSizeGreaterThan(50);
    assertThat(trace.changes()).isEmpty();
  }

  @Test
  void everyCommandOfTheShippedChecksIsInTheTrace() throws Exception {
    String calls = String.join("\n", trace("plain", "root").calls());
    COMMANDS.forEach((program, ends) -> {
      String[] words = ends.split(" ", -1);
      assertThat(calls).containsPattern("execve\\(\"/[a-z/]+/%s\", \\[.* = 0".formatted(program));
      assertThat(asRoot.verdict(words[0], "plain")).as(ends).isEqualTo(words[1]);
      assertThat(asProbe.verdict(words[0], "plain"))
          .as("%s without root", ends)
          .isIn("pass", "unknown");
    });
  }

  @Test
  void whatDoesChangeAHostIsSeen() throws Exception {
    Path meddling = folder.resolve("meddling.yaml");
    Files.writeString(
        meddling,
        """
        policy: meddling
        hosts: all
        checks:
          - id: meddles
            probe: { command: 'echo >/root/made; kill -CONT 1' }
            expect: { exit: 0 }
        """);
    Verdicts verdicts = check("inventory.yml", "meddled", "-p", meddling.toString());

    assertThat(verdicts.verdict("meddles", "meddled")).isEqualTo("pass");
    assertThat(trace("meddled", "root").changes())
        .satisfiesExactly(
            opened -> assertThat(opened).contains("\"/root/made\", O_WRONLY|O_CREAT|O_TRUNC"),
            signalled -> assertThat(signalled).contains("kill(1, SIGCONT)"));
    assertThat(fleet.changedSince("meddled", "/tmp/trace/begun", "/tmp/trace"))
        .anyMatch(file -> file.endsWith("/root/made"));
  }

  private static Trace trace(String host, String user) throws Exception {
    return Trace.of(
        fleet.inside(
            host, "for f in /tmp/trace/%s.*; do sed \"s/^/${f##*.} /\" $f; done".formatted(user)));
  }

  @Test
  void theTraceIsOfHostsThatAnswered() {
    for (String host : List.of("plain", "redhat", "alpine")) {
      assertThat(asRoot.verdict("std-fds-safe", host))
          .as("%s", asRoot.result("std-fds-safe", host))
          .isEqualTo("pass");
      assertThat(asRoot.verdict("openssl-floor", host)).isNotEqualTo("unknown");
      assertThat(asRoot.verdict("sshd-test-quiet", host)).isEqualTo("pass");
      assertThat(asRoot.result("mysql-client-restarted", host).get("rows").asInt()).isPositive();
      assertThat(asProbe.host(host).get("outcome").asText()).isEqualTo("answered");
    }
    assertThat(asProbe.host("busy").get("outcome").asText()).isEqualTo("answered");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "busy", "redhat", "alpine"})
  void noFileOfTheHostIsOtherThanBefore(String host) throws Exception {
    assertThat(fleet.changedSince(host, "/tmp/trace/begun", "/tmp/trace")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "busy", "redhat", "alpine"})
  void noProcessIsLeft(String host) throws Exception {
    fleet.awaitProcesses(host, requireNonNull(PROCESSES.get(host)));
  }
}
