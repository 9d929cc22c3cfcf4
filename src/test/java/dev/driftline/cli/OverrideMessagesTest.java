package dev.driftline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The likely mistakes in overrides.yaml, and what overrides do to a run.
class OverrideMessagesTest {

  private static final String FIRST =
      "  - { check: std-fds-safe, hosts: lab, severity: minor, reason: Lab daemons. }";
  private static final String SECOND =
      "  - { check: std-fds-safe, where: { name: { not: oldd } }, reason: oldd is an inetd of its own. }";
  private static final String THIRD =
      "  - { check: apache-test-quiet, enabled: false, reason: We run nginx only. }";

  @TempDir private Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.writeString(
        folder.resolve("hosts.yml"),
        """
        all:
          vars: { ansible_connection: local }
          hosts: { web1: }
          children:
            lab: { hosts: { lab1: } }
        """);
    Files.writeString(
        folder.resolve("site.yaml"),
        """
        policy: site
        checks:
          - { id: std-fds-safe, severity: critical, probe: packages, where: { name: dpkg }, expect: { version: "> 0" } }
          - { id: apache-test-quiet, probe: packages, where: { name: dpkg }, expect: { version: "> 0" } }
        """);
  }

  private Started site(List<String> overrides, String... arguments) throws IOException {
    Files.writeString(
        folder.resolve("overrides.yaml"), "overrides:\n" + String.join("\n", overrides) + "\n");
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(
        List.of(
            "-i",
            folder + "/hosts.yml",
            "-p",
            folder + "/site.yaml",
            "-p",
            folder + "/overrides.yaml"));
    Started started = Started.with(all.toArray(String[]::new));
    return new Started(
        started.code(),
        started.out().replace(folder + "/", ""),
        started.err().replace(folder + "/", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "1 # std-fds-safe, hosts # std-fd-safe, hosts # 2:14: error: no policy has a check \"std-fd-safe\" # did you mean \"std-fds-safe\"?",
        "3 # , reason: We run nginx only. # ~~ # 4:5: error: reason is missing # say why this site differs: `reason: …`",
        "2 # where: { name: { not: oldd } } # severity: major # 3:28: error: severity of std-fds-safe is set twice for lab1: here and at 2:40 # keep one, or narrow one with `hosts`",
        "2 # where: { name: { not: oldd } } # expect: { name: x } # 3:28: error: an override cannot change what must hold (\"expect\") # switch the check off with `enabled: false`, and write one of your own",
        "3 # enabled: false # enabled: no # 4:42: error: enabled must be true or false, not \"no\" # `enabled: false`",
        "3 # enabled: false # severity: bad # 4:43: error: unknown severity \"bad\" # severities allowed here: info, minor, major, critical",
        "2 # name: { not: oldd } # nmae: oldd # 3:37: error: unknown column \"nmae\" # did you mean \"name\"?",
        "2 # not: oldd # not: \"{{ x }}\" # 3:50: error: overrides have no templates # write the value: only policies have templates",
        "1 # hosts: lab # hosts: lob # 2:35: warning: host pattern \"lob\": no host or group is called \"lob\" # did you mean \"lab\"?",
        "1 # hosts: lab # hosts: all:!lob # 2:35: warning: host pattern \"all:!lob\": no host or group is called \"lob\", so the override holds nowhere # did you mean \"lab\"?",
      })
  void eachMistakeHasItsPlaceItsMessageAndAHint(
      int number, String right, String wrong, String message, String hint) throws IOException {
    List<String> lines = new ArrayList<>(List.of(FIRST, SECOND, THIRD));
    String changed = lines.get(number - 1).replace(right, wrong);
    assertThat(changed).isNotEqualTo(lines.get(number - 1));
    lines.set(number - 1, changed);

    Started lint = site(lines, "lint");

    int column = Integer.parseInt(message.split(":", -1)[1]);
    boolean error = message.contains("error");
    assertThat(lint.err())
        .isEqualTo(
            "overrides.yaml:%s\n  %d | %s\n    | %s^\n  hint: %s\ndriftline: %s\n"
                .formatted(
                    message,
                    number + 1,
                    changed,
                    " ".repeat(column - 1),
                    hint,
                    error ? "1 error, 0 warnings" : "0 errors, 1 warning"));
    assertThat(lint.code()).isEqualTo(error ? 1 : 0);
  }

  @Test
  void aCheckThatIsShippedAndWasNotReadIsNamed() throws IOException {
    String line = FIRST.replace("std-fds-safe", "log-not-deletd");

    assertThat(site(List.of(line), "lint").err())
        .contains("error: no policy has a check \"log-not-deletd\"\n")
        .contains(
            "hint: did you mean \"log-not-deleted\"? It is a shipped one, and those were not read: add `-p shipped`\n");
  }

  @Test
  void rowsThatAreLeftOutAreCountedAndNoneLeftIsNotApplicable() throws IOException {
    String narrow =
        "  - { check: std-fds-safe, hosts: lab, where: { name: { not: dpkg } }, reason: Not here. }";

    Started check = site(List.of(narrow), "check", "--format", "json");

    assertThat(check.out())
        .contains("\"left_out\" : 1,")
        .contains("\"verdict\" : \"not-applicable\"")
        .contains("\"reason\" : \"1 row left out by overrides.yaml:2: Not here.\"");
    assertThat(check.code()).isZero();
  }

  @Test
  void aCheckThatIsSwitchedOffIsNotApplicableThereOnly() throws IOException {
    String off = "  - { check: std-fds-safe, hosts: lab, enabled: false, reason: Not here. }";

    Started check = site(List.of(off), "check", "--format", "json");

    assertThat(check.out())
        .contains("\"reason\" : \"switched off by overrides.yaml:2: Not here.\"")
        .contains("\"reason_code\" : \"switched-off\"")
        .contains("\"pass\" : 3,")
        .contains("\"not_applicable\" : 1,");
  }

  @Test
  void aSeverityIsThatOfTheHost() throws IOException {
    Files.writeString(
        folder.resolve("site.yaml"),
        Files.readString(folder.resolve("site.yaml")).replace("\"> 0\"", "\"> 99\""));

    assertThat(site(List.of(FIRST), "check", "--check", "std-fds-safe", "lab1").out())
        .startsWith("DRIFT (worst: minor)\n");
    assertThat(site(List.of(FIRST), "check", "--check", "std-fds-safe").out())
        .startsWith("DRIFT (worst: critical)\n");
    assertThat(
            site(
                    List.of(FIRST),
                    "check",
                    "--check",
                    "std-fds-safe",
                    "lab1",
                    "--fail-on",
                    "critical")
                .code())
        .isZero();
  }

  @Test
  void explainSaysWhatHoldsAndFromWhere() throws IOException {
    assertThat(site(List.of(FIRST), "explain", "std-fds-safe", "lab1").out())
        .contains("    severity minor\n")
        .contains("    severity, set by overrides.yaml:2: Lab daemons.\n");
  }
}
