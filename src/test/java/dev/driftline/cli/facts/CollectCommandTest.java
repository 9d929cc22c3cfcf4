package dev.driftline.cli.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `driftline collect` and `check --from`, as a user runs them.
class CollectCommandTest {

  private static final String POLICY =
      """
      policy: site
      title: What this site agrees on
      hosts: all
      checks:
        - id: no-such-package
          severity: minor
          probe: packages
          where: { name: [no-such-package] }
          expect_count: 0
          if_none: pass
        - id: true-is-silent
          severity: minor
          probe: { command: "true" }
          expect: { exit: 0, stderr: clean }
      """;

  @TempDir private Path folder;
  private Path inventory = Path.of("");
  private Path policy = Path.of("");
  private Path facts = Path.of("");

  @BeforeEach
  void writeTheFiles() throws IOException {
    inventory =
        Files.writeString(
            folder.resolve("hosts.yml"), "all: { hosts: { here: { connection: local } } }\n");
    policy = Files.writeString(folder.resolve("site.yaml"), POLICY);
    facts = folder.resolve("facts.jsonl.gz");
  }

  private Started collect(String... more) {
    return run("collect", "-o", facts.toString(), more);
  }

  private Started check(String... more) {
    return run("check", "--from", facts.toString(), more);
  }

  private Started run(String command, String option, String value, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, option, value));
    arguments.addAll(List.of("-i", inventory.toString()));
    arguments.addAll(List.of(more));
    return Started.with(arguments.toArray(String[]::new));
  }

  @Test
  void whatPoliciesAskIsCollectedAndJudgedWithoutAnyHost() throws IOException {
    Started collected = collect("-p", policy.toString());
    assertThat(collected.err())
        .isEqualTo(
            "driftline: wrote the facts of 1 host to %s: 0 unreachable, 0 looked at in part%n"
                .formatted(facts));
    assertThat(collected.code()).isZero();
    // the host could not be reached now
    Files.writeString(inventory, "all: { hosts: { here: { host: 192.0.2.1 } } }\n");
    Started judged = check("-p", policy.toString());
    assertThat(judged.out()).contains("2 results: 2 pass");
    assertThat(judged.code()).isZero();
  }

  @Test
  void aCommandIsNotAskedWithoutPoliciesAndSoItsCheckIsUnknown() {
    collect();
    Started judged = check("-p", policy.toString());
    assertThat(judged.out()).contains("1 pass", "1 unknown", "command was not asked");
    assertThat(judged.code()).isEqualTo(4);
  }

  /// The file has openssl only, so it says nothing about another package.
  @Test
  void aQuestionThatAskedForLessIsNoAnswer() throws IOException {
    Path narrow =
        Files.writeString(
            folder.resolve("narrow.yaml"),
            """
            policy: narrow
            title: One package
            hosts: all
            checks:
              - { id: openssl, severity: minor, probe: packages, where: { name: [openssl] }, expect: { version: ">= 1" }, if_none: pass }
            """);
    collect("-p", narrow.toString());
    Started judged = check("-p", policy.toString(), "--check", "no-such-package");
    assertThat(judged.out()).contains("packages was not asked");
    assertThat(judged.code()).isEqualTo(4);
  }

  @Test
  void aHostThatIsNotInTheFileIsNamedAndCounts() throws IOException {
    collect("-p", policy.toString());
    Files.writeString(
        inventory,
        "all: { hosts: { here: { connection: local }, web7: { connection: local } } }\n");
    Started judged = check("-p", policy.toString());
    assertThat(judged.out())
        .contains("web7 was not asked: it is not in facts.jsonl.gz", "2 pass", "2 unknown");
    assertThat(judged.code()).isEqualTo(4);
  }

  @Test
  void aCutFileIsNotJudgedAtAll() throws IOException {
    collect("-p", policy.toString());
    byte[] whole = Files.readAllBytes(facts);
    Files.write(facts, java.util.Arrays.copyOf(whole, whole.length - 30));
    Started judged = check("-p", policy.toString());
    assertThat(judged.code()).isEqualTo(1);
    assertThat(judged.out()).isEmpty();
    assertThat(judged.err())
        .contains("cannot judge %s: line 3: ".formatted(facts), "it was cut, so take a whole copy");
  }

  @Test
  void aFileThatIsMissingOrNoFileIsSaidSo() {
    assertThat(check().err()).contains("cannot judge %s: ".formatted(facts));
    assertThat(check().code()).isEqualTo(1);
    assertThat(run("check", "--from", folder.toString()).err())
        .contains("cannot judge %s: it ".formatted(folder));
  }

  @Test
  void theFileNeverReplacesAnInput() throws IOException {
    Started refused = run("collect", "-o", inventory.toString());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .contains(
            "cannot write %s: the run reads this file; name another one for the facts"
                .formatted(inventory));
    assertThat(Files.readString(inventory)).contains("here");
  }

  @Test
  void aHostThatCannotBeReachedIsInTheFileAndCounts() throws IOException {
    Files.writeString(inventory, "all: { hosts: { sw1: { connection: network_cli } } }\n");
    Started collected = collect("-p", policy.toString());
    assertThat(collected.code()).isEqualTo(4);
    assertThat(collected.err()).contains("1 unreachable");
    Started judged = check("-p", policy.toString());
    assertThat(judged.code()).isEqualTo(4);
    assertThat(judged.out()).contains("network_cli");
  }

  @Test
  void aPairThatWasNotAskedIsUnknownForThatReason() throws IOException {
    Path pair =
        Files.writeString(
            folder.resolve("pair.yaml"),
            """
            policy: pair
            title: A pair
            hosts: all
            checks:
              - { id: restarted, severity: minor, pair: { product: mysql }, expect: { client.library_deleted: false }, if_none: not-applicable }
            """);
    collect("-p", policy.toString());
    Started judged = check("-p", pair.toString(), "--format", "json");
    assertThat(judged.out())
        .contains("\"reason\" : \"its sockets were not asked for\"")
        .contains("\"reason_code\" : \"not-asked\"");
    assertThat(judged.code()).isEqualTo(4);
  }
}
