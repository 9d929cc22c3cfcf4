package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.Reason;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.probe.kit.Capture;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.Transcript;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the shell halves bound is bounded again where it is read: a host need not run them.
class BoundsTest {

  private static final String HEAD = "look\nhost\t99\t1000.00\t1700000000\tvisible\tdevice\n";
  private static final String ONE =
      HEAD + "text\t1\t/usr/bin/x\nprocess\t2\t1\t2\t0\tS\t1\t5\t0\t1\tx\nend\t1\n";

  @Test
  void aCommandLineThatIsLongerThanIsTakenIsForged() {
    assertThat(row(commandLine("whole", "x".repeat(4096))).cell("command"))
        .isEqualTo(Cell.text("x".repeat(4096)));
    assertThat(row(commandLine("cut", "x".repeat(4096))).cell("command"))
        .isEqualTo(Cell.cut("x".repeat(4096), "only its beginning was taken"));
    assertThat(commandLine("whole", "x".repeat(4097))).isInstanceOf(Answer.Unknown.class);
  }

  private static Answer commandLine(String how, String text) {
    return answer(
        new Question("processes"),
        Map.of(
            "processes",
            ONE,
            "command-lines",
            "look\ncommand\t2\t" + how + "\t" + text + "\nend\t1\n"));
  }

  @Test
  void aFactAboutTheHostIsShort() {
    String facts =
        "look\nfact\thostname\tapp1\nfact\tID\t%s\nfact\tVERSION_ID\t%s\nend\t3\n"
            .formatted("x".repeat(1024), "1".repeat(1025));
    Row row = row(answer(new Question("host"), Map.of("host", facts)));

    assertThat(row.cell("hostname")).isEqualTo(Cell.text("app1"));
    assertThat(row.cell("os")).isEqualTo(Cell.text("x".repeat(1024)));
    assertThat(row.cell("os_version"))
        .isEqualTo(Cell.cut("1".repeat(1024), "only its first 1,024 characters are kept"));
  }

  @Test
  void aTextThatRowsShareIsNoLongerThanAPath() {
    String table = ONE.replace("/usr/bin/x", "/" + "x".repeat(4096));
    Row row =
        row(
            answer(
                new Question("processes"),
                Map.of("processes", table, "command-lines", "look\nend\t0\n")));

    assertThat(row.cell("executable"))
        .isEqualTo(Cell.cut("/" + "x".repeat(4095), "only its first 4,096 characters are kept"));
  }

  @Test
  void aSetHoldsALibraryOnce() {
    String uses = "process\t2\t1\t/usr/bin/x\n";
    String names = "library\t1\t/a.so\nlibrary\t2\t/b.so\n";

    assertThat(libraries(names + "set\t1\t1 2\n" + uses)).isInstanceOf(Answer.Observed.class);
    for (String broken :
        new String[] {
          names + "set\t1\t1 2 1\n" + uses,
          names + "set\t1\t1\nset\t1\t2\n" + uses,
          names + "set\t1\t1\n" + uses + uses,
          "managers\t1\nmanager\tdpkg\nmanager\tdpkg\n",
          "k\tnobody\n"
        }) {
      assertThat(libraries(broken))
          .as(broken)
          .isInstanceOfSatisfying(
              Answer.Unknown.class,
              unknown ->
                  assertThat(unknown.why())
                      .isEqualTo("what the host said about mapped files could not be understood"));
    }
  }

  private static Answer libraries(String said) {
    long counted =
        said.lines()
            .filter(line ->
                line.startsWith("process") || line.startsWith("library") || line.startsWith("set"))
            .count();
    return answer(
        new Question("libraries", Map.of("processes", "x")),
        Map.of("processes", ONE, "named-libraries", "look\n%send\t%d\n".formatted(said, counted)));
  }

  @Test
  void aComplaintAboutADescriptorIsShort() {
    String some = ONE.replace("end\t1", "descriptors\t2\t0!%s\t1-\t2-\nend\t2");

    assertThat(descriptors(some.formatted("x".repeat(80)))).isInstanceOf(Answer.Observed.class);
    assertThat(descriptors(some.formatted("x".repeat(81)))).isInstanceOf(Answer.Unknown.class);
  }

  private static Answer descriptors(String said) {
    return answer(new Question("fds", Map.of("descriptors", "0,1,2")), Map.of("processes", said));
  }

  @Test
  void anAddressHasTheFormOfOne() {
    String host = "look\nfact\thostname\th\naddress\t%s\nend\t2\n";

    assertThat(
            row(answer(new Question("host"), Map.of("host", host.formatted("10.0.0.1"))))
                .cell("addresses"))
        .isEqualTo(Cell.text("10.0.0.1"));
    for (String word : new String[] {"1".repeat(46), "10.0.0.1,10.0.0.2", "db-1", ""}) {
      assertThat(
              row(answer(new Question("host"), Map.of("host", host.formatted(word))))
                  .cell("addresses"))
          .as(word)
          .isEqualTo(Cell.unread("something that is no address is among them"));
    }
  }

  /// Its bytes are not known where they were no UTF-8, but that they are too many is.
  @Test
  void whatACommandPrintsIsCutAndKnownToBe() {
    Answer answer =
        answer(
            new Question("command", Map.of("command", "x")),
            Map.of(
                "command",
                "\uFFFD".repeat(65_537)
                    + "\nended %1$s 0 1.0 2.0 none\n\ncut %1$s\n".formatted(SECRET)),
            "\nended %1$s\n\nwhole %1$s -\n".formatted(SECRET));

    // each may be the beginning of a character, so none of them is known
    assertThat(row(answer).cell("stdout"))
        .isEqualTo(Cell.cut("", "only its first 64 KiB were taken; let the command print less"));
    assertThat(row(answer).cell("stderr")).isEqualTo(Cell.text(""));
    assertThat(row(answer).text("truncated")).contains("true");
    assertThat(((Answer.Observed) answer).gap()).isEmpty();
  }

  private static Row row(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Observed.class);
    return ((Answer.Observed) answer).rows().getFirst();
  }

  private static final String SECRET = "12345678-1234-1234-1234-123456789abc";

  private static Answer answer(Question question, Map<String, String> said) {
    return answer(question, said, "");
  }

  private static Answer answer(Question question, Map<String, String> said, String stderr) {
    Probe probe = Probes.find(question.probe()).orElseThrow();
    Map<Section, Capture> captures = new HashMap<>();
    for (Section section : probe.sections(question)) {
      String text = said.get(section.name());
      if (text != null) {
        captures.put(section, new Capture.Complete(text, stderr, 0));
      }
    }
    return probe.read(
        question, new Transcript(captures, new Capture.Missing(Reason.TIMEOUT, "late")));
  }
}
