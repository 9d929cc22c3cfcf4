package dev.driftline.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.HostAnswers.Noise;
import dev.driftline.model.Reason;
import dev.driftline.probe.kit.Capture;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.Transcript;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramesTest {

  private static final String NONCE = "0123456789abcdef0123456789abcdef";
  private static final Section A = new Section("a", "true", 100);
  private static final Section B = new Section("b", "true", 100);

  private final Frames frames = new Frames(List.of(A, B), NONCE, 1000);

  @Test
  void aCompleteAnswerIsTakenApart() {
    out(mark("0 0") + "one" + mark("1 7") + "two\n" + mark("2 0"));
    assertThat(frames.complete()).isFalse();
    err(mark("0 0") + mark("1 7") + "warning" + mark("2 0"));

    assertThat(frames.complete()).isTrue();
    assertThat(frames.overflowed()).isFalse();
    assertThat(frames.noise()).isEmpty();
    assertThat(heard().capture(A)).isEqualTo(new Capture.Complete("one", "", 7));
    assertThat(heard().capture(B)).isEqualTo(new Capture.Complete("two\n", "warning", 0));
  }

  @Test
  void whatComesBeforeTheFirstMarkIsNoiseAndBounded() {
    Frames noisy = new Frames(List.of(A), NONCE);
    feed(noisy, true, "Welcome!" + mark("0 0"));
    feed(noisy, false, "x".repeat(5000) + mark("0 0"));

    assertThat(noisy.noise()).contains(new Noise("Welcome!", "x".repeat(4096)));
  }

  @Test
  void whatComesAfterTheLastMarkIsNotLookedAt() {
    out(mark("0 0") + mark("1 0") + mark("2 0") + "late");
    err(mark("0 0") + mark("1 0") + mark("2 0") + mark("0 0"));

    assertThat(frames.complete()).isTrue();
    assertThat(heard().capture(B)).isEqualTo(new Capture.Complete("", "", 0));
  }

  @Test
  void aSectionThatSaysTooMuchIsCutAndTheOthersAreWhole() {
    out(mark("0 0") + "x".repeat(80) + mark("1 0") + "fine" + mark("2 0"));
    err(mark("0 0") + "y".repeat(30) + mark("1 0") + mark("2 0"));

    assertThat(frames.complete()).isTrue();
    assertThat(heard().capture(A))
        .isEqualTo(
            new Capture.Cut("x".repeat(80), "y".repeat(20), Reason.LIMIT, "cut at 100 bytes"));
    assertThat(heard().capture(B)).isEqualTo(new Capture.Complete("fine", "", 0));
  }

  @Test
  void aSectionThatSaysExactlyWhatIsTakenIsWhole() {
    out(mark("0 0") + "x".repeat(100) + mark("1 0") + mark("2 0"));
    err(mark("0 0") + mark("1 0") + mark("2 0"));

    assertThat(heard().capture(A)).isEqualTo(new Capture.Complete("x".repeat(100), "", 0));
  }

  @Test
  void aHostThatSaysTooMuchIsCutOff() {
    out(mark("0 0") + "one" + mark("1 0"));
    err(mark("0 0") + mark("1 0"));
    out("z".repeat(1000));

    assertThat(frames.overflowed()).isTrue();
    assertThat(heard().capture(A)).isEqualTo(new Capture.Complete("one", "", 0));
    assertThat(heard().capture(B))
        .isEqualTo(new Capture.Cut("", "", Reason.LIMIT, "the host said more than 1000 bytes"));
  }

  @Test
  void aSectionEndedOnOneStreamOnlyIsCut() {
    out(mark("0 0") + "one" + mark("1 0") + mark("2 0"));
    err(mark("0 0"));

    assertThat(frames.complete()).isFalse();
    assertThat(heard().capture(A))
        .isEqualTo(new Capture.Cut("one", "", Reason.TRUNCATED, "the script did not end"));
    assertThat(heard().capture(B))
        .isEqualTo(new Capture.Cut("", "", Reason.TRUNCATED, "the script did not end"));
  }

  @Test
  void marksThatDoNotBelongThereAreAViolation() {
    for (String wrong :
        List.of(
            "0 0",
            "2 0",
            "3 0",
            "1",
            "1 256",
            "1 -1",
            "01 0",
            "1 00",
            " 1 0",
            "1 0 ",
            "",
            "1 0\r",
            "1 0 0",
            "99999999999999999999")) {
      Frames broken = new Frames(List.of(A, B), NONCE);
      feed(broken, true, mark("0 0") + "one" + mark(wrong) + "two" + mark("2 0"));
      feed(broken, false, mark("0 0") + mark("1 0") + mark("2 0"));

      Capture lost =
          new Capture.Cut(
              "one",
              "",
              Reason.PROTOCOL,
              "a mark that does not belong there, on stdout after mark 0");
      assertThat(broken.overflowed()).as(wrong).isTrue();
      assertThat(broken.complete()).as(wrong).isFalse();
      assertThat(hear(broken).capture(A)).as(wrong).isEqualTo(lost);
      assertThat(hear(broken).capture(B))
          .as(wrong)
          .isEqualTo(
              new Capture.Missing(
                  Reason.PROTOCOL, "a mark that does not belong there, on stdout after mark 0"));
    }
  }

  @Test
  void aFirstMarkWithAStatusOrAnotherNumberIsAViolation() {
    for (String wrong : List.of("0 1", "1 0")) {
      Frames broken = new Frames(List.of(A, B), NONCE);
      feed(broken, true, mark(wrong));
      assertThat(broken.overflowed()).as(wrong).isTrue();
      assertThat(hear(broken).capture(A)).isInstanceOf(Capture.Missing.class);
    }
  }

  @Test
  void streamsThatDisagreeAboutAStatusAreAViolation() {
    out(mark("0 0") + mark("1 0"));
    err(mark("0 0") + mark("1 1") + mark("2 0"));

    assertThat(frames.overflowed()).isTrue();
    assertThat(heard().capture(A)).isInstanceOf(Capture.Cut.class);
  }

  @Test
  void whatWasWholeBeforeAViolationIsKept() {
    out(mark("0 0") + "one" + mark("1 0"));
    err(mark("0 0") + mark("1 0") + mark("1 0"));

    assertThat(heard().capture(A)).isEqualTo(new Capture.Complete("one", "", 0));
    assertThat(heard().capture(B)).isInstanceOf(Capture.Cut.class);
  }

  @Test
  void linesThatLookLikeMarksButHaveAnotherNonceArePayload() {
    String other = "\n@" + NONCE.replace('0', '1') + " 1 0\n@" + NONCE + "\n@@" + NONCE + " 1 0\n";
    Frames large = new Frames(List.of(new Section("a", "true", 1000)), NONCE);
    feed(large, true, mark("0 0") + other + mark("1 0"));
    feed(large, false, mark("0 0") + mark("1 0"));

    assertThat(hear(large).captures().values()).containsExactly(new Capture.Complete(other, "", 0));
  }

  @Test
  void aScriptWithoutSectionsIsCompleteAfterItsOnlyMark() {
    Frames none = new Frames(List.of(), NONCE);
    feed(none, true, mark("0 0"));
    assertThat(none.complete()).isFalse();
    feed(none, false, mark("0 0"));
    assertThat(none.complete()).isTrue();
  }

  private static String mark(String text) {
    return "\n@" + NONCE + " " + text + "\n";
  }

  private void out(String text) {
    feed(frames, true, text);
  }

  private void err(String text) {
    feed(frames, false, text);
  }

  private Transcript heard() {
    return hear(frames);
  }

  private static Transcript hear(Frames frames) {
    return frames.transcript(Reason.TRUNCATED, "the script did not end");
  }

  private static void feed(Frames frames, boolean stdout, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (stdout) {
      frames.stdout(bytes, 0, bytes.length);
    } else {
      frames.stderr(bytes, 0, bytes.length);
    }
  }
}
