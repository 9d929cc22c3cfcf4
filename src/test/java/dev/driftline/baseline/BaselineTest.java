package dev.driftline.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.Reason;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.run.Catalog;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is written from the answers of a host.
class BaselineTest {

  @TempDir private Path folder;
  private final Map<Question, Answer> answers = new HashMap<>();

  @Test
  void aHostBecomesChecks() throws IOException {
    said("host", List.of(Map.of("os", "debian", "os_version", "12", "init", "systemd")));
    said(
        "packages",
        List.of(
            Map.of("name", "openssl", "version", "3.0.11-1", "status", "installed"),
            Map.of("name", "bash", "version", "5.2-1", "status", "installed")));
    said(
        "sockets",
        List.of(
            listener("0.0.0.0", "22", "sshd"),
            listener("::", "22", "sshd"),
            Map.of("protocol", "tcp", "state", "established", "local_port", "40000")));
    said(
        "processes",
        List.of(
            Map.of(
                "ppid", "1",
                "user", "root",
                "executable", "/usr/sbin/sshd",
                "executable_deleted", "false"),
            Map.of("ppid", "77", "user", "ann", "executable", "/usr/bin/vi")));
    Baseline baseline = Baseline.of("web1.example.org", "2026-12-01", answers, true);
    assertThat(baseline.missing()).isEmpty();
    assertThat(baseline.policy())
        .contains(
            """
            # What web1.example.org was on 2026-12-01, as driftline saw it.
            # Take out what may change, and widen `hosts` to all hosts that should be alike.
            policy: baseline-web1-example-org
            title: What web1.example.org was on 2026-12-01
            hosts: "web1.example.org"
            checks:
              - id: web1-example-org-system
                title: "web1.example.org has this system"
                severity: minor
                probe: host
                expect: { os: "debian", os_version: "12", init: "systemd" }

              - id: web1-example-org-packages
                title: "web1.example.org has these packages"
                severity: minor
                probe: packages
                where: { name: &packages ["bash", "openssl"] }
                expect: { status: ["hold", "installed"] }
                if_none: drift

              - id: web1-example-org-no-other-package
                title: "web1.example.org has no other package"
                severity: minor
                probe: packages
                where: { name: { not: *packages } }
                expect_none: {}
                if_none: pass

              - id: web1-example-org-version-bash
                title: "these packages have the same version as before"
                severity: minor
                probe: packages
                where: { name: "bash" }
                expect: { version: "= 5.2-1" }
                if_none: drift

              - id: web1-example-org-version-openssl
                title: "these packages have the same version as before"
                severity: minor
                probe: packages
                where: { name: "openssl" }
                expect: { version: "= 3.0.11-1" }
                if_none: drift

              - id: web1-example-org-tcp-22
                title: "web1.example.org listens on tcp port 22"
                severity: minor
                probe: sockets
                where: { protocol: tcp, state: listen, local_port: 22 }
                expect: { local_address: ["0.0.0.0", "::"], name: "sshd" }
                if_none: drift

              - id: web1-example-org-no-other-port
                title: "web1.example.org listens on no other TCP port"
                severity: minor
                probe: sockets
                where: { protocol: tcp, state: listen }
                expect: { local_port: [22] }
                if_none: drift

              - id: web1-example-org-runs-sshd
                title: "/usr/sbin/sshd runs"
                severity: minor
                probe: processes
                where: { executable: "/usr/sbin/sshd" }
                expect_any: { user: "root" }
                if_none: drift
            """);
    assertThat(complaints(baseline)).isEmpty();
  }

