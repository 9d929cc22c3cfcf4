package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who runs driftline, and with which settings, changes no result and no character of the report.
class LocaleIT {

  @TempDir private Path folder;

  @BeforeEach
  void files() throws Exception {
    Files.writeString(
        folder.resolve("hosts.yml"),
        "all: { hosts: { here: { connection: local, name: TITLE-I, number: '1234' } } }\n");
    Files.writeString(
        folder.resolve("policy.yaml"),
        """
        policy: locale
        checks:
          - id: letters
            probe: { command: 'echo title-i TITLE-I' }
            expect: { stdout: "{{ name | lower }} {{ name | lower | upper }}" }
          - id: numbers
            probe: { command: 'echo 1234.5' }
            expect: { stdout: { all: [">= {{ number | int }}", "< 1235"] } }
          - id: many-lines
            probe: { command: 'seq 1 3000' }
            expect: { stdout: '~ ^I$' }
        """);
  }

  private String report(String environment) throws Exception {
    Program.Result result =
        Program.shell(
            "export %s; exec %s check -i %s/hosts.yml -p %s/policy.yaml"
                .formatted(environment, Program.LAUNCHER, folder, folder));
    assertThat(result.exit()).as(result.stderr()).isEqualTo(2);
    return result.stdout().replaceAll("  run .*\n", "");
  }

  @ParameterizedTest
  @DisplayName("L7 no result depends on the locale or time zone of the machine that runs driftline")
  @CsvSource({
    "tr, TR, '', Europe/Istanbul",
    "ar, EG, u-nu-arab, Africa/Cairo",
    "th, TH, u-nu-thai, Pacific/Kiritimati",
    "de, DE, '', America/St_Johns",
  })
  void theReportIsTheSameEverywhere(
      String language, String country, String extensions, String timeZone) throws Exception {
    String usual = report("TZ=UTC");
    String there =
        report(
            "TZ=%s DRIFTLINE_JAVA_OPTS='-Duser.language=%s -Duser.country=%s -Duser.extensions=%s'"
                .formatted(timeZone, language, country, extensions));

    assertThat(there).isEqualTo(usual).contains("2 pass, 1 drift", "has 3000 lines");
  }

  @ParameterizedTest
  @DisplayName("a mail of cron is ASCII: what is written for people, in a locale without UTF-8")
  @CsvSource({
    "check -i hosts.yml -p cron.yaml, 2, 'caf\\u{e9} 3x4 ->'",
    "check -i hosts.yml -p cron.yaml -o text=report.txt, 2, 'caf\\u{e9} 3x4 ->'",
    "probe command -i hosts.yml --with 'command=printf \"caf\\303\\251\\342\\200\\246\"', 0, caf\\u{e9}...",
    "inventory -i hosts.yml, 0, place = caf\\u{e9}",
    "explain words -p cron.yaml, 0, caf\\u{e9}",
    "lint -i hosts.yml -p wrong.yaml, 1, 'policy \"\\u{e9}\" is not a name'",
    "check --colöur, 1, --col\\u{fffd}\\u{fffd}ur"
  })
  void aMailOfCronIsAscii(String command, int exit, String shown) throws Exception {
    Files.writeString(
        folder.resolve("hosts.yml"),
        "all: { hosts: { here: { connection: local, place: café } } }\n");
    Files.writeString(
        folder.resolve("cron.yaml"),
        """
        policy: cron
        checks:
          - id: words
            title: Kein Müll
            probe: { command: 'printf "caf\\303\\251 3\\303\\2274 \\342\\206\\222\\n"' }
            expect: { stdout: café }
        """);
    Files.writeString(folder.resolve("wrong.yaml"), "policy: é\nchecks: [ … ]\n");
    String line = "cd %s && %s %s".formatted(folder, Program.LAUNCHER, command);
    Program.Result cron = Program.shell("export LC_ALL=C; " + line);
    Program.Result terminal = Program.shell("export LC_ALL=C.UTF-8; " + line);

    assertThat(cron.exit()).as(cron.stderr()).isEqualTo(exit).isEqualTo(terminal.exit());
    assertThat(cron.stdout() + cron.stderr()).matches("(?s)[ -~\n]*").contains(shown);
    assertThat(terminal.stdout() + terminal.stderr()).doesNotContain(shown);
  }
}
