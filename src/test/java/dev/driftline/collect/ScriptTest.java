package dev.driftline.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.local.LocalTransport;
import dev.driftline.model.Reason;
import dev.driftline.probe.kit.Capture;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.Transcript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the script does in the `/bin/sh` of this machine, whatever it is.
class ScriptTest {

  private static final List<String> SH = List.of("/bin/sh", "-s");

  @Test
  void givesBackBothStreamsAndTheStatusOfEverySection() {
    Section first = section("first", "printf 'no newline'; printf 'also none' >&2; exit 3");
    Section second = section("second", "echo; echo out; echo >&2");
    Section empty = section("empty", "# nothing\n");

    Transcript heard = run(SH, List.of(first, second, empty));

    assertThat(heard.capture(first)).isEqualTo(new Capture.Complete("no newline", "also none", 3));
    assertThat(heard.capture(second)).isEqualTo(new Capture.Complete("\nout\n", "\n", 0));
    assertThat(heard.capture(empty)).isEqualTo(new Capture.Complete("", "", 0));
  }

  @Test
  void runsASetupOnceBeforeAllSections() {
    List<String> setups = List.of("count=0", "add() { count=$((count + 1)); }\nadd\n");
    Section first = new Section("first", "echo $count; add", 100, setups);
    Section second = new Section("second", "add; echo $count", 100, setups);

    Transcript heard = run(SH, List.of(first, second));

    assertThat(heard.capture(first)).isEqualTo(new Capture.Complete("1\n", "", 0));
    assertThat(heard.capture(second)).isEqualTo(new Capture.Complete("2\n", "", 0));
  }

  @Test
  void everyStatusComesBack() {
    List<Section> sections = new ArrayList<>();
    for (int status = 0; status <= 255; status++) {
      sections.add(section("exit-" + status, "exit " + status));
    }

    Transcript heard = run(SH, sections);

    for (int status = 0; status <= 255; status++) {
      assertThat(heard.capture(sections.get(status)))
          .isEqualTo(new Capture.Complete("", "", status));
    }
  }

  /// A host that could guess it could write marks of its own.
  @Test
  void noTwoRunsHaveOneNonce() {
    Set<String> nonces = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      assertThat(nonces.add(Script.nonce())).isTrue();
    }
    assertThat(nonces).allMatch(nonce -> nonce.matches("[0-9a-f]{32,}"));
  }

  private static Section section(String name, String script) {
    return new Section(name, script, Section.DEFAULT_MAX_BYTES);
  }

  static Transcript run(List<String> shell, List<Section> sections) {
    Script script = new Script(sections);
    String nonce = Script.nonce();
    Frames frames = new Frames(sections, nonce);
    try (LocalTransport transport = new LocalTransport(shell)) {
      transport.run(
          LocalRun.host(),
          () -> script.bytes(nonce),
          frames,
          new HostClock(Duration.ofSeconds(100)));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return frames.transcript(Reason.TRUNCATED, "the script did not end");
  }
}
