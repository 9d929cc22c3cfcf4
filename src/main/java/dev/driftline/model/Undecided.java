package dev.driftline.model;

import dev.driftline.model.site.WaiverNote;
import dev.driftline.model.table.Row;
import java.util.List;
import java.util.Optional;

/// What a result could not tell beside its verdict.
///
/// For example, a check over 66 rows finds one that is wrong, and cannot judge three. Its verdict is drift, and it is
/// incomplete.
///
/// @param incomplete whether more is missing than the check accepts: unread rows beyond `min_coverage`, or a gap.
///     Always false if the verdict is unknown, because that says the same
/// @param rows       the rows that could not be judged, in order; only the first ones if there are many
/// @param more       how many further rows could not be judged; only their number was kept
/// @param moreWaived how many of these a waiver accepts
/// @param whole      the waiver that accepts that nothing could be told at all
public record Undecided(
    boolean incomplete, List<Entry> rows, int more, int moreWaived, Optional<WaiverNote> whole) {

  /// Every row was judged.
  public static final Undecided NONE = new Undecided(false, List.of(), 0);

  /// Without a waiver for rows that were only counted.
  public Undecided(boolean incomplete, List<Entry> rows, int more) {
    this(incomplete, rows, more, 0, Optional.empty());
  }

  public Undecided {
    rows = List.copyOf(rows);
    if (more < 0 || moreWaived < 0 || moreWaived > more) {
      throw new IllegalArgumentException("%d more rows".formatted(more));
    }
  }

  /// The number of rows that could not be judged, kept or not.
  public int count() {
    return rows.size() + more;
  }

  /// The number of these that a waiver accepts.
  public int waived() {
    return (int) rows.stream().filter(row -> row.waiver().isPresent()).count() + moreWaived;
  }

  /// The same with these rows.
  public Undecided withRows(List<Entry> others) {
    return new Undecided(incomplete, others, more, moreWaived, whole);
  }

  /// The same, but the rows are only counted.
  public Undecided counted() {
    return new Undecided(incomplete, List.of(), count());
  }

  /// One row that could not be judged.
  ///
  /// @param key     the key that a finding about this row would have; see [Finding#key]
  /// @param problem the key without the number of equal rows; see [Finding#problem]
  /// @param subject names the row within its host, by what stays the same: `dnsdump.pl fd 2 (user bind)`
  /// @param instance what is another one at each start, as in a [Finding]; may be empty
  /// @param row     the row as it was seen; empty if it is about a row that is not there
  /// @param reason  why it could not be judged, in one line
  /// @param hint    what to do about it; empty if there is no general advice
  /// @param cause   the id of its [Cause]; empty before causes were looked for
  /// @param waiver  that accepts it, in force
  public record Entry(
      String key,
      String problem,
      String subject,
      String instance,
      Optional<Row> row,
      String reason,
      Optional<String> hint,
      String cause,
      Optional<WaiverNote> waiver) {

    /// A row before causes were looked for. No other row is equal to it.
    public Entry(
        String key, String subject, Optional<Row> row, String reason, Optional<String> hint) {
      this(key, key, subject, "", row, reason, hint, "", Optional.empty());
    }

    /// The subject, and which instance of it.
    public String who() {
      return instance.isEmpty() ? subject : subject + ", " + instance;
    }

    /// The same row with other advice.
    public Entry withHint(Optional<String> hint) {
      return new Entry(key, problem, subject, instance, row, reason, hint, cause, waiver);
    }

    /// The same row with the waiver that accepts it.
    public Entry waivedBy(WaiverNote note) {
      return new Entry(
          key, problem, subject, instance, row, reason, hint, cause, Optional.of(note));
    }

    /// The same row with its cause.
    public Entry withCause(String cause) {
      return new Entry(key, problem, subject, instance, row, reason, hint, cause, waiver);
    }
  }
}
