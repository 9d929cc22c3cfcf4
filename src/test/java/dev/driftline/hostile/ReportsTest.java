package dev.driftline.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftline.cli.Started;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a host says, from its command's output to every report there is. The host is this machine, asked without SSH.
@Timeout(120)
class ReportsTest {

  private static final String HOSTILE =
      "\u001b[2J\u001b]52;c;cm0gLXJm\u0007\u001bP1$r\u001b\\ \u009b31m\u202egnp.exe\u200b\ufeff"
          + "\n::error::gone\n::stop-commands::x\n##vso[task.complete]\n##teamcity[x]\r\n"
          + "section_start:1:x\nINFO run ok\n<0>x\u2028%s %n \u00e9\u6f22\ud83d\ude00 {{ secret }} {% if x %}"
          + "y{% endif %}{# z #}\",\"verdict\":\"pass\"";

  @TempDir Path temporary;

  private LintedFolder folder() {
    return new LintedFolder(temporary);
  }

  private Started check(String... more) throws IOException {
    return checkOf(HOSTILE, more);
  }

  private Started checkOf(String said, String... more) throws IOException {
    Files.write(temporary.resolve("said"), said.getBytes(StandardCharsets.UTF_8));
    folder()
        .write("hosts.yml", "all: {hosts: {h: {ansible_connection: local, secret: TOPSECRET}}}\n");
    folder()
        .write(
            "p.yaml",
            "policy: p\nchecks:\n  - {id: c, probe: {command: cat %s/said}, expect: {stdout: clean}}\n"
                .formatted(temporary));
    return folder().run("check", more);
  }

  @Test
  @DisplayName(
      "R02, R10, R11, R12 nothing that a host says acts on a terminal, a log or a CI runner")
  void nothingActsInTheTextReport() throws IOException {
    Started check = check();

    assertThat(check.code()).isEqualTo(2);
    assertThat(check.out()).contains("\\u{1b}P1$r");
    assertThat(check.out().codePoints().filter(c -> c != '\n'))
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    assertThat(check.out().lines())
        .noneMatch(line -> line.matches("(?:::|##|section_start|INFO|<0>).*"));
  }

  @Test
  @DisplayName("R06, R12 the JSON report is ASCII")
  void theJsonReportIsAscii() throws IOException {
    Started check = check("--format", "json");

    assertThat(check.code()).isEqualTo(2);
    assertThat(check.out().chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 127));
    assertThat(check.out())
        .containsIgnoringCase("\\u001b[2J")
        .containsIgnoringCase("\\u202egnp.exe");
  }

  @Test
  @DisplayName("R15 what the JSON report holds is character for character what the host said")
  void theJsonReportReadsBack() throws IOException {
    JsonNode row =
        new ObjectMapper()
            .readTree(check("--format", "json").out())
            .at("/results/0/findings/0/row");

    assertThat(row.get("stdout").asText()).isEqualTo(HOSTILE);
  }

  @Test
  @DisplayName("R16 100,000 lines, or one of a megabyte: cut, and how much is told")
  void saysHowMuchWasCut() throws IOException {
    for (String said : List.of("line\n".repeat(100_000), "x".repeat(1_000_000))) {
      Started text = checkOf(said);
      assertThat(text.code()).isEqualTo(2);
      assertThat(text.out())
          .hasSizeLessThan(4_000)
          .containsPattern("(… [0-9,]+ (lines|characters) …|…)");

      Started json = checkOf(said, "--format", "json");
      assertThat(json.out()).hasSizeLessThan(200_000);
      JsonNode stdout =
          new ObjectMapper().readTree(json.out()).at("/results/0/findings/0/row/stdout");
      assertThat(stdout.get("beginning").asText()).isEqualTo(said.substring(0, 65_536));
      assertThat(stdout.get("cut").asText())
          .isEqualTo("only its first 64 KiB were taken; let the command print less");
    }
  }

  @Test
  @DisplayName("C5 the first line and the last ones are shown, and with --all what was kept")
  void theLastLinesAreShownAndWithAllWhatWasKept() throws IOException {
    String said = "first line\n" + "more\n".repeat(300) + "the line that decides\n";

    assertThat(checkOf(said).out())
        .contains("    evidence:\n      first line\n")
        .containsPattern("      … [0-9]+ lines … \\(--all\\)\n      more\n")
        .contains("      more\n      the line that decides\n")
        .hasLineCount(19);
    assertThat(checkOf(said, "--all").out())
        .contains("      first line\n      more\n".repeat(1))
        .contains("      more\n".repeat(290))
        .contains("      the line that decides\n");
  }

  @Test
  @DisplayName("R02, R17 a table of rows is one line a row, and acts on nothing")
  void aTableIsOneLineARow() throws IOException {
    check();
    Started probe =
        folder()
            .shortened(
                Started.with(
                    "probe",
                    "command",
                    "h",
                    "-i",
                    temporary + "/hosts.yml",
                    "--with",
                    "command=cat " + temporary + "/said"));

    assertThat(probe.out() + probe.err()).doesNotContain("\u001b").doesNotContain("\u009b");
    assertThat(probe.out().lines())
        .noneMatch(line -> line.strip().startsWith("::") || line.contains("##"));
  }

  @Test
  @DisplayName("T01, T02, T04 a template that a host says is just text")
  void aTemplateOfAHostIsJustText() throws IOException {
    for (String format : List.of("text", "json")) {
      Started check = check("--format", format);
      assertThat(check.code()).as(format).isEqualTo(2);
      assertThat(check.out().replace("\\u0023", "#"))
          .as(format)
          .contains("{{ secret }} {% if x %}y{% endif %}{# z #}");
      assertThat(check.out()).as(format).doesNotContain("TOPSECRET");
    }
  }
}
