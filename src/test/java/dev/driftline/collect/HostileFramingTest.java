package dev.driftline.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.local.LocalTransport;
import dev.driftline.model.Reason;
import dev.driftline.model.table.Question;
import dev.driftline.probe.fds.FdsProbe;
import dev.driftline.probe.host.HostProbe;
import dev.driftline.probe.kit.Capture;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.Transcript;
import dev.driftline.probe.processes.ProcessesProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What runs on a host cannot say more than its own words: the cases F of `docs/safety-cases.md`, in real shells.
class HostileFramingTest {

  private static final String MARK = "\n@0123456789abcdef0123456789abcdef 1 0\n";

  /// F01
  @ParameterizedTest
  @ValueSource(strings = {"dash -s", "bash --posix -s", "busybox sh -s", "mksh -s"})
  void marksThatAProbePrintsArePayload(String shell) {
    String print =
        "printf '\\n@0123456789abcdef0123456789abcdef %d 0\\n' 0 1 2; printf '\\n@\\n@@ 1 0\\n'";
    Section fake = section("fake", print + "; {\n" + print + "\n} >&2");
    Section next = section("next", "echo next");
    Transcript heard = ScriptTest.run(words(shell), List.of(fake, next));

    String said = MARK.replace("1 0", "0 0") + MARK + MARK.replace("1 0", "2 0") + "\n@\n@@ 1 0\n";
    assertThat(heard.capture(fake)).isEqualTo(new Capture.Complete(said, said, 0));
    assertThat(heard.capture(next)).isEqualTo(new Capture.Complete("next\n", "", 0));
  }

  /// F02: whoever reads process lists cannot see the nonce, and whoever writes them cannot forge one.
  @Test
  void aMarkInAProcessTitleIsPayload() throws IOException {
    Process titled = new ProcessBuilder("bash", "-c", "exec -a \"$0\" sleep 60", MARK).start();
    try {
      Section wait =
          section(
              "title",
              "until [ \"$(readlink /proc/%1$d/exe)\" = \"$(readlink -f \"$(command -v sleep)\")\" ]; do :; done; tr '\\000' ' ' </proc/%1$d/cmdline"
                  .formatted(titled.pid()));
      Transcript heard = ScriptTest.run(List.of("/bin/sh", "-s"), List.of(wait));
      assertThat(heard.capture(wait)).isEqualTo(new Capture.Complete(MARK + " 60 ", "", 0));
    } finally {
      titled.destroyForcibly();
    }
  }

  /// F04
  @ParameterizedTest
  @ValueSource(strings = {"dash -s", "bash --posix -s", "busybox sh -s", "mksh -s"})
  void bothStreamsInterleavedComeBackApart(String shell) {
    String dots = ".".repeat(56);
    Section both =
        section(
            "both",
            "dots=%s; i=0; while [ $i -lt 1024 ]; do echo out $i $dots; echo err $i $dots >&2; i=$((i + 1)); done"
                .formatted(dots));
    StringBuilder out = new StringBuilder();
    StringBuilder err = new StringBuilder();
    for (int line = 0; line < 1024; line++) {
      out.append("out %d %s\n".formatted(line, dots));
      err.append("err %d %s\n".formatted(line, dots));
    }
    Transcript heard = ScriptTest.run(words(shell), List.of(both));
    assertThat(heard.capture(both))
        .isEqualTo(new Capture.Complete(out.toString(), err.toString(), 0));
  }

  /// F05
  @ParameterizedTest
  @ValueSource(strings = {"dash -s", "bash --posix -s", "busybox sh -s", "mksh -s"})
  void everyStatusComesBackFromEveryShell(String shell) {
    List<Section> sections = new ArrayList<>();
    for (int status = 0; status <= 255; status++) {
      sections.add(section("exit-" + status, "exit " + status));
    }
    Transcript heard = ScriptTest.run(words(shell), sections);
    for (int status = 0; status <= 255; status++) {
      assertThat(heard.capture(sections.get(status)))
          .isEqualTo(new Capture.Complete("", "", status));
    }
  }

  /// F06: there is no descriptor but the two streams, and through the parent's a probe reaches its own section only.
  @ParameterizedTest
  @ValueSource(strings = {"dash -s", "bash --posix -s", "busybox sh -s", "mksh -s"})
  void otherDescriptorsLeadNowhere(String shell) {
    Section others =
        section(
            "others",
            "for fd in 3 4 5 6 7 8 9; do (eval \"echo forged >&$fd\") 2>/dev/null && echo open $fd; done; :");
    Section parent =
        section("parent", "sh -c 'echo said >/proc/$PPID/fd/1; echo warned >/proc/$PPID/fd/2; :'");
    Section next = section("next", "echo next");
    Transcript heard = ScriptTest.run(words(shell), List.of(others, parent, next));

    assertThat(heard.capture(others)).isEqualTo(new Capture.Complete("", "", 0));
    assertThat(heard.capture(parent)).isEqualTo(new Capture.Complete("said\n", "warned\n", 0));
    assertThat(heard.capture(next)).isEqualTo(new Capture.Complete("next\n", "", 0));
  }

