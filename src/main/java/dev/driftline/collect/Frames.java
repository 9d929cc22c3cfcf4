package dev.driftline.collect;

import dev.driftline.model.HostAnswers.Noise;
import dev.driftline.model.Reason;
import dev.driftline.model.budget.Budget;
import dev.driftline.probe.kit.Capture;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.Transcript;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What one host says in answer to a [Script], taken apart as it arrives.
///
/// A section is complete only if its closing mark was seen on both streams, with the same status. Marks must come in
/// their order, each once; anything else with our nonce in it is a violation, from which on nothing is believed and
/// the connection is cut. What comes before the first mark is the login's noise. What comes after the last mark is
/// not looked at: everything was said. Something that writes in the background while a section runs (a start file's
/// child) cannot be told from the section; it is the same account that writes.
///
/// Keeps at most `maxBytes` of a section, whose capture is then cut and the others are whole, and 4 KiB of noise a
/// stream; a host that says more than [#HOST_BYTES] has overflowed, and so has one for which there is no [Room]. Safe to call
/// from any thread; the thread that brings what a host says may be made to wait for room.
public final class Frames implements Transport.Streams {

  /// What one host may say altogether, on both streams.
  public static final int HOST_BYTES = 4 * 1024 * 1024;

  /// What is said of a host for which there was no memory.
  static final String CROWDED = "other hosts use all memory that is shared among the hosts";

  private static final int NOISE_BYTES = 4 * 1024;
  private static final Pattern MARK = Pattern.compile("(0|[1-9][0-9]{0,5}) (0|[1-9][0-9]{0,2})");

  private final List<Section> sections;
  private final List<Taken> taken = new ArrayList<>();
  private final Side stdout;
  private final Side stderr;
  private final int hostBytes;
  private final Room room;
  private boolean crowded;
  private long received;
  private Optional<String> violation = Optional.empty();
  private Optional<Instant> heard = Optional.empty();

  public Frames(List<Section> sections, String nonce) {
    this(sections, nonce, HOST_BYTES);
  }

  Frames(List<Section> sections, String nonce, int hostBytes) {
    this(sections, nonce, hostBytes, Room.ample());
  }

  /// @param room for what is kept
  Frames(List<Section> sections, String nonce, Room room) {
    this(sections, nonce, HOST_BYTES, room);
  }

  private Frames(List<Section> sections, String nonce, int hostBytes, Room room) {
    this.room = room;
    this.sections = List.copyOf(sections);
    this.sections.forEach(section -> taken.add(new Taken(section.maxBytes())));
    this.hostBytes = hostBytes;
    this.stdout = new Side("stdout", nonce);
    this.stderr = new Side("stderr", nonce);
  }

  @Override
  public void stdout(byte[] bytes, int offset, int length) {
    boolean fits = room.make(length);
    feed(stdout, bytes, offset, length, fits);
  }

  @Override
  public void stderr(byte[] bytes, int offset, int length) {
    boolean fits = room.make(length);
    feed(stderr, bytes, offset, length, fits);
  }

  private synchronized void feed(Side side, byte[] bytes, int offset, int length, boolean fits) {
    if (complete() || overflowed()) {
      return;
    }
    crowded |= !fits;
    if (crowded) {
      return;
    }
    received += length;
    if (received <= hostBytes) {
      side.scanner.feed(bytes, offset, length);
    }
    if (heard.isEmpty() && started()) {
      heard = Optional.of(Instant.now());
    }
  }

  @Override
  public synchronized boolean complete() {
    return stdout.finished() && stderr.finished();
  }

  /// Whether the host said too much, or broke the rules of the marks.
  @Override
  public synchronized boolean overflowed() {
    return tooMuch() || crowded || violation.isPresent();
  }

  /// Whether there was no memory for what the host says.
  synchronized boolean crowded() {
    return crowded;
  }

  synchronized boolean tooMuch() {
    return received > hostBytes;
  }

  /// What broke the rules of the marks, if anything did: a phrase.
  synchronized Optional<String> violation() {
    return violation;
  }

  /// How many sections were begun.
  synchronized int begun() {
    return Math.min(sections.size(), Math.max(stdout.marks, stderr.marks));
  }

  /// Whether the script began to run at all.
  synchronized boolean started() {
    return stdout.marks > 0 || stderr.marks > 0;
  }

