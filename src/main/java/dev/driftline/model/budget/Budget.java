package dev.driftline.model.budget;

import dev.driftline.model.Finding;
import dev.driftline.model.Reason;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What one host may cost, and what it has cost so far: CPU time, rows and memory. One object for each host, from the
/// first byte that is read to the last finding.
///
/// Whoever reads or judges what a host said tells the budget of its work: [#step] in each loop whose length the host
/// decides, [#row] for each row, [#spend] for what is kept besides. Above a limit these throw [LimitReached], and so
/// do they when the run is over. Memory is estimated, not measured: what an object of this size takes in a heap with
/// compressed pointers. It only grows while one question is read.
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

  /// CPU time for reading and judging what one host said.
  public static final Duration CPU = Duration.ofSeconds(2);

  /// Memory for what one host said and all that is made of it.
  public static final long BYTES = 32L * 1024 * 1024;

  /// Rows of all questions and pairs of one host. A row takes 160 bytes or more, so that this many fill the memory.
  public static final int ROWS = 200_000;

  /// What part of its memory a host's findings may take. They are kept until the report is written, which is up to three
  /// times as long.
  private static final int FINDINGS = 8;

  /// How many steps are made between two looks at the clock.
  private static final int STEPS = 1_000;

  /// So much time may pass before the CPU clock is asked at all: a thread cannot have used more CPU than time passed.
  private static final long UNMETERED = Duration.ofMillis(100).toNanos();

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
  private long bytes;
  private long kept;
  private long rows;
  private long ofFindings;
  private int steps;
  private long spentBefore;
  private long begun;
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
  /// @param bytes how much memory there is for it: [#BYTES], or less where the process itself has little
  /// @param over  why the run is over, if it is; asked often, from the thread that works
  public static Budget of(long bytes, Supplier<Optional<LimitReached>> over) {
    return new Budget(bytes, ROWS, CPU, over, System::nanoTime, ThreadTime::nanos);
  }

  /// All that one host may cost, for a host that is read alone.
  public static Budget whole() {
    return of(BYTES, Optional::empty);
  }

  /// A budget of which nothing is left, because of `why`: its first step ends the work.
  public static Budget spent(LimitReached why) {
    Budget spent = of(0, () -> Optional.of(why));
    spent.steps = STEPS;
    return spent;
  }

  /// No limit at all: for what no host said.
  public static Budget unlimited() {
    return new Budget(
        Long.MAX_VALUE,
        Long.MAX_VALUE,
        Duration.ofDays(365),
        Optional::empty,
        System::nanoTime,
        ThreadTime::nanos);
  }

  /// One more turn of a loop whose length the host decides. Cheap.
  ///
  /// @throws LimitReached if the host has had its CPU time, or the run is over
  public void step() {
    if (++steps >= STEPS) {
      steps = 0;
      look();
    }
  }

  /// Work that counts as so many steps, such as looking at so many characters a few times.
  ///
  /// @throws LimitReached if the host has had its CPU time, or the run is over
  public void steps(long number) {
    if (number >= STEPS - steps) {
      steps = 0;
      look();
    } else {
      steps += (int) number;
    }
  }

  /// One more row, and a step.
  ///
  /// @return the row
  /// @throws LimitReached if it is one too many
  public Row row(Row row) {
    step();
    rows(1, bytesOf(row));
    return row;
  }

  /// Rows that are going to be made.
  ///
  /// @throws LimitReached before any is made, if they would be too many
  public void rows(long number, long bytesEach) {
    if (number > rowLimit - rows) {
      throw limit("it has more than %d rows".formatted(rowLimit));
    }
    rows += number;
    spend(number * bytesEach);
  }

  /// Memory that is kept, in bytes.
  ///
  /// @throws LimitReached if it is more than the host may have at all
  public void spend(long more) {
    if (more > byteLimit - bytes) {
      throw limit("it needs more than %d MiB of memory".formatted(byteLimit >> 20));
    }
    bytes += more;
  }

  /// A text that is kept.
  ///
  /// @throws LimitReached if it is more than the host may have at all
  public void text(String text) {
    spend(bytesOf(text));
  }

  /// Memory that was spent for a finding.
  public void finding(long spent) {
    ofFindings += spent;
  }

  /// Whether more findings of the host may be kept; if not, they are only counted.
  public boolean hasRoomForFindings() {
    return ofFindings < byteLimit / FINDINGS;
  }

  private static LimitReached limit(String why) {
    return new LimitReached(Reason.LIMIT, "what the host said costs too much: " + why);
  }

  /// What a row takes in memory. Its columns are shared, and so are cells that hold nothing.
  public static long bytesOf(Row row) {
    long bytes = ROW;
    for (Cell cell : row.cells()) {
      bytes +=
          REFERENCE
              + switch (cell) {
                case Cell.Text(String text) -> CELL + bytesOf(text);
                case Cell.Unread(String why) -> CELL + bytesOf(why);
                case Cell.None _ -> 0;
              };
    }
    return bytes;
  }

  /// As a text of any letters takes it: two bytes for each, though one will do for most.
  private static long bytesOf(String text) {
    return TEXT + 2L * text.length();
  }

  /// What a finding takes in memory, without its row.
  public static long bytesOf(Finding finding) {
    return FINDING
        + bytesOf(finding.key())
        + bytesOf(finding.subject())
        + bytesOf(finding.message())
        + bytesOf(finding.evidence())
        + finding.expected().stream().mapToLong(e -> EXPECTED + bytesOf(e.column())).sum();
  }

  private void look() {
    Optional<LimitReached> end = over.get();
    if (end.isPresent()) {
      steps = STEPS;
      throw end.get();
    }
    if (metered == Long.MIN_VALUE) {
      if (clock.getAsLong() - begun < UNMETERED) {
        return;
      }
      metered = cpu.getAsLong();
      spentBefore += UNMETERED;
    }
    if (spentBefore + cpu.getAsLong() - metered > cpuLimit) {
      // The next step throws again: what else the host said is not begun.
      steps = STEPS;
      throw limit("it takes more than %d s of CPU time".formatted(cpuLimit / 1_000_000_000));
    }
  }

  /// The current thread begins to work on the host. What was made of it before is garbage, or is paid for by whoever
  /// keeps it: memory and rows are counted anew, and CPU time is added up.
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

  /// What was spent so far, to go back to with [#forget].
  public Mark mark() {
    return new Mark(bytes, rows);
  }

  /// What was made since is given up: its memory and rows no longer count, but its CPU time does.
  public void forget(Mark since) {
    bytes = Math.max(since.bytes(), kept);
    rows = since.rows();
  }

  /// What was made so far outlives the question that it was made for, so that [#forget] does not give it up.
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
