package dev.driftline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Waivers are written from a report, accept just what is open in it, and are taken out again when nothing needs them.
class WaiversCommandTest {

  private static final String POLICY =
      """
      policy: site
      checks:
        - { id: os-other, severity: minor, probe: host, expect: { os: "%s" } }
        - { id: bits, severity: major, probe: host, expect: { architecture: pdp11 } }
        - { id: odd, severity: minor, probe: { command: "echo x" }, expect: { stdout: y } }
      """;

  private final String soon = LocalDate.now(ZoneOffset.UTC).plusDays(60).toString();

  @TempDir private Path folder;

  @BeforeEach
  void files() throws IOException {
    write(
        "hosts.yml",
        "all: {hosts: {web1: {ansible_connection: local}, web2: {ansible_connection: local}}}\n");
    write("site.yaml", POLICY.formatted("plan9"));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private Started check(String report, String... more) {
    return start(
        List.of("check", "-i", folder + "/hosts.yml", "-o", "json=" + folder + "/" + report), more);
  }

  private Started waivers(String... more) {
    return start(List.of("waivers"), more);
  }

  private Started start(List<String> first, String... more) {
    List<String> words = new ArrayList<>(first);
    words.addAll(List.of(more));
    words.addAll(List.of("-p", folder + "/site.yaml"));
    return Started.with(words.toArray(String[]::new));
  }

  private Started accept(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("accept", folder + "/r.json", "--until", soon, "--reason", "known"));
    words.addAll(List.of(more));
    return waivers(words.toArray(String[]::new));
  }

  @Test
  void whatIsAcceptedIsWaivedInTheNextRunAndNothingElse() throws IOException {
    assertThat(check("r.json").code()).isEqualTo(2);
    Started accepted = accept();

    assertThat(accepted.err()).isEqualTo("driftline: 3 waivers until %s\n".formatted(soon));
    assertThat(accepted.code()).isZero();
    assertThat(accepted.out())
        .startsWith(
            "waivers:\n  - check: os-other\n    hosts: \"web1,web2\"\n    where: { hostname: ")
        .contains(
            "  - check: odd\n    hosts: \"web1,web2\"\n    where: { command: \"echo x\", user: absent }\n")
        .endsWith("    until: %s\n    reason: \"known\"\n".formatted(soon));
    write("w.yaml", accepted.out());
    assertThat(check("r2.json", "--waivers", folder + "/w.yaml").code()).isZero();

    write(
        "site.yaml",
        POLICY
            .formatted("plan9")
            .replace("expect: { stdout: y }", "expect: { stderr: y }")
            .replace("echo x", "echo z"));
    assertThat(check("r3.json", "--waivers", folder + "/w.yaml").code()).isEqualTo(2);
  }

  @Test
  void onlyTheChosenChecksAreAccepted() {
    check("r.json");
    assertThat(accept("--check", "bits").out()).contains("check: bits").doesNotContain("os-other");
  }

  @Test
  void whatNothingNeedsIsLeftOutAndTheRestStaysAsItWas() throws IOException {
    String rest =
        """
        # the waivers of this site
        waivers:
          # this one stays
          - check: bits
            hosts: web1,web2
            until: %1$s
            reason: known
          # a remark about the next one
        """
            .formatted(soon);
    String gone =
        "  - { check: os-other, hosts: web1, until: %s, reason: known }\n".formatted(soon);
    write("w.yaml", rest + gone);
    write("site.yaml", POLICY.formatted("!= plan9").replace("stdout: y", "stdout: x"));
    check("r.json", "--waivers", folder + "/w.yaml");

    Started pruned = waivers("prune", folder + "/r.json", folder + "/w.yaml");

    assertThat(pruned.out()).isEqualTo(rest);
    assertThat(pruned.err())
        .isEqualTo("driftline: %s/w.yaml:9: left out: nothing needs it\n".formatted(folder));
    assertThat(pruned.code()).isZero();
  }

  @Test
  void aWaiverThatWasChangedSinceTheReportIsKept() throws IOException {
    String file = "waivers:\n  - { check: os-other, hosts: web1, until: %s, reason: %s }\n";
    write("w.yaml", file.formatted(soon, "known"));
    write("site.yaml", POLICY.formatted("!= plan9"));
    check("r.json", "--waivers", folder + "/w.yaml");
    write("w.yaml", file.formatted(soon, "another"));

    Started pruned = waivers("prune", folder + "/r.json", folder + "/w.yaml");

    assertThat(pruned.out()).isEqualTo(file.formatted(soon, "another"));
    assertThat(pruned.err())
        .isEqualTo("driftline: %s/w.yaml:2: kept: the report does not know it\n".formatted(folder));
  }

