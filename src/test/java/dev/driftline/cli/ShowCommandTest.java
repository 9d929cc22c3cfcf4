package dev.driftline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `driftline show` prints what `driftline check` printed, or says why it cannot.
class ShowCommandTest {

  @TempDir private Path folder;
  private Path report;
  private Started check;

  @BeforeEach
  void checkHosts() throws IOException {
    Path inventory = folder.resolve("hosts.yml");
    Files.writeString(
        inventory,
        """
        all:
          hosts:
            here: { ansible_connection: local }
            gone: { ansible_host: 127.0.0.1, key: /nowhere }
        """);
    Path policy = folder.resolve("p.yaml");
    Files.writeString(
        policy,
        """
        policy: p
        checks:
          - { id: drifts, probe: host, severity: major, expect: { os: plan9 } }
          - { id: passes, probe: host, expect: { os: { not: plan9 } } }
        """);
    report = folder.resolve("r.json");
    check =
        Started.with(
            "check", "-i", inventory.toString(), "-p", policy.toString(), "-o", "json=" + report);
  }

  private Started show(String... more) {
    List<String> arguments = new ArrayList<>(List.of("show", report.toString()));
    arguments.addAll(List.of(more));
    return Started.with(arguments.toArray(String[]::new));
  }

  private void change(String from, String to) throws IOException {
    String text = Files.readString(report);
    assertThat(text).contains(from);
    Files.writeString(report, text.replace(from, to));
  }

  @Test
  void itPrintsWhatCheckPrintedAndEndsWithItsCode() {
    assertThat(check.code()).isEqualTo(6);
    assertThat(show()).isEqualTo(new Started(6, check.out(), ""));
  }

  @Test
  void itWritesTheSameReportsToFiles() throws IOException {
    Path text = folder.resolve("t");
    Path json = folder.resolve("j");

    assertThat(show("--format", "json", "-o", "text=" + text, "-o", "json=" + json))
        .isEqualTo(new Started(6, Files.readString(report), ""));
    assertThat(json).hasSameTextualContentAs(report);
    assertThat(text).hasContent(check.out());
  }

  @Test
  void theCodeOfASignalStays() throws IOException {
    change("\"exit\" : 6", "\"exit\" : 143");
    assertThat(show().code()).isEqualTo(143);
  }

  @Test
  void whatCannotBeShownPrintsNothing() throws IOException {
    change("\"drift\" : 1", "\"drift\" : 0");
    assertThat(show())
        .isEqualTo(
            new Started(
                1,
                "",
                "driftline: cannot show %s: line 23, column 15: \"drift\" is 0, but counted from the report it is 1; it was changed after it was written, or a newer driftline wrote it: show it with that one\n"
                    .formatted(report)));
  }

  @Test
  void aTextOfTheReportActsOnNoTerminal() throws IOException {
    change("\"os\" : \"", "\"os\" : \"\\u001b]0;owned\\u0007\\n::error::");
    change("\"detail\" : \"", "\"detail\" : \"\\u001b]0;owned\\u0007\\n::error::");
    assertThat(show().out()).contains("\\u{1b}]0;owned").doesNotContain("\u001b", "\n::");
    change("\"outcome\" : \"answered\"", "\"outcome\" : \"\\u001b]0;owned\\u0007\\n::error::\"");
    assertThat(show().err())
        .contains("\"outcome\" is \"\\u{1b}]0;owned\\u{7}\\u{a}::error::\", and not one of")
        .doesNotContain("\u001b", "\n::");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "PK\u0003\u0004", "<html>", "policy: p\n", "null", "\"x\""})
  void anotherFileIsNoReport(String text) throws IOException {
    Files.writeString(report, text);
    Started show = show();

    assertThat(show.code()).isEqualTo(1);
    assertThat(show.out()).isEmpty();
    assertThat(show.err())
        .startsWith("driftline: cannot show %s: line 1, column ".formatted(report))
        .endsWith("; \"driftline check -o json=FILE\" writes such a report\n");
  }

  @Test
  void whatIsNoFileIsNotShown() throws IOException {
    Files.delete(report);
    assertThat(show())
        .isEqualTo(
            new Started(1, "", "driftline: cannot show %s: no such file\n".formatted(report)));
    Files.createDirectory(report);
    assertThat(show())
        .isEqualTo(
            new Started(
                1,
                "",
                "driftline: cannot show %s: it is not a regular file; - reads standard input\n"
                    .formatted(report)));
  }

  @Test
  void theReportItselfIsNotReplaced() throws IOException {
    String before = Files.readString(report);
    assertThat(show("-o", "text=" + report))
        .isEqualTo(
            new Started(
                1,
                "",
                "driftline: cannot write %s: the run reads this file; name another one for the report\n"
                    .formatted(report)));
    assertThat(report).hasContent(before);
  }

  @Test
  void aReportThatCannotBeWrittenEndsWithOne() throws IOException {
    Path file = folder.resolve("gone/t");
    assertThat(show("-o", "text=" + file))
        .isEqualTo(
            new Started(
                1,
                "",
                "driftline: cannot write %s: there is no folder %s\n"
                    .formatted(file, file.getParent())));
  }
}
