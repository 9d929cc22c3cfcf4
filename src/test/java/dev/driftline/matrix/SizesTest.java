package dev.driftline.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.LocalRun;
import dev.driftline.model.CheckResult;
import dev.driftline.model.RunReport;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.run.Catalog;
import dev.driftline.system.Fleet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Hosts of the sizes that real ones have, and hosts on which much happens while they are asked.
///
/// `-Ddriftline.matrix=full` starts 5,000 processes instead of 2,000.
@Tag("fleet")
class SizesTest {

  private static final boolean FULL = "full".equals(System.getProperty("driftline.matrix"));
  private static final int PACKAGES = 10_139;
  private static final int PROCESSES = FULL ? 5000 : 2000;
  private static final int DESCRIPTORS = 80_000;
  private static final int LOOKS = FULL ? 50 : 15;

  private static Fleet fleet;

  @BeforeAll
  static void prepare() throws Exception {
    fleet = Fleet.up("packages,processes,descriptors,busy");
  }

  @AfterAll
  static void end() throws Exception {
    if (fleet != null) {
      fleet.down();
    }
  }

  @Test
  void allPackagesOfALargeHostAreRows() throws Exception {
    StringBuilder status = new StringBuilder();
    for (int number = 0; number < PACKAGES; number++) {
      status.append(
          """
          Package: generated-package-number-%1$d
          Status: install ok installed
          Architecture: amd64
          Version: 1:%1$d.2-3+deb12u1
          Maintainer: Nobody <nobody@example.org>
          Description: generated

          """
              .formatted(number));
    }
    fleet.put("packages", "/var/lib/dpkg/status", status.toString());
    Question all = new Question("packages");
    Question some = new Question("packages", Map.of("names", "generated-package-number-7"));

    Map<Question, Answer> answers = ask("packages", all, some);

    assertThat(rows(answers, all)).isEqualTo(PACKAGES);
    assertThat(ask("packages", some))
        .extractingByKey(some)
        .satisfies(one -> {
          assertThat(((Answer.Observed) one).rows()).hasSize(1);
          assertThat(((Answer.Observed) one).gap()).isEmpty();
        });
  }

  @Test
  void allProcessesWithLongCommandLinesAreRows() throws Exception {
    fleet.inside(
        "processes",
        """
        setsid perl -e '
          for (1 .. $ARGV[0]) { defined(my $p = fork) or die; if (!$p) { sleep 3600; exit } }
          open my $f, ">", "/run/ready"; close $f; sleep 3600' %d "%s" </dev/null >/dev/null 2>&1 &
        until [ -e /run/ready ]; do sleep 0.05; done
        """
            .formatted(PROCESSES, "-Dsome.property=value ".repeat(55)));
    Question processes = new Question("processes");
    Question streams = new Question("fds", Map.of("descriptors", "0,1,2"));
    Question libraries = new Question("libraries");

    Map<Question, Answer> answers = ask("processes", processes, streams, libraries);

    assertThat(rows(answers, processes)).isBetween(PROCESSES, PROCESSES + 20);
    assertThat(rows(answers, streams)).isBetween(3 * PROCESSES, 3 * PROCESSES + 60);
    assertThat(rows(answers, libraries)).isGreaterThan(PROCESSES);
  }

  /// A question that is too large for one host is unknown, and the others are not spoiled.
  @Test
  void manyDescriptorsSpoilNoOtherQuestion() throws Exception {
    fleet.inside(
        "descriptors",
        """
        each=$(ulimit -H -n)
        case $each in unlimited) each=20000 ;; esac
        if [ "$each" -gt 20000 ]; then each=20000; fi
        ulimit -n "$each"
        left=%d
        while [ "$left" -gt 0 ]; do
          rm -f /run/ready
          setsid perl -e '
            use POSIX ();
            for (3 .. $ARGV[0]) { defined POSIX::dup(0) or die }
            open my $f, ">", "/run/ready"; close $f; sleep 3600' $((each - 20)) </dev/null >/dev/null 2>&1 &
          until [ -e /run/ready ]; do sleep 0.05; done
          left=$((left - each + 22))
        done
        """
            .formatted(DESCRIPTORS));
    Question all = new Question("fds");
    Question streams = new Question("fds", Map.of("descriptors", "0,1,2"));
    Question sockets = new Question("sockets");

    Map<Question, Answer> answers = ask("descriptors", all, streams, sockets);

    assertThat(rows(answers, streams)).isGreaterThanOrEqualTo(12);
    rows(answers, sockets);
    assertThat(rows(answers, all)).isGreaterThanOrEqualTo(DESCRIPTORS);
  }

  /// Descriptors and processes that come and go while the host is asked are never findings, and never make it unknown.
  @Test
  void aBusyHostNeverFlaps() throws Exception {
    fleet.inside(
        "busy",
        """
        for n in 1 2 3; do
          nice setsid perl -e '
            use POSIX ();
            $0 = "a) S 1 (\\n\\n/fd/" if $ARGV[0] == 1;
            open my $f, ">", "/run/ready$ARGV[0]"; close $f;
            while (1) {
              my @open; for (1 .. 20) { open my $f, "<", "/etc/passwd"; push @open, $f }
              pipe my $r, my $w; close $_ for @open;
            }' $n </dev/null >/dev/null 2>&1 &
        done
        nice setsid perl -e '
          open my $f, ">", "/run/ready4"; close $f;
          while (1) { my $p = fork; if (!$p) { select undef, undef, undef, 0.01; exit } waitpid $p, 0 }
          ' </dev/null >/dev/null 2>&1 &
        until [ -e /run/ready1 ] && [ -e /run/ready2 ] && [ -e /run/ready3 ] && [ -e /run/ready4 ]; do sleep 0.05; done
        """);
    Checks checks = Checks.of(Path.of("src/test/matrix/busy.yaml"));
    List<String> verdicts = new ArrayList<>();
    for (int look = 0; look < LOOKS; look++) {
      RunReport report = checks.run(shell("busy"));
      for (CheckResult result : report.results()) {
        verdicts.add(
            "%s: %s %s"
                .formatted(
                    result.check().id(), result.verdict().word(), result.reason().orElse("")));
      }
    }
    assertThat(verdicts).hasSizeGreaterThan(LOOKS).allMatch(verdict -> verdict.endsWith(": pass "));
  }

  private static Map<Question, Answer> ask(String host, Question... questions) throws IOException {
    return shell(host).ask(List.of(questions), Catalog.probes());
  }

  private static LocalRun shell(String host) throws IOException {
    List<String> words = new ArrayList<>(fleet.entering(host));
    words.addAll(List.of("/bin/sh", "-s"));
    return LocalRun.in(words.toArray(String[]::new));
  }

  /// The number of rows of an answer that has no gap.
  private static int rows(Map<Question, Answer> answers, Question question) {
    Answer answer = Objects.requireNonNull(answers.get(question));
    assertThat(answer).as(question.toString()).isInstanceOf(Answer.Observed.class);
    Answer.Observed observed = (Answer.Observed) answer;
    assertThat(observed.gap()).as(question.toString()).isEmpty();
    return observed.rows().size();
  }
}