  @Test
  void waiversAreListedByTheirEnd() throws IOException {
    write(
        "w.yaml",
        """
        waivers:
          - { check: bits, hosts: all, until: %s, reason: later, ticket: OPS-1, owner: ann }
          - { check: os-other, hosts: web*, until: 2026-01-01, reason: old, accepts: [drift, unknown] }
        """
            .formatted(soon));
    Started list = waivers("list", "--waivers", folder + "/w.yaml");

    assertThat(
            list.out()
                .replaceAll("(?m)^.*/w\\.yaml", "w.yaml")
                .replaceAll("[0-9]+ days ago", "N days ago"))
        .isEqualTo(
            """
            w.yaml:3  until 2026-01-01, ended N days ago
              os-other on web*, accepts drift and unknown: old
            w.yaml:2  until %s, 60 days left
              bits on all: later (ticket OPS-1, owner ann)
            """
                .formatted(soon));
    assertThat(list.code()).isZero();
  }

  @Test
  void aWaiverOverOtherRowsThanTheWrongOnesIsNotCalledDone() throws IOException {
    write(
        "w.yaml",
        "waivers:\n  - { check: os-other, hosts: all, where: { hostname: other }, until: %s, reason: r }\n"
            .formatted(soon));
    Started check = check("r.json", "--waivers", folder + "/w.yaml");

    assertThat(check.err())
        .contains("warning: matches nothing: on all no result of os-other has hostname other\n")
        .contains(
            "  hint: there are findings of it there, but of other rows: compare `where` with theirs\n")
        .doesNotContain("remove it");
  }

  @Test
  void aDayThatIsOverAcceptsNothing() {
    check("r.json");
    Started accept =
        waivers("accept", folder + "/r.json", "--until", "2026-01-01", "--reason", "known");

    assertThat(accept.err())
        .isEqualTo(
            """
            driftline: 2026-01-01 is over: a waiver until then would accept nothing
            Try "driftline waivers --help".
            """);
    assertThat(accept.code()).isEqualTo(1);
  }

  @Test
  void aReasonIsNeeded() {
    check("r.json");
    assertThat(waivers("accept", folder + "/r.json", "--until", soon).err())
        .startsWith("driftline: missing --reason: why it is accepted\n");
  }

  @Test
  void aReasonThatTheFileOfWaiversCouldNotHoldIsRefused() {
    check("r.json");

    for (String option : List.of("--reason", "--ticket", "--owner")) {
      List<String> words = new ArrayList<>(List.of("accept", folder + "/r.json", "--until", soon));
      words.addAll(List.of(option, "a {{ b }}"));
      if (!option.equals("--reason")) {
        words.addAll(List.of("--reason", "r"));
      }
      Started accept = waivers(words.toArray(String[]::new));

      assertThat(accept.out()).isEmpty();
      assertThat(accept.err())
          .isEqualTo(
              """
              driftline: %s: waivers have no templates: write it without {{, {%% and {#
              Try "driftline waivers --help".
              """
                  .formatted(option));
      assertThat(accept.code()).isEqualTo(1);
    }
  }

  @Test
  void anEmptyFileHoldsNoWaiversToPrune() throws IOException {
    check("r.json");
    write("w.yaml", "");
    Started prune = waivers("prune", folder + "/r.json", folder + "/w.yaml");

    assertThat(prune.out()).isEmpty();
    assertThat(prune.err())
        .contains("w.yaml:1:1: error: the file holds no waivers\n")
        .contains("  hint: name a file of waivers\n");
    assertThat(prune.code()).isEqualTo(1);
  }

  @Test
  void aListOfAFileThatIsNotNamedWithAnOptionIsNotEmptyWithoutAWord() {
    assertThat(waivers("list", "w.yaml").err())
        .isEqualTo(
            """
            driftline: unexpected w.yaml: name a file of waivers with --waivers or -p
            Try "driftline waivers --help".
            """);
  }

  @Test
  void aPolicyOrAnOverrideIsNoFileOfWaivers() throws IOException {
    write("o.yaml", "overrides:\n  - { check: bits, enabled: false, reason: r }\n");
    Started check = check("r.json", "--waivers", folder + "/o.yaml");

    assertThat(check.err())
        .contains("o.yaml:1:1: error: a file with `overrides` is no file of waivers\n")
        .contains("  hint: name it with `-p " + folder + "/o.yaml`\n");
    assertThat(check.code()).isEqualTo(1);
  }
}
