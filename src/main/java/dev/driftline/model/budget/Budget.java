package dev.driftline.model.budget;

import dev.driftline.model.Finding;
import dev.driftline.model.Reason;
import dev.driftline.model.Undecided;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The CPU time, rows and memory that one host may cost, and what it has cost so far. There is one object per host,
/// from the first byte that is read to the last finding.
///
/// Code that reads or judges a host's text tells the budget of its work:
///
/// - [#step] in each loop whose length the host decides
/// - [#row] for each row
/// - [#spend] or [#text] for everything else that is kept
///
/// Above a limit, and when the run is over, these methods throw [LimitReached]. Memory is estimated, not measured: it
/// is the size of such objects in a heap with compressed pointers. While one question is read, the estimate only grows.
///
/// ```
/// for (String line : text.lines().toList()) {
///   budget.step();
///   …
///   rows.add(budget.row(Row.of(COLUMNS, cells)));
/// }
/// ```
///
/// For one thread at a time.
public final class Budget {

  /// CPU time for reading and judging one host.
  public static final Duration CPU = Duration.ofSeconds(2);

  /// Memory for the output of one host and all that is made of it.
  public static final long BYTES = 32L * 1024 * 1024;

  /// Rows of all questions and pairs of one host. A row takes at least 160 bytes, so that many rows fill [#BYTES].
  public static final int ROWS = 200_000;

  /// Findings may take one part in so many of the host's memory. They are kept until the report is written, which takes
  /// up to three times as much.
  private static final int FINDINGS = 8;

  /// Steps between two looks at the clock.
  private static final int STEPS = 1_000;

  /// In nanoseconds. Before this much time has passed, the CPU clock is not asked at all: a thread cannot use more CPU
  /// than time.
  private static final long UNMETERED = Duration.ofMillis(100).toNanos();

  // sizes in bytes, with compressed pointers
  private static final int REFERENCE = 4;
  private static final int ROW = 56;
  private static final int FINDING = 64;
  private static final int EXPECTED = 80;
  private static final int CELL = 16;
  private static final int TEXT = 40;

  private final long cpuLimit;
  private final long byteLimit;
  private final long rowLimit;
  private final Supplier<Optional<LimitReached>> over;
  private final LongSupplier clock;
  private final LongSupplier cpu;

  /// What is spent now.
  private long bytes;

  /// The part of `bytes` that [#forget] does not give back.
  private long kept;

  private long rows;
  private long ofFindings;
  private int steps;

  /// CPU time in nanoseconds, of the threads that worked on the host before this one.
  private long spentBefore;

  /// When the current thread began, by `clock`.
  private long begun;

  /// The CPU time of the current thread when it was first asked; MIN_VALUE before that.
  private long metered = Long.MIN_VALUE;

  Budget(
      long byteLimit,
      long rowLimit,
      Duration cpuLimit,
      Supplier<Optional<LimitReached>> over,
      LongSupplier clock,
      LongSupplier cpu) {
    this.byteLimit = byteLimit;
    this.rowLimit = rowLimit;
    this.cpuLimit = cpuLimit.toNanos();
    this.over = over;
    this.clock = clock;
    this.cpu = cpu;
    this.begun = clock.getAsLong();
  }

  /// The budget of a host.
  ///
  /// @param bytes its memory: [#BYTES], or less if the process itself has little
  /// @param over  why the run is over, if it is; called often, on the thread that works
  public static Budget of(long bytes, Supplier<Optional<LimitReached>> over) {
    return new Budget(bytes, ROWS, CPU, over, System::nanoTime, ThreadTime::nanos);
  }

  /// The full budget, for a host that is read alone.
  public static Budget whole() {
    return of(BYTES, Optional::empty);
  }

  /// A budget with nothing left, because of `why`. Its first step throws.
  public static Budget spent(LimitReached why) {
    Budget spent = of(0, () -> Optional.of(why));
    spent.steps = STEPS;
    return spent;
  }

  /// No limit at all, for texts that come from no host.
  public static Budget unlimited() {
    return new Budget(
        Long.MAX_VALUE,
        Long.MAX_VALUE,
        Duration.ofDays(365),
        Optional::empty,
        System::nanoTime,
        ThreadTime::nanos);
  }

  /// One more turn of a loop whose length the host decides. Cheap: it counts, and looks at the clock every 1000th time.
  ///
  /// @throws LimitReached if the host has used up its CPU time, or the run is over
  public void step() {
    if (++steps >= STEPS) {
      steps = 0;
      look();
    }
  }

  /// Work that costs as much as `number` steps, such as searching a long text.
  ///
  /// @throws LimitReached if the host has used up its CPU time, or the run is over
  public void steps(long number) {
    if (number >= STEPS - steps) {
      steps = 0;
      look();
    } else {
      steps += (int) number;
    }
  }

