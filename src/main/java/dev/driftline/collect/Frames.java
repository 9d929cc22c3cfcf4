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

/// The two streams of one host that runs a [Script], taken apart into sections as they arrive. For a script of two
/// sections each stream should look like this, where `NONCE` stands for 32 hexadecimal digits:
///
/// ```
/// Welcome to app1                  noise of the login
/// @NONCE 0 0                       the first section begins
/// pid 1 ...                        its output
/// @NONCE 1 0                       it ended with status 0; the second section begins
/// ...
/// @NONCE 2 127                     it ended with status 127; the rest is not read
/// ```
///
/// A section is complete only if its closing mark was seen on both streams, with the same status. The marks must come
/// in order, each of them once. Any other line with our nonce is a violation: from there on nothing is believed, and
/// the connection is cut. A process that writes in the background while a section runs cannot be told from the section.
/// It runs under the same account.
///
/// Bounds: `maxBytes` per section, above which only that section is cut; 4 KiB of noise per stream; [#HOST_BYTES] per
/// host, above which the host has overflowed. A host without [Room] has overflowed, too. Safe to call from any thread.
/// The thread that delivers the output may wait for room.
public final class Frames implements Transport.Streams {

  /// The most that one host may say, on both streams together.
  public static final int HOST_BYTES = 4 * 1024 * 1024;

  /// The report's words about a host for which there was no memory.
  static final String CROWDED = "other hosts use all memory that is shared among the hosts";

  private static final int NOISE_BYTES = 4 * 1024;

  /// Before the first mark: the host's /bin/sh is a shell that does not run the script.
  private static final Pattern SHELL = Pattern.compile("shell ([a-z0-9]{1,10})");

  private static final Pattern MARK = Pattern.compile("(0|[1-9][0-9]{0,5}) (0|[1-9][0-9]{0,2})");

  private final List<Section> sections;
  private final List<SectionBytes> kept = new ArrayList<>();
  private final OneStream stdout;
  private final OneStream stderr;
  private final int hostBytes;
  private final Room room;
  private boolean crowded;
  private long received;
  private Optional<String> violation = Optional.empty();
  private Optional<String> shell = Optional.empty();
  private Optional<Instant> heard = Optional.empty();

  public Frames(List<Section> sections, String nonce) {
    this(sections, nonce, HOST_BYTES);
  }

  Frames(List<Section> sections, String nonce, int hostBytes) {
    this(sections, nonce, hostBytes, Room.ample());
  }

  /// @param room the memory for the host's output
  Frames(List<Section> sections, String nonce, Room room) {
    this(sections, nonce, HOST_BYTES, room);
  }

  private Frames(List<Section> sections, String nonce, int hostBytes, Room room) {
    this.room = room;
    this.sections = List.copyOf(sections);
    this.sections.forEach(section -> kept.add(new SectionBytes(section.maxBytes())));
    this.hostBytes = hostBytes;
    this.stdout = new OneStream("stdout", nonce);
    this.stderr = new OneStream("stderr", nonce);
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

  private synchronized void feed(
      OneStream stream, byte[] bytes, int offset, int length, boolean fits) {
    // all was said, or nothing more is believed
    if (complete() || overflowed()) {
      return;
    }
    // there is no memory for this piece, so there is no use in a later one either
    crowded |= !fits;
    if (crowded) {
      return;
    }
    // the piece that goes over the bound is dropped whole
    received += length;
    if (received <= hostBytes) {
      stream.scanner.feed(bytes, offset, length);
    }
    // at this moment the host began to answer: its clock is compared with ours
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

  /// How the host broke the rules of the marks, if it did: a phrase.
  synchronized Optional<String> violation() {
    return violation;
  }

  /// The name of the host's /bin/sh, if the script does not run in it: `zsh`.
  synchronized Optional<String> unsuitableShell() {
    return shell;
  }

  /// How many sections were begun.
  synchronized int begun() {
    return Math.min(sections.size(), Math.max(stdout.marks, stderr.marks));
  }

  /// Whether the script began to run at all.
  synchronized boolean started() {
    return stdout.marks > 0 || stderr.marks > 0;
  }

  /// The output before the first mark.
  public synchronized Optional<Noise> noise() {
    String out = text(stdout.noise);
    String err = text(stderr.noise);
    return out.isEmpty() && err.isEmpty() ? Optional.empty() : Optional.of(new Noise(out, err));
  }

  /// The output by section. Reading it may cost any amount.
  public Transcript transcript(Reason reason, String why) {
    return transcript(reason, why, Budget.unlimited());
  }

  /// The output by section.
  ///
  /// @param reason why some sections did not end, unless the host overflowed or broke the rules
  /// @param why    the same as one line for the reader
  /// @param budget of the host, to which the texts are counted
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
    SectionBytes here = kept.get(index);
    // the texts count before they are used: a host that says too much costs only its own answers
    String out = text(here.stdout);
    String err = text(here.stderr);
    budget.text(out);
    budget.text(err);
    // mark number index + 1 closes this section, and must have come on both streams
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

  /// The output of one section, up to its bound.
  private static final class SectionBytes {
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private final int maxBytes;
    private boolean cut;

    SectionBytes(int maxBytes) {
      this.maxBytes = maxBytes;
    }

    void take(ByteArrayOutputStream stream, byte[] bytes, int offset, int length) {
      // both streams share the bound
      int room = maxBytes - stdout.size() - stderr.size();
      stream.write(bytes, offset, Math.min(room, length));
      cut |= length > room;
    }
  }

  /// One of the two streams.
  private final class OneStream implements MarkScanner.Listener {
    private final String name;
    private final MarkScanner scanner;
    private final ByteArrayOutputStream noise = new ByteArrayOutputStream();

    /// The status in each mark seen.
    private final List<Integer> statuses = new ArrayList<>();

    /// How many marks were seen. This is also the number of the next mark, because numbers begin with 0.
    private int marks;

    OneStream(String name, String nonce) {
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
        SectionBytes here = kept.get(marks - 1);
        here.take(this == stdout ? here.stdout : here.stderr, bytes, offset, length);
      }
    }

    @Override
    public void mark(String text) {
      if (violation.isPresent() || complete()) {
        return;
      }
      Matcher unsuitable = SHELL.matcher(text);
      if (marks == 0 && unsuitable.matches()) {
        shell = Optional.of(unsuitable.group(1));
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

    /// Whether this is the next mark, and agrees with the same mark on the other stream if that came first.
    private boolean follows(Matcher form) {
      int status = Integer.parseInt(form.group(2));
      OneStream other = this == stdout ? stderr : stdout;
      boolean isNext = Integer.parseInt(form.group(1)) == marks && marks <= sections.size();
      // nothing has run before mark 0, so its status is 0
      boolean mayBe = status <= (marks == 0 ? 0 : 255);
      boolean agrees = other.marks <= marks || other.statuses.get(marks) == status;
      return isNext && mayBe && agrees;
    }
  }
}
