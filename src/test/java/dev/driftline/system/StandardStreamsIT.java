package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The shipped checks of `stdio.yaml` on real programs: `src/test/resources/fleet/streams` has a host full of faults,
/// and one on which everything is sound, though it looks odd. On a third one nobody tells the other ends of streams.
@Tag("fleet")
class StandardStreamsIT {

  private static final String INSTANCE = ", process \\d+ since [-0-9T:]+Z$";

  private static final Path PROGRAMS = Path.of("src/test/resources/fleet/streams");

  private static final String OWN =
      "opened by the process itself (close-on-exec is set on it, and not on 0)";

  private static Fleet fleet;
  private static Verdicts report;

  @TempDir private static Path folder;

  @BeforeAll
  static void startPrograms() throws Exception {
    fleet = Fleet.up("faulty,sound,without");
    start("faulty", "faulty.sh");
    start("sound", "sound.sh");
    fleet.inside("without", "rm -f /bin/ss /usr/bin/ss");
    start("without", "spawning.sh");
    report = Verdicts.of(fleet.check("inventory.yml", "all"));
  }

  private static void start(String host, String script) throws Exception {
    try (Stream<Path> programs = Files.list(PROGRAMS)) {
      for (Path program : programs.toList()) {
        fleet.copy(host, program, "/opt/" + program.getFileName());
      }
    }
    fleet.inside(host, "sh /opt/%s </dev/null".formatted(script));
  }

  @AfterAll
  static void end() throws Exception {
    if (fleet != null) {
      fleet.down();
    }
  }

  @Test
  void whatIsNoOutputOfTheProcessIsCritical() {
    String ends =
        "opened by the process itself (both ends of it are in this process: the other one is %d)";
    assertThat(report.result("std-fds-safe", "faulty").get("severity").asText())
        .isEqualTo("critical");
    assertThat(findings("std-fds-safe", "faulty"))
        .containsExactlyInAnyOrder(
            // perl reads its program by the number that was free
            "perl fd 2 (/opt/plain.pl closed, user root):"
                + " fd 2 is a file open for reading (/opt/plain.pl),"
                + " which cannot be written to",
            "python3 fd 1 (/opt/two-files.py, user root):"
                + " fd 1 is a file open for writing"
                + " (/srv/orders.csv), "
                + OWN,
            "python3 fd 2 (/opt/two-files.py, user root):"
                + " fd 2 is a file open for appending"
                + " (/srv/ledger.journal), "
                + OWN,
            "perl fd 2 (/opt/wake-up.pl wake-up, user root):"
                + " fd 2 is a pipe, which cannot be written to, "
                + ends.formatted(3),
            "perl fd 0 (/opt/both-ends.pl both-ends, user root):"
                + " fd 0 is a pipe, "
                + ends.formatted(1),
            "perl fd 1 (/opt/both-ends.pl both-ends, user root):"
                + " fd 1 is a pipe, "
                + ends.formatted(0),
            "perl fd 1 (/opt/plain.pl read-only, user root):"
                + " fd 1 is a file open for reading (/etc/hosts),"
                + " which cannot be written to",
            "perl fd 0 (/opt/plain.pl write-only, user root):"
                + " fd 0 is a file open for appending"
                + " (/var/log/programs.log), which cannot be read",
            "perl fd 2 (/opt/plain.pl volume, user root):"
                + " fd 2 is a device that is somebody's data or"
                + " connection (/dev/loop0)",
            "perl fd 2 (/opt/plain.pl client, user root):"
                + " fd 2 is a unix socket to /run/database.sock,"
                + " children inherit it");
  }

  @Test
  void outputThatNobodyReadsIsMajor() {
    assertThat(report.result("output-is-read", "faulty").get("severity").asText())
        .isEqualTo("major");
    assertThat(findings("output-is-read", "faulty"))
        .containsExactlyInAnyOrder(
            "perl fd 1 (/opt/plain.pl unread, user root):" + " fd 1 is a pipe, and nobody reads it",
            "perl fd 2 (/opt/plain.pl unread, user root):" + " fd 2 is a pipe, and nobody reads it",
            "perl fd 1 (/opt/plain.pl journal, user root):"
                + " fd 1 is a stream to a supervisor, and its other"
                + " end is closed",
            "perl fd 2 (/opt/plain.pl journal, user root):"
                + " fd 2 is a stream to a supervisor, and its other"
                + " end is closed");
  }

  @Test
  void aTerminalThatIsGoneAndALogThatWasRotatedAreMinor() {
    String process = "perl fd %d (/opt/plain.pl %s, user root):" + " fd %1$d is ";
    for (String check : List.of("terminal-not-gone", "log-not-deleted")) {
      assertThat(report.result(check, "faulty").get("severity").asText()).isEqualTo("minor");
    }
    assertThat(findings("terminal-not-gone", "faulty"))
        .containsExactlyInAnyOrder(
            process.formatted(1, "terminal")
                + "a terminal that is gone (/dev/pts/0): what is written there fails",
            process.formatted(2, "terminal")
                + "a terminal that is gone (/dev/pts/0): what is written there fails");
    assertThat(findings("log-not-deleted", "faulty"))
        .containsExactlyInAnyOrder(
            process.formatted(1, "rotated") + "a deleted file (/var/log/rotated)",
            process.formatted(2, "rotated") + "a deleted file (/var/log/rotated)");
  }

