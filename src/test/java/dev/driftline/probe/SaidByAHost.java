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
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// What a host said to one probe, written as bytes for a fuzzer.
///
/// Four bytes: which of the questions of the recordings, which section is cut, and where (two bytes, of 65536). Then
/// each section's stdout, `0x1f`, its stderr, `0x1f`, its exit status in digits, and `0x1e`. A section of which
/// nothing is written was never begun.
public final class SaidByAHost {

  private static final char SECTION = '\u001e';
  private static final char PART = '\u001f';
  private static final Capture.Missing MISSING =
      new Capture.Missing(Reason.TIMEOUT, "the host timed out");

  private final Probe probe;
  private final Question question;
  private final Map<Section, Capture> whole;
  private final Map<Section, Capture> cut;

  private SaidByAHost(Probe probe, byte[] bytes) {
    this.probe = probe;
    byte[] head = Arrays.copyOf(bytes, 4);
    List<Question> questions = questions(probe);
    this.question = questions.get((head[0] & 0xff) % questions.size());
    this.whole = captures(bytes);
    this.cut = cut(head);
  }

  /// What the bytes say to the probe of this name.
  public static SaidByAHost to(String probe, byte[] bytes) {
    return new SaidByAHost(probe(probe), bytes);
  }

  /// The recordings of the probe of this name, as such bytes.
  public static Stream<byte[]> recordings(String probe) {
    return Recording.all(probe(probe)).stream().map(SaidByAHost::bytes);
  }

  private static Probe probe(String name) {
    return Probes.find(name).orElseThrow();
  }

  private static List<Question> questions(Probe probe) {
    return Recording.all(probe).stream().map(Recording::question).distinct().sorted().toList();
  }

  private static byte[] bytes(Recording recording) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(questions(recording.probe()).indexOf(recording.question()));
    bytes.writeBytes(new byte[] {0, 64, 0});
    for (Section section : recording.probe().sections(recording.question())) {
      String text =
          switch (recording.transcript().capture(section)) {
            case Capture.Complete(String out, String err, int exit) ->
                out + PART + err + PART + exit;
            case Capture.Cut(String out, String err, Reason _, String _) -> out + PART + err + PART;
            case Capture.Missing _ -> "";
          };
      bytes.writeBytes((text + SECTION).getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private Map<Section, Capture> captures(byte[] bytes) {
    int from = Math.min(4, bytes.length);
    String text = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    String[] texts = text.split(String.valueOf(SECTION), -1);
    Map<Section, Capture> captures = new HashMap<>();
    List<Section> sections = probe.sections(question);
    for (int index = 0; index < Math.min(texts.length, sections.size()); index++) {
      if (!texts[index].isEmpty()) {
        captures.put(sections.get(index), complete(texts[index]));
      }
    }
    return captures;
  }

  private static Capture complete(String text) {
    String[] parts = text.split(String.valueOf(PART), -1);
    String exit = parts.length > 2 && parts[2].matches("[0-9]{1,3}") ? parts[2] : "0";
    return new Capture.Complete(
        parts[0], parts.length > 1 ? parts[1] : "", Integer.parseInt(exit) & 0xff);
  }

  /// The same, but one section lacks its end.
  private Map<Section, Capture> cut(byte[] head) {
    Map<Section, Capture> captures = new HashMap<>(whole);
    List<Section> sections = new ArrayList<>(probe.sections(question));
    sections.retainAll(whole.keySet());
    if (!sections.isEmpty()) {
      Section section = sections.get((head[1] & 0xff) % sections.size());
      if (whole.get(section) instanceof Capture.Complete(String out, String err, int _)) {
        int where = ((head[2] & 0xff) << 8) | (head[3] & 0xff);
        String beginning = out.substring(0, (int) ((long) out.length() * where / 65536));
        captures.put(section, new Capture.Cut(beginning, err, Reason.TRUNCATED, "cut"));
      }
    }
    return captures;
  }

  /// Reads both, and compares what is claimed.
  public void check() {
    Answer all = probe.read(question, new Transcript(whole, MISSING));
    Answer some = probe.read(question, new Transcript(cut, MISSING));
    shape(all);
    shape(some);
    if (!cut.equals(whole)) {
      claimsNoMore(some, all);
    }
  }

  /// Every row has the probe's columns.
  private void shape(Answer answer) {
    if (answer instanceof Answer.Observed observed) {
      observed
          .rows()
          .forEach(row -> assertThat(row.columns()).isEqualTo(probe.definition().columns()));
    }
  }

  private static void claimsNoMore(Answer some, Answer all) {
    switch (some) {
      case Answer.Unknown(Reason _, String why, String _) -> assertThat(why).isNotBlank();
      case Answer.Absent absent -> assertThat(absent).isEqualTo(all);
      case Answer.Observed observed -> {
        if (observed.gap().isEmpty()) {
          assertThat(all).isInstanceOf(Answer.Observed.class);
          assertThat(observed.rows()).hasSameSizeAs(((Answer.Observed) all).rows());
        }
        if (all instanceof Answer.Observed whole) {
          observed.rows().forEach(row -> assertThat(whole.rows()).anyMatch(of -> within(row, of)));
        }
      }
    }
  }

  /// Whether a row says the same as another, or of some columns that they could not be read.
  private static boolean within(Row row, Row whole) {
    for (int index = 0; index < row.cells().size(); index++) {
      Cell cell = row.cells().get(index);
      if (!(cell instanceof Cell.Unread) && !Objects.equals(cell, whole.cells().get(index))) {
        return false;
      }
    }
    return true;
  }
}
