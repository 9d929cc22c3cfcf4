package dev.driftline.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.driftline.collect.Frames;
import dev.driftline.model.Reason;
import dev.driftline.probe.kit.Capture;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.Transcript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whatever a host says, what is believed stood between two marks on both streams.
class FramesFuzzTest {

  private static final String NONCE = "0123456789abcdef0123456789abcdef";
  private static final String START = "\n@" + NONCE + " ";

  /// Both streams as the input says: data, the next mark, or some mark.
  @FuzzTest
  void nothingIsBelievedThatDoesNotStandBetweenItsMarksOnBothStreams(FuzzedDataProvider data) {
    List<Section> sections = sections(1 + data.consumeInt(0, 3), data.consumeInt(0, 200));
    byte[] out = stream(data);
    byte[] err = stream(data);
    Frames frames = new Frames(sections, NONCE);
    feed(frames, data, out, err);

    Transcript heard = frames.transcript(Reason.TRUNCATED, "cut");
    int whole = 0;
    int limited = 0;
    for (Section section : sections) {
      int index = sections.indexOf(section);
      switch (heard.capture(section)) {
        case Capture.Complete(String stdout, String stderr, int exit) -> {
          assertThat(between(out, index, exit)).contains(stdout);
          assertThat(between(err, index, exit)).contains(stderr);
          whole++;
        }
        case Capture.Cut cut -> limited += cut.reason() == Reason.LIMIT ? 1 : 0;
        case Capture.Missing _ -> assertThat(frames.complete()).isFalse();
      }
    }
    int ended = frames.complete() ? whole + limited : sections.size();
    assertThat(ended).isEqualTo(sections.size());
    assertThat(whole < sections.size() || frames.complete()).isTrue();
  }

  /// What stands between two marks of a stream, if their numbers come in order up to there.
  private static Optional<String> between(byte[] stream, int index, int exit) {
    String text = new String(stream, StandardCharsets.ISO_8859_1);
    int from = 0;
    for (int number = 0; number <= index; number++) {
      int at = text.indexOf(START + number + " ", from);
      if (at < 0) {
        return Optional.empty();
      }
      from = text.indexOf('\n', at + 1) + 1;
    }
    int end = text.indexOf(START + (index + 1) + " " + exit + "\n", from);
    return end < 0 ? Optional.empty() : Optional.of(decoded(stream, from, end));
  }

  private static String decoded(byte[] stream, int from, int end) {
    return new String(stream, from, end - from, StandardCharsets.UTF_8);
  }

  @FuzzTest
  void everyPayloadComesBackByteForByte(FuzzedDataProvider data) {
    int count = 1 + data.consumeInt(0, 3);
    List<Section> sections = sections(count, 100_000);
    List<Capture> expected = new ArrayList<>();
    StringBuilder out = new StringBuilder(data.consumeAsciiString(20)).append(START + "0 0\n");
    StringBuilder err = new StringBuilder(data.consumeAsciiString(20)).append(START + "0 0\n");
    for (int number = 1; number <= count; number++) {
      String stdout = payload(data);
      String stderr = payload(data);
      int exit = data.consumeInt(0, 255);
      expected.add(new Capture.Complete(stdout, stderr, exit));
      out.append(stdout).append(START).append(number).append(' ').append(exit).append('\n');
      err.append(stderr).append(START).append(number).append(' ').append(exit).append('\n');
    }
    Frames frames = new Frames(sections, NONCE);
    feed(frames, data, bytes(out), bytes(err));

    assertThat(frames.complete()).isTrue();
    Transcript heard = frames.transcript(Reason.TRUNCATED, "cut");
    assertThat(sections.stream().map(heard::capture).toList()).isEqualTo(expected);
  }

  /// Never the whole nonce: nobody who writes a payload knows it.
  private static String payload(FuzzedDataProvider data) {
    String other = "@" + NONCE.replace('f', 'e') + " ";
    return data.consumeAsciiString(60).replace('\u0001', '\n').replace("\u0002", other);
  }

  private static byte[] stream(FuzzedDataProvider data) {
    StringBuilder stream = new StringBuilder();
    int next = 0;
    for (int pieces = data.consumeInt(0, 12); pieces > 0; pieces--) {
      switch (data.consumeInt(0, 4)) {
        case 0 -> stream.append(START).append(next++).append(" 0\n");
        case 1 -> stream.append(START).append(next++).append(' ').append(data.consumeInt(0, 300));
        case 2 -> stream.append(START).append(data.consumeAsciiString(20)).append('\n');
        case 3 -> stream.append(START, 0, data.consumeInt(0, START.length()));
        default -> stream.append(new String(data.consumeBytes(40), StandardCharsets.ISO_8859_1));
      }
    }
    return stream.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static List<Section> sections(int count, int maxBytes) {
    List<Section> sections = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      sections.add(new Section("s" + number, "true", maxBytes));
    }
    return sections;
  }

  private static byte[] bytes(StringBuilder text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// In pieces, as they might arrive.
  private static void feed(Frames frames, FuzzedDataProvider data, byte[] out, byte[] err) {
    int fromOut = 0;
    int fromErr = 0;
    while (fromOut < out.length || fromErr < err.length) {
      int length = data.remainingBytes() == 0 ? Integer.MAX_VALUE : data.consumeInt(1, 80);
      if (fromErr >= err.length || (fromOut < out.length && data.consumeBoolean())) {
        int taken = Math.min(length, out.length - fromOut);
        frames.stdout(out, fromOut, taken);
        fromOut += taken;
      } else {
        int taken = Math.min(length, err.length - fromErr);
        frames.stderr(err, fromErr, taken);
        fromErr += taken;
      }
    }
  }
}
