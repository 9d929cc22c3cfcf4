package dev.driftline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The likely mistakes in waivers.yaml, and what waivers do to a run.
class WaiverMessagesTest {

  private final String soon = LocalDate.now(ZoneOffset.UTC).plusDays(60).toString();

  private final String file =
      """
      waivers:
        - check: std-fds-safe
          hosts: legacy-*
          where: { executable: /opt/old/d, fd: 2 }
          until: %s
          reason: The vendor's release 7 mends it.
          ticket: OPS-12
        - { check: mysql-client-fits-server, hosts: app*, where: { server.host: px1 }, accepts: unknown, until: %s, reason: Looked at by hand. }
      """
          .formatted(soon, soon);

  @TempDir private Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.writeString(
        folder.resolve("hosts.yml"),
        """
        all:
          vars: { ansible_connection: local }
          hosts: { legacy-7: , app1: }
        """);
    Files.writeString(
        folder.resolve("site.yaml"),
        """
        policy: site
        checks:
          - { id: std-fds-safe, probe: fds, where: { fd: 2, name: nobody }, expect: { kind: pipe }, if_none: pass }
          - { id: mysql-client-fits-server, pair: { product: mysql }, expect: { compatible: ok }, if_none: not-applicable }
        """);
  }

  private Started run(String waivers, String... arguments) throws IOException {
    Files.writeString(folder.resolve("waivers.yaml"), waivers);
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(
        List.of(
            "-i",
            folder + "/hosts.yml",
            "-p",
            folder + "/site.yaml",
            "--waivers",
            folder + "/waivers.yaml"));
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
        "until: soon¶    reason: The # reason: The # 2:5: error: until is missing # write the last day on which it holds: `until: 2027-01-31`",
        "until: soon¶    reason: The # until: 2027-02-30¶    reason: The # 5:12: error: \"2027-02-30\" is no day of the calendar # write year-month-day: `until: 2027-02-28`",
        "{ executable: /opt/old/d, fd: 2 } # { pid: 7, fd: 2 } # 4:14: error: pid is another one after a restart: the waiver would hold for today's process only # columns that stay: name, user, executable, fd",
        "check: mysql-client-fits-server # check: \"mysql-*\" # 8:14: error: \"mysql-*\" is no id: a waiver names checks, not patterns # write them as a list: `check: [mysql-client-fits-server, …]`",
        "check: std-fds-safe # check: std-fd-safe # 2:12: error: no policy has a check \"std-fd-safe\" # did you mean \"std-fds-safe\"?",
        "hosts: legacy-* # hosts: legacy-9 # 3:12: warning: host pattern \"legacy-9\": no host or group is called \"legacy-9\" # did you mean \"legacy-7\"?",
        "hosts: legacy-* # hosts: all:!legacy-9 # 3:12: warning: host pattern \"all:!legacy-9\": no host or group is called \"legacy-9\", so the waiver holds nowhere # did you mean \"legacy-7\"?",
        "/opt/old/d # \"{{ x }}\" # 4:26: error: waivers have no templates # write the value: only policies have templates",
        "¶    reason: The vendor's release 7 mends it. # ~~ # 2:5: error: reason is missing # say why this is accepted: `reason: …`",
        "accepts: unknown # accepts: drift # 8:60: error: a waiver for drift of mysql-client-fits-server must say which: a worse rule would be accepted, too # `where: { rule: … }` or `where: { compatible: … }`",
        "accepts: unknown # accepts: all # 8:91: error: unknown accepts value \"all\" # accepts values allowed here: drift, unknown",
        "until: soon¶    reason: The # until: 2026-01-01¶    reason: The # 5:12: warning: ended DAYS days ago: remove it # if it still holds, give it a new day: `until: …`",
      })
  void eachMistakeHasItsPlaceItsMessageAndAHint(
      String right, String wrong, String message, String hint) throws IOException {
    String changed =
        file.replaceFirst(
            java.util.regex.Pattern.quote(right.replace("¶", "\n").replace("soon", soon)),
            java.util.regex.Matcher.quoteReplacement(wrong.replace("¶", "\n")));
    assertThat(changed).isNotEqualTo(file);

    Started lint = run(changed, "lint");

    long days =
        LocalDate.of(2026, 1, 1)
            .until(LocalDate.now(ZoneOffset.UTC), java.time.temporal.ChronoUnit.DAYS);
    assertThat(lint.err())
        .startsWith("waivers.yaml:" + message.replace("DAYS", String.valueOf(days)) + "\n")
        .contains("\n  hint: " + hint + "\n");
    boolean error = message.contains("error");
    assertThat(lint.err())
        .endsWith(error ? "driftline: 1 error, 0 warnings\n" : "driftline: 0 errors, 1 warning\n");
    assertThat(lint.code()).isEqualTo(error ? 1 : 0);
  }

  @Test
  void aRightFileIsRight() throws IOException {
    Started lint = run(file, "lint");
    assertThat(lint.err()).isEmpty();
    assertThat(lint.code()).isZero();
  }

  @Test
  void whatIsAcceptedIsShownAndCountsAsWaived() throws IOException {
    Files.writeString(
        folder.resolve("site.yaml"),
        """
        policy: site
        checks:
          - { id: std-fds-safe, probe: packages, where: { name: dpkg }, expect: { version: "> 99" } }
        """);
    String waivers =
        """
        waivers:
          - { check: std-fds-safe, hosts: all, where: { name: dpkg }, until: %s, reason: The vendor mends it., ticket: OPS-12 }
        """
            .formatted(soon);

    Started check = run(waivers, "check");
    Started json = run(waivers, "check", "--format", "json");
    Started one = run(waivers.replace("hosts: all", "hosts: app1"), "check");

    assertThat(check.out())
        .startsWith("CLEAN: no drift but what is waived\n")
        .contains("0 pass, 0 drift, 0 unknown, 2 waived, 0 not applicable\n")
        .contains(
            "\nWAIVED: 2 findings\n  - by waivers.yaml:2 until %s: The vendor mends it. (OPS-12)\n"
                .formatted(soon));
    assertThat(check.code()).isZero();
    assertThat(json.out())
        .contains("\"verdict\" : \"waived\"")
        .contains("\"waived_findings\" : 2,")
        .contains("\"used\" : 2,");
    assertThat(one.code()).isEqualTo(2);
  }

  @Test
  void aWaiverThatNothingNeedsIsToldIfThatIsSure() throws IOException {
    String waivers =
        "waivers:\n  - { check: std-fds-safe, hosts: app1, until: %s, reason: r }\n"
            .formatted(soon);

    assertThat(run(waivers, "check", "--check", "std-fds-safe").err())
        .startsWith(
            "waivers.yaml:2:35: warning: matches nothing: on app1 no result of std-fds-safe is to be accepted\n");
    assertThat(run(waivers, "check", "--check", "std-fds-safe", "legacy-7").err()).isEmpty();
    assertThat(run(waivers, "check", "--check", "mysql-client-fits-server").err()).isEmpty();
  }
}
