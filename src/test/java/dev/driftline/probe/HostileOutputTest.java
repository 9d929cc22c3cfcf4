package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.probe.fds.FdsProbe;
import dev.driftline.probe.kit.Capture;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.Transcript;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What a host says may be anything: readers answer, and never throw.
class HostileOutputTest {

  private static final String SPICE = "\t\n\u0000\u0001#.=!>-:[]()0123456789abrwnpx/\uFFFD";

  @TestFactory
  Stream<DynamicTest> neverThrowsOnMutatedRecordings() {
    long seed = new Random().nextLong();
    return Probes.all().stream()
        .flatMap(probe -> Recording.all(probe).stream())
        .map(recording ->
            DynamicTest.dynamicTest(
                recording.name() + " seed " + seed, () -> mutate(recording, new Random(seed))));
  }

  private static void mutate(Recording recording, Random random) {
    for (int i = 0; i < 60; i++) {
      Transcript mutated = mutated(recording.transcript(), random);
      assertThatCode(() -> recording.probe().read(recording.question(), mutated))
          .doesNotThrowAnyException();
    }
  }

  private static Transcript mutated(Transcript transcript, Random random) {
    Map<Section, Capture> captures = new HashMap<>();
    transcript
        .captures()
        .forEach((section, capture) ->
            captures.put(
                section,
                capture instanceof Capture.Complete(String out, String err, int exit)
                    ? new Capture.Complete(spoil(out, random), err, exit)
                    : capture));
    return new Transcript(captures, transcript.missing());
  }

  private static String spoil(String text, Random random) {
    StringBuilder spoiled = new StringBuilder(text);
    for (int n = random.nextInt(12); n >= 0 && !spoiled.isEmpty(); n--) {
      int at = random.nextInt(spoiled.length());
      switch (random.nextInt(3)) {
        case 0 -> spoiled.setCharAt(at, SPICE.charAt(random.nextInt(SPICE.length())));
        case 1 -> spoiled.insert(at, SPICE.charAt(random.nextInt(SPICE.length())));
        default -> spoiled.delete(at, Math.min(spoiled.length(), at + random.nextInt(40)));
      }
    }
    return spoiled.toString();
  }

  /// A cut anywhere in the text must not look like fewer processes.
  @Test
  void neverTakesABeginningForTheWhole() {
    Recording recording =
        Recording.all(new FdsProbe()).stream()
            .filter(one -> one.name().equals("fds/root"))
            .findFirst()
            .orElseThrow();
    for (Section section : recording.probe().sections(recording.question())) {
      String whole = recording.text(section.name() + ".stdout");
      for (int length = 0; length < whole.length() - 1; length += 7) {
        Map<Section, Capture> captures = new HashMap<>(recording.transcript().captures());
        captures.put(section, new Capture.Complete(whole.substring(0, length), "", 0));
        Question question = recording.question();
        assertThat(
                recording
                    .probe()
                    .read(question, new Transcript(captures, recording.transcript().missing())))
            .isInstanceOf(Answer.Unknown.class);
      }
    }
  }
}