  /// One more row. Counts as a step, too.
  ///
  /// @return the row
  /// @throws LimitReached if it is one too many
  public Row row(Row row) {
    step();
    rows(1, bytesOf(row));
    return row;
  }

  /// Rows that are about to be made.
  ///
  /// @throws LimitReached if they would be too many; none should be made then
  public void rows(long number, long bytesEach) {
    if (number > rowLimit - rows) {
      throw limit("it has more than %d rows".formatted(rowLimit));
    }
    rows += number;
    spend(number * bytesEach);
  }

  /// Memory that is kept, in bytes.
  ///
  /// @throws LimitReached if the host would have more than it may
  public void spend(long more) {
    if (more > byteLimit - bytes) {
      throw limit("it needs more than %d MiB of memory".formatted(byteLimit >> 20));
    }
    bytes += more;
  }

  /// A text that is kept.
  ///
  /// @throws LimitReached if the host would have more than it may
  public void text(String text) {
    spend(bytesOf(text));
  }

  /// Tells how much of the memory spent so far is a finding.
  public void finding(long spent) {
    ofFindings += spent;
  }

  /// Whether another finding of the host may be kept. If not, it is only counted.
  public boolean hasRoomForFindings() {
    return ofFindings < byteLimit / FINDINGS;
  }

  private static LimitReached limit(String why) {
    return new LimitReached(Reason.LIMIT, "what the host said costs too much: " + why);
  }

  /// The memory of a row. Its columns are shared with other rows, and so are cells without a value.
  public static long bytesOf(Row row) {
    long bytes = ROW;
    for (Cell cell : row.cells()) {
      bytes +=
          REFERENCE
              + switch (cell) {
                case Cell.Text(String text) -> CELL + bytesOf(text);
                case Cell.Cut(String text, String why) -> CELL + bytesOf(text) + bytesOf(why);
                case Cell.Unread(String why) -> CELL + bytesOf(why);
                case Cell.None _ -> 0;
              };
    }
    return bytes;
  }

  /// Two bytes per character, as for letters of any script. Latin texts take half of that.
  private static long bytesOf(String text) {
    return TEXT + 2L * text.length();
  }

  /// The memory of a finding, without its row.
  public static long bytesOf(Finding finding) {
    return FINDING
        + bytesOf(finding.key())
        + bytesOf(finding.subject())
        + bytesOf(finding.instance())
        + bytesOf(finding.message().text())
        + bytesOf(finding.evidence())
        + finding.expected().stream().mapToLong(e -> EXPECTED + bytesOf(e.column())).sum();
  }

  /// The memory of a row that could not be judged, without the row itself.
  public static long bytesOf(Undecided.Entry entry) {
    return FINDING
        + bytesOf(entry.key())
        + bytesOf(entry.subject())
        + bytesOf(entry.instance())
        + bytesOf(entry.reason());
  }

  /// Looks whether the run is over, and then at the clock.
  private void look() {
    // a run that is over stays over, so the next step throws at once
    Optional<LimitReached> end = over.get();
    if (end.isPresent()) {
      steps = STEPS;
      throw end.get();
    }
    // the CPU clock is asked only when enough time has passed; what was not metered counts in full
    if (metered == Long.MIN_VALUE) {
      if (clock.getAsLong() - begun < UNMETERED) {
        return;
      }
      metered = cpu.getAsLong();
      spentBefore += UNMETERED;
    }
    if (spentBefore + cpu.getAsLong() - metered > cpuLimit) {
      // the next step throws again, so the rest of the host's output is not even begun
      steps = STEPS;
      throw limit("it takes more than %d s of CPU time".formatted(cpuLimit / 1_000_000_000));
    }
  }

  /// The current thread starts to work on the host. Memory and rows are counted from 0: what was made before is
  /// garbage, or somebody else has paid for it. CPU time is added up.
  public void begin() {
    bytes = 0;
    rows = 0;
    kept = 0;
    ofFindings = 0;
    begun = clock.getAsLong();
    metered = Long.MIN_VALUE;
  }

  /// The current thread stops working on the host.
  public void end() {
    spentBefore +=
        metered == Long.MIN_VALUE
            ? Math.min(UNMETERED, clock.getAsLong() - begun)
            : cpu.getAsLong() - metered;
  }

  /// The present state, to go back to with [#forget].
  public Mark mark() {
    return new Mark(bytes, rows);
  }

  /// Gives back the memory and rows since the mark, because what was made since is thrown away. CPU time is not given
  /// back.
  public void forget(Mark since) {
    bytes = Math.max(since.bytes(), kept);
    rows = since.rows();
  }

  /// What was made so far outlives its question. So [#forget] does not give it back.
  public void keep() {
    kept = bytes;
  }

  /// A moment in a budget.
  public record Mark(long bytes, long rows) {}

  /// The memory in use, in bytes.
  public long bytes() {
    return bytes;
  }
}
