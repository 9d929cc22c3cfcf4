package dev.driftline.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.Reason;
import dev.driftline.probe.kit.Capture;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.Transcript;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Random payloads in random pieces. The seed is printed; `-Ddriftline.seed=N` runs it again.
class FramesPropertyTest {

  private final long seed = Long.getLong("driftline.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final String nonce = "%016x%016x".formatted(random.nextLong(), random.nextLong());

  @BeforeEach
  void sayTheSeed() {
    System.out.println("FramesPropertyTest -Ddriftline.seed=" + seed);
  }

  /// What a host would send for some sections.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Sent(
      List<Section> sections,
      List<byte[]> outs,
      List<byte[]> errs,
      List<Integer> exits,
      byte[] stdout,
      byte[] stderr) {}

  @Test
  void everyPayloadComesBackByteForByte() {
    for (int round = 0; round < 2000; round++) {
      Sent sent = sent(1 + random.nextInt(5));
      Frames frames = new Frames(sent.sections(), nonce);
      feedInterleaved(frames, sent);
      assertThat(frames.complete()).isTrue();
      Transcript heard = frames.transcript(Reason.TRUNCATED, "cut");
      for (int index = 0; index < sent.sections().size(); index++) {
        assertThat(heard.capture(sent.sections().get(index)))
            .isEqualTo(
                new Capture.Complete(
                    latin(sent.outs().get(index)),
                    latin(sent.errs().get(index)),
                    sent.exits().get(index)));
      }
    }
  }

  @Test
  void everyByteValueSurvivesTheScanner() {
    for (int round = 0; round < 2000; round++) {
      byte[] payload = payload(256);
      byte[] stream = concat("\n@" + nonce + " 0 0\n", payload, "\n@" + nonce + " 1 0\n");
      ByteArrayOutputStream data = new ByteArrayOutputStream();
      List<String> marks = new ArrayList<>();
      MarkScanner scanner =
          new MarkScanner(
              nonce,
              new MarkScanner.Listener() {
                @Override
                public void data(byte[] bytes, int offset, int length) {
                  data.write(bytes, offset, length);
                }

                @Override
                public void mark(String text) {
                  marks.add(text);
                }
              });
      for (int at = 0; at < stream.length; ) {
        int length = Math.min(stream.length - at, 1 + random.nextInt(40));
        scanner.feed(stream, at, length);
        at += length;
      }
      assertThat(data.toByteArray()).isEqualTo(payload);
      assertThat(marks).containsExactly("0 0", "1 0");
    }
  }

  @Test
  void aCutAtAnyByteKeepsWhatWasWholeAndNothingElse() {
    Sent sent = sent(4);
    for (int out = 0; out <= sent.stdout().length; out++) {
      checkCut(sent, out, sent.stderr().length);
    }
    for (int err = 0; err <= sent.stderr().length; err++) {
      checkCut(sent, sent.stdout().length, err);
      checkCut(sent, random.nextInt(sent.stdout().length + 1), err);
    }
  }

  private void checkCut(Sent sent, int out, int err) {
    Frames frames = new Frames(sent.sections(), nonce);
    frames.stdout(sent.stdout(), 0, out);
    frames.stderr(sent.stderr(), 0, err);
    int whole = Math.min(ended(sent.stdout(), out), ended(sent.stderr(), err));
    Transcript heard = frames.transcript(Reason.TRUNCATED, "cut");
    for (int index = 0; index < sent.sections().size(); index++) {
      Capture capture = heard.capture(sent.sections().get(index));
      assertThat(capture instanceof Capture.Complete)
          .as("section %d of stdout %d, stderr %d, seed %d", index, out, err, seed)
          .isEqualTo(index < whole);
    }
    assertThat(frames.complete()).isEqualTo(whole == sent.sections().size());
    assertThat(frames.overflowed()).isFalse();
  }

  /// How many sections ended in the first `length` bytes: whole marks, less the first.
  private int ended(byte[] stream, int length) {
    String text = new String(stream, 0, length, StandardCharsets.ISO_8859_1);
    int marks = 0;
    int at = text.indexOf("\n@" + nonce + " ");
    while (at >= 0 && text.indexOf('\n', at + 1) >= 0) {
      marks++;
      at = text.indexOf("\n@" + nonce + " ", at + 1);
    }
    return Math.max(0, marks - 1);
  }

  private Sent sent(int count) {
    List<Section> sections = new ArrayList<>();
    List<byte[]> outs = new ArrayList<>();
    List<byte[]> errs = new ArrayList<>();
    List<Integer> exits = new ArrayList<>();
    byte[] stdout = concat("", payload(128), "\n@" + nonce + " 0 0\n");
    byte[] stderr = concat("", payload(128), "\n@" + nonce + " 0 0\n");
    for (int index = 0; index < count; index++) {
      sections.add(new Section("s" + index, "true", 4096));
      outs.add(payload(128));
      errs.add(payload(128));
      exits.add(random.nextInt(256));
      String mark = "\n@" + nonce + " " + (index + 1) + " " + exits.getLast() + "\n";
      stdout = concat(new String(stdout, StandardCharsets.ISO_8859_1), outs.getLast(), mark);
      stderr = concat(new String(stderr, StandardCharsets.ISO_8859_1), errs.getLast(), mark);
    }
    return new Sent(sections, outs, errs, exits, stdout, stderr);
  }

  /// Bytes below `values`, with many newlines and things that look like marks. Never the whole nonce: nobody who
  /// writes a payload knows it.
  private byte[] payload(int values) {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    for (int piece = random.nextInt(8); piece > 0; piece--) {
      switch (random.nextInt(5)) {
        case 0 -> payload.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
        case 1 ->
            payload.writeBytes(
                ("\n@" + nonce.substring(1) + " 1 0\n").getBytes(StandardCharsets.US_ASCII));
        case 2 -> {
          String beginning = "\n@" + nonce;
          payload.writeBytes(
              beginning
                  .substring(0, random.nextInt(beginning.length()))
                  .getBytes(StandardCharsets.US_ASCII));
        }
        case 3 -> payload.write(0);
        default -> {
          for (int length = random.nextInt(60); length > 0; length--) {
            payload.write(random.nextInt(values));
          }
        }
      }
    }
    return payload.toByteArray();
  }

  private void feedInterleaved(Frames frames, Sent sent) {
    int out = 0;
    int err = 0;
    while (out < sent.stdout().length || err < sent.stderr().length) {
      int length = 1 + random.nextInt(50);
      if (random.nextBoolean()) {
        length = Math.min(length, sent.stdout().length - out);
        frames.stdout(sent.stdout(), out, length);
        out += length;
      } else {
        length = Math.min(length, sent.stderr().length - err);
        frames.stderr(sent.stderr(), err, length);
        err += length;
      }
    }
  }

  private static byte[] concat(String before, byte[] payload, String after) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(before.getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(payload);
    all.writeBytes(after.getBytes(StandardCharsets.US_ASCII));
    return all.toByteArray();
  }

  /// The payloads of whole sections are below 128, where every encoding agrees.
  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
