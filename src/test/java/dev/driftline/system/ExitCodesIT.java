package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every exit code, of the program as cron sees it. The host is this machine.
class ExitCodesIT {

  @TempDir private Path folder;

  @BeforeEach
  void writeInventories() throws IOException {
    write("here.yml", "all:\n  hosts:\n    here: { connection: local }\n");
    write(
        "nobody.yml",
        "all:\n  hosts:\n    nobody: { host: 127.0.0.1, port: 1 }\n    here: { connection: local }\n");
    policy("clean.yaml", "{ exit: 0, stderr: clean }", "true");
    policy("drift.yaml", "{ exit: 0, stderr: clean }", "echo warning >&2");
    policy("absent.yaml", "{ exit: 0 }", "no-such-command-anywhere");
  }

  private void policy(String name, String expect, String command) throws IOException {
    write(
        name,
        """
        policy: %s
        hosts: all
        checks:
          - id: %s-check
            probe: { command: '%s' }
            expect: %s
            severity: minor
        """
            .formatted(name.replace(".yaml", ""), name.replace(".yaml", ""), command, expect));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private Program.Result check(String inventory, String policy, String... more) throws Exception {
    String[] words = {"check", "-i", folder + "/" + inventory, "-p", folder + "/" + policy};
    String[] all = new String[words.length + more.length];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return Program.run(all);
  }

  @Test
  void zeroWhenAllIsDecidedAndClean() throws Exception {
    assertThat(check("here.yml", "clean.yaml").exit()).isZero();
  }

  @Test
  void twoForDrift() throws Exception {
    assertThat(check("here.yml", "drift.yaml").exit()).isEqualTo(2);
  }

  @Test
  void zeroForDriftBelowFailOn() throws Exception {
    assertThat(check("here.yml", "drift.yaml", "--fail-on", "major").exit()).isZero();
  }

  @Test
  void fourWhenACommandIsAbsentAndThePolicyDoesNotSayWhatThatMeans() throws Exception {
    assertThat(check("here.yml", "absent.yaml").exit()).isEqualTo(4);
  }

  @Test
  void fourWhenAHostIsUnreachableThoughTheOtherIsClean() throws Exception {
    assertThat(check("nobody.yml", "clean.yaml").exit()).isEqualTo(4);
  }

  @Test
  void sixForDriftOnOneHostAndNoAnswerFromAnother() throws Exception {
    assertThat(check("nobody.yml", "drift.yaml").exit()).isEqualTo(6);
  }

  @Test
  void oneForWrongUsage() throws Exception {
    assertThat(Program.run("check", "--no-such-option").exit()).isEqualTo(1);
    assertThat(Program.run().exit()).isEqualTo(1);
    assertThat(Program.run("chekc").exit()).isEqualTo(1);
  }

  @Test
  void oneForAFileThatIsWrongAndNoHostIsAsked() throws Exception {
    write("wrong.yaml", "policy: wrong\nhosts: all\ncheks: []\n");
    Program.Result result = check("here.yml", "wrong.yaml");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.stdout()).isEmpty();
    assertThat(result.stderr()).contains("did you mean \"checks\"?");
  }

  @Test
  void oneWhenNoHostIsSelected() throws Exception {
    assertThat(
            Program.run(
                    "check", "nowhere", "-i", folder + "/here.yml", "-p", folder + "/clean.yaml")
                .exit())
        .isEqualTo(1);
  }

  @Test
  void oneWhenNoCheckIsSelected() throws Exception {
    assertThat(check("here.yml", "clean.yaml", "--check", "no-such-check").exit()).isEqualTo(1);
    assertThat(check("here.yml", "clean.yaml", "--tags", "no-such-tag").exit()).isEqualTo(1);
  }

  @Test
  void oneWhenAReportCannotBeWritten() throws Exception {
    Program.Result result =
        check("here.yml", "clean.yaml", "-o", "json=" + folder + "/no/such.json");

    assertThat(result.exit()).isEqualTo(1);
  }

  @Test
  void oneWhenStandardOutputIsClosedOrFull() throws Exception {
    String words = "\"$DRIFTLINE\" check -i %1$s/here.yml -p %1$s/clean.yaml".formatted(folder);

    assertThat(Program.shell(words + " >/dev/full").exit()).isEqualTo(1);
    assertThat(Program.shell(words + " >&-").exit()).isEqualTo(1);
  }

  @Test
  void theVerdictStandsWhenStandardInputOrErrorIsClosed() throws Exception {
    String words = "\"$DRIFTLINE\" check -i %1$s/here.yml -p %1$s/drift.yaml".formatted(folder);

    assertThat(Program.shell(words + " <&-").exit()).isEqualTo(2);
    assertThat(Program.shell(words + " 2>&-").exit()).isEqualTo(2);
  }

  @Test
  void theJsonReportHasTheSameCodeAndIsReadableByItsOwnerOnly() throws Exception {
    Path report = folder.resolve("report.json");
    Program.Result result = check("nobody.yml", "drift.yaml", "-o", "json=" + report);

    assertThat(result.exit()).isEqualTo(6);
    assertThat(new ObjectMapper().readTree(report.toFile()).at("/run/exit").asInt()).isEqualTo(6);
    assertThat(Files.getPosixFilePermissions(report)).hasToString("[OWNER_READ, OWNER_WRITE]");
  }

  @Test
  void otherConventionsOnRequest() throws Exception {
    assertThat(check("here.yml", "drift.yaml", "--exit-codes", "simple").exit()).isEqualTo(1);
    assertThat(check("here.yml", "drift.yaml", "--exit-codes", "nagios").exit()).isEqualTo(1);
    assertThat(check("nobody.yml", "clean.yaml", "--exit-codes", "nagios").exit()).isEqualTo(3);
  }
}