  @Test
  void aDataFileIsToldIfSomebodyAsks() throws Exception {
    Verdicts asked =
        Verdicts.of(
            fleet.check("inventory.yml", "faulty,sound", "--check", "output-not-in-data-file"));

    assertThat(report.report().toString()).doesNotContain("output-not-in-data-file");
    assertThat(asked.result("output-not-in-data-file", "faulty").get("severity").asText())
        .isEqualTo("info");
    assertThat(findings(asked, "output-not-in-data-file", "faulty"))
        .containsExactlyInAnyOrder(
            "perl fd 2 (user root):" + " fd 2 is a file open for writing" + " (/srv/invoices)",
            "python3 fd 1 (/opt/two-files.py, user root):"
                + " fd 1 is a file open for writing"
                + " (/srv/orders.csv), "
                + OWN);
    assertThat(asked.verdict("output-not-in-data-file", "sound")).isEqualTo("pass");
  }

  @Test
  void aSoundHostThatLooksOddHasNoFinding() {
    for (String check :
        List.of(
            "std-fds-safe",
            "output-is-read",
            "terminal-not-gone",
            "log-not-deleted",
            "dev-null-is-a-device")) {
      assertThat(report.verdict(check, "sound"))
          .as(report.result(check, "sound").toString())
          .isEqualTo("pass");
    }
  }

  @Test
  void aStreamIsNeitherGoodNorBadWhereNobodyTellsItsOtherEnd() throws Exception {
    for (String check : List.of("std-fds-safe", "output-is-read")) {
      assertThat(report.verdict(check, "without")).isEqualTo("unknown");
      assertThat(report.messages(check, "without")).isEmpty();
      assertThat(report.result(check, "without").get("reason").asText())
          .endsWith(
              "the host cannot tell who has the other end of the stream: install ss (iproute2)");
    }
  }

  @Test
  void aProgramThatWasNeverAFileOrIsReplacedInATemporaryFolderIsNotTold() throws Exception {
    JsonNode rows = rows("libraries", "sound");

    assertThat(rows)
        .filteredOn(row -> row.get("role").asText().equals("program"))
        .extracting(row -> row.get("path").asText())
        .contains("/memfd:program", "/tmp/perl", "/opt/perl");
    assertThat(rows)
        .filteredOn(row -> row.get("deleted").asText().equals("true"))
        .extracting(row -> row.get("path").asText())
        .containsExactly("/opt/perl");
  }

  @Test
  void aPolicySelectsByFlagsAndByCommand() throws Exception {
    Path policy = folder.resolve("selects.yaml");
    Files.writeString(
        policy,
        """
        policy: selects
        hosts: all
        checks:
          - id: not-for-appending
            probe: fds
            where: { fd: [0, 1, 2], flags: { not: append } }
            expect: { kind: { not: [file-append] } }
          - id: one-worker
            probe: fds
            where: { fd: 2, command: "~ plain.pl client$" }
            expect: { kind: { not: unix } }
            if_none: pass
        """);
    Verdicts selected =
        Verdicts.of(fleet.check("inventory.yml", "faulty,sound", "-p", policy.toString()));

    assertThat(selected.verdict("not-for-appending", "faulty")).isEqualTo("pass");
    assertThat(selected.verdict("not-for-appending", "sound")).isEqualTo("pass");
    assertThat(findings(selected, "one-worker", "faulty"))
        .containsExactly(
            "perl fd 2 (/opt/plain.pl client, user root):"
                + " fd 2 is a unix socket to /run/database.sock,"
                + " children inherit it");
    assertThat(selected.verdict("one-worker", "sound")).isEqualTo("pass");
  }

  private static JsonNode rows(String probe, String host) throws Exception {
    Program.Result result =
        Program.run("probe", probe, host, "-i", fleet.path("inventory.yml"), "--format", "json");
    assertThat(result.exit()).as(result.stderr()).isZero();
    return result.json().at("/hosts/0/rows");
  }

  /// The findings, as subject and message, without what is new with each start of a process.
  private static List<String> findings(String check, String host) {
    return findings(report, check, host);
  }

  private static List<String> findings(Verdicts verdicts, String check, String host) {
    List<String> findings = new ArrayList<>();
    for (JsonNode finding : verdicts.result(check, host).get("findings")) {
      findings.add(
          "%s: %s"
              .formatted(
                  finding.get("subject").asText().replaceFirst(INSTANCE, ""),
                  finding.get("message").asText()));
    }
    return findings;
  }
}