  @Test
  void hostileTextsAreLeftOutAndTheRestIsRight() throws IOException {
    List<String> texts =
        List.of(
            "{{ 7 * 7 }}",
            "{% raw %}",
            "a\"] }\n  - id: evil",
            "\u001b[31m",
            "present",
            "~ .*",
            "caf\u00e9",
            "\\x",
            "!tag",
            "*alias",
            "# no",
            " ",
            "");
    List<Map<String, String>> packages = new ArrayList<>();
    List<Map<String, String>> sockets = new ArrayList<>();
    List<Map<String, String>> processes = new ArrayList<>();
    for (String text : texts) {
      packages.add(Map.of("name", text, "version", text, "status", "installed"));
      sockets.add(listener(text, "22", text));
      processes.add(
          Map.of(
              "ppid", "1",
              "user", "root",
              "executable", "/opt/" + text,
              "executable_deleted", "false"));
    }
    packages.add(Map.of("name", "bash", "version", "{{ 1 }}", "status", "installed"));
    said("host", List.of(Map.of("os", "{{ evil }}", "os_version", "12", "init", "= x")));
    said("packages", packages);
    said("sockets", sockets);
    said("processes", processes);
    Baseline baseline = Baseline.of("web1", "2026-12-01", answers, true);
    String policy = baseline.policy().orElseThrow();
    assertThat(policy).doesNotContain("{{", "{%", "evil", "\u001b", "caf").matches("(?s)[ -~\n]*");
    assertThat(policy).contains("\"bash\"").contains("local_port: 22");
    assertThat(complaints(baseline)).isEmpty();
    assertThat(baseline.missing())
        .contains(
            "packages: whether there are others could not be told, so no check forbids them",
            "sockets: who listens on tcp port 22 could not be told");
  }

  @Test
  void whatCouldNotBeToldIsNoPartOfIt() throws IOException {
    said("host", List.of(Map.of("os", "debian")));
    answers.put(
        new Question("packages"),
        new Answer.Unknown(Reason.TIMEOUT, "the list did not end in time", ""));
    answers.put(
        new Question("sockets"),
        new Answer.Observed(
            List.of(row("sockets", listener("0.0.0.0", "22", "sshd"))),
            Optional.empty(),
            Optional.of("the list was cut")));
    answers.put(new Question("processes"), new Answer.Absent("process table"));
    Baseline baseline = Baseline.of("web1", "2026-12-01", answers, false);
    assertThat(baseline.missing())
        .containsExactly(
            "packages: timeout: the list did not end in time",
            "sockets: rows may be missing: the list was cut",
            "sockets: whether there are others could not be told, so no check forbids them");
    assertThat(baseline.policy().orElseThrow())
        .contains("web1-tcp-22")
        .doesNotContain("no-other-port", "probe: packages")
        .contains("# processes: this host has none\n");
    assertThat(complaints(baseline)).isEmpty();
  }

  @Test
  void ofAHostThatSaidNothingNoPolicyIsWritten() {
    Baseline baseline = Baseline.of("web1", "2026-12-01", answers, false);
    assertThat(baseline.policy()).isEmpty();
    assertThat(baseline.missing()).hasSize(4);
  }

  private static Map<String, String> listener(String address, String port, String name) {
    return Map.of(
        "protocol", "tcp",
        "state", "listen",
        "local_address", address,
        "local_port", port,
        "name", name);
  }

  private void said(String probe, List<Map<String, String>> rows) {
    answers.put(
        new Question(probe),
        new Answer.Observed(
            rows.stream().map(row -> row(probe, row)).toList(),
            Optional.empty(),
            Optional.empty()));
  }

  private static Row row(String probe, Map<String, String> texts) {
    Map<String, Cell> cells = new HashMap<>();
    texts.forEach((column, text) -> cells.put(column, Cell.text(text)));
    return Row.of(Objects.requireNonNull(Catalog.tables().get(probe)).columns(), cells);
  }

  private String complaints(Baseline baseline) throws IOException {
    Path file = Files.writeString(folder.resolve("b.yaml"), baseline.policy().orElseThrow());
    Problems problems = new Problems();
    PolicySet.read(List.of(file), Catalog.tables(), problems);
    return problems.isEmpty() ? "" : problems.sorted().toString();
  }
}