  /// What came before the first mark.
  public synchronized Optional<Noise> noise() {
    String out = text(stdout.noise);
    String err = text(stderr.noise);
    return out.isEmpty() && err.isEmpty() ? Optional.empty() : Optional.of(new Noise(out, err));
  }

  /// What was said, by section, with no limit to what reading it may cost.
  public Transcript transcript(Reason reason, String why) {
    return transcript(reason, why, Budget.unlimited());
  }

  /// What was said, by section.
  ///
  /// @param reason why sections that did not end have not, unless the host overflowed or broke the rules
  /// @param why    the same as one line for the reader
  /// @param budget what reading it may cost
  public synchronized Transcript transcript(Reason reason, String why, Budget budget) {
    Capture.Missing missing = missing(reason, why);
    Map<Section, Capture> captures = new HashMap<>();
    for (int index = 0; index < begun(); index++) {
      captures.put(sections.get(index), capture(index, missing, budget));
    }
    budget.keep();
    return new Transcript(captures, missing, heard, budget);
  }

  private Capture.Missing missing(Reason reason, String why) {
    if (violation.isPresent()) {
      return new Capture.Missing(Reason.PROTOCOL, violation.get());
    }
    if (tooMuch()) {
      return new Capture.Missing(Reason.LIMIT, "the host said more than " + hostBytes + " bytes");
    }
    if (crowded) {
      return new Capture.Missing(Reason.LIMIT, CROWDED);
    }
    return new Capture.Missing(reason, why);
  }

  private Capture capture(int index, Capture.Missing missing, Budget budget) {
    Taken here = taken.get(index);
    String out = text(here.stdout);
    String err = text(here.stderr);
    budget.text(out);
    budget.text(err);
    boolean ended = Math.min(stdout.marks, stderr.marks) > index + 1;
    if (here.cut) {
      return new Capture.Cut(out, err, Reason.LIMIT, "cut at " + here.maxBytes + " bytes");
    }
    return ended
        ? new Capture.Complete(out, err, stdout.statuses.get(index + 1))
        : new Capture.Cut(out, err, missing.reason(), missing.why());
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /// What is kept of one section.
  private static final class Taken {
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private final int maxBytes;
    private boolean cut;

    Taken(int maxBytes) {
      this.maxBytes = maxBytes;
    }

    void take(ByteArrayOutputStream stream, byte[] bytes, int offset, int length) {
      int room = maxBytes - stdout.size() - stderr.size();
      stream.write(bytes, offset, Math.min(room, length));
      cut |= length > room;
    }
  }

  /// One of the two streams.
  private final class Side implements MarkScanner.Listener {
    private final String name;
    private final MarkScanner scanner;
    private final ByteArrayOutputStream noise = new ByteArrayOutputStream();

    /// The status in each mark seen.
    private final List<Integer> statuses = new ArrayList<>();

    /// How many marks were seen, which is the number of the next one.
    private int marks;

    Side(String name, String nonce) {
      this.name = name;
      this.scanner = new MarkScanner(nonce, this);
    }

    boolean finished() {
      return marks > sections.size();
    }

    @Override
    public void data(byte[] bytes, int offset, int length) {
      if (violation.isPresent() || finished()) {
        return;
      }
      if (marks == 0) {
        noise.write(bytes, offset, Math.min(length, NOISE_BYTES - noise.size()));
      } else {
        Taken here = taken.get(marks - 1);
        here.take(this == stdout ? here.stdout : here.stderr, bytes, offset, length);
      }
    }

    @Override
    public void mark(String text) {
      if (violation.isPresent() || complete()) {
        return;
      }
      Matcher form = MARK.matcher(text);
      if (!form.matches() || !follows(form)) {
        violation =
            Optional.of(
                "a mark that does not belong there, on " + name + " after mark " + (marks - 1));
      } else {
        statuses.add(Integer.parseInt(form.group(2)));
        marks++;
      }
    }

    /// Whether it is the next mark, and says the same as the other stream's, if that came first.
    private boolean follows(Matcher form) {
      int status = Integer.parseInt(form.group(2));
      Side other = this == stdout ? stderr : stdout;
      return Integer.parseInt(form.group(1)) == marks
          && marks <= sections.size()
          && status <= (marks == 0 ? 0 : 255)
          && (other.marks <= marks || other.statuses.get(marks) == status);
    }
  }
}