  /// F09
  @ParameterizedTest
  @ValueSource(strings = {"dash -s", "bash --posix -s", "busybox sh -s", "mksh -s"})
  void aFloodIsCutAndTheNextSectionIsWhole(String shell) {
    Section flood = new Section("flood", "yes | head -c 1000000", 64 * 1024);
    Section next = section("next", "echo next");
    Transcript heard = ScriptTest.run(words(shell), List.of(flood, next));

    assertThat(heard.capture(flood))
        .isEqualTo(
            new Capture.Cut("y\n".repeat(32 * 1024), "", Reason.LIMIT, "cut at 65536 bytes"));
    assertThat(heard.capture(next)).isEqualTo(new Capture.Complete("next\n", "", 0));
  }

  /// F09
  @Test
  void aFloodWithoutEndIsCutOffAndWhatWasWholeIsKept() {
    Section first = section("first", "echo first");
    Section flood = new Section("flood", "yes", 64 * 1024);
    Section next = section("next", "echo next");
    Transcript heard = ScriptTest.run(List.of("/bin/sh", "-s"), List.of(first, flood, next));

    assertThat(heard.capture(first)).isEqualTo(new Capture.Complete("first\n", "", 0));
    assertThat(heard.capture(flood)).isInstanceOf(Capture.Cut.class);
    assertThat(heard.capture(next))
        .isEqualTo(new Capture.Missing(Reason.LIMIT, "the host said more than 4194304 bytes"));
  }

  /// F10
  @ParameterizedTest
  @ValueSource(strings = {"dash -s", "bash --posix -s", "busybox sh -s", "mksh -s"})
  void aChildThatHoldsAStreamIsNotWaitedFor(String shell) {
    Section leaves = section("leaves", "sleep 25 & echo left");
    Section next = section("next", "echo next");
    long started = System.nanoTime();
    Transcript heard = ScriptTest.run(words(shell), List.of(leaves, next));

    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(20));
    assertThat(heard.capture(leaves)).isEqualTo(new Capture.Complete("left\n", "", 0));
    assertThat(heard.capture(next)).isEqualTo(new Capture.Complete("next\n", "", 0));
  }

  /// F11
  @ParameterizedTest
  @ValueSource(strings = {"dash -s", "bash --posix -s", "busybox sh -s", "mksh -s"})
  void aProbeThatKillsItsParentsLosesItselfAndWhatComesAfter(String shell) {
    Section first = section("first", "echo first");
    Section killer = section("killer", "echo here; sh -c 'kill -9 $PPID'; kill -9 $$; echo never");
    Section next = section("next", "echo next");
    Transcript heard = ScriptTest.run(words(shell), List.of(first, killer, next));

    assertThat(heard.capture(first)).isEqualTo(new Capture.Complete("first\n", "", 0));
    assertThat(heard.capture(killer)).isNotEqualTo(heard.capture(first));
    if (heard.capture(killer) instanceof Capture.Complete(String out, String _, int exit)) {
      assertThat(out).isEqualTo("here\n");
      assertThat(exit).isEqualTo(137);
    } else {
      assertThat(heard.capture(next))
          .isEqualTo(new Capture.Missing(Reason.TRUNCATED, "the script did not end"));
    }
  }

  /// Marks and prologue weigh little beside what is asked and what is said.
  @Test
  void theWireCarriesAtMostThreeTenthsMoreThanThePayload() throws InterruptedException {
    Plan plan =
        new Plan(
            List.of(new Question("host"), new Question("processes"), new Question("fds")),
            Map.of(
                "host", new HostProbe(),
                "processes", new ProcessesProbe(),
                "fds", new FdsProbe()));
    String nonce = Script.nonce();
    byte[] script = plan.script().bytes(nonce);
    Counted counted = new Counted(new Frames(plan.script().sections(), nonce));
    try (LocalTransport transport = new LocalTransport()) {
      transport.run(LocalRun.host(), () -> script, counted, new HostClock(Duration.ofSeconds(30)));
    }
    assertThat(counted.complete()).isTrue();

    long said = 0;
    long asked = 0;
    for (Section section : plan.script().sections()) {
      Capture capture = counted.frames.transcript(Reason.TRUNCATED, "").capture(section);
      assertThat(capture).isInstanceOf(Capture.Complete.class);
      Capture.Complete whole = (Capture.Complete) capture;
      said += bytes(whole.stdout()) + bytes(whole.stderr());
      asked += bytes(section.script());
    }
    asked +=
        plan.script().sections().stream()
            .flatMap(section -> section.setups().stream())
            .distinct()
            .mapToLong(HostileFramingTest::bytes)
            .sum();
    long wire = script.length + counted.received.get();
    System.out.printf(
        "sent %d, received %d, asked %d, said %d%n",
        script.length, counted.received.get(), asked, said);
    assertThat(wire).isLessThanOrEqualTo((asked + said) * 13 / 10);
  }

  private static long bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
  }

  /// Frames that count what arrives.
  private record Counted(Frames frames, AtomicLong received) implements Transport.Streams {

    Counted(Frames frames) {
      this(frames, new AtomicLong());
    }

    @Override
    public void stdout(byte[] bytes, int offset, int length) {
      received.addAndGet(length);
      frames.stdout(bytes, offset, length);
    }

    @Override
    public void stderr(byte[] bytes, int offset, int length) {
      received.addAndGet(length);
      frames.stderr(bytes, offset, length);
    }

    @Override
    public boolean complete() {
      return frames.complete();
    }

    @Override
    public boolean overflowed() {
      return frames.overflowed();
    }
  }

  private static Section section(String name, String script) {
    return new Section(name, script, Section.DEFAULT_MAX_BYTES);
  }

  private static List<String> words(String command) {
    return List.of(command.split(" ", -1));
  }
}
