package dev.driftline.probe.kit;

import dev.driftline.model.budget.Budget;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The output of one host, by section. It is bounded, and hostile. For one thread.
public final class Transcript {

  private final Map<Section, Capture> captures;
  private final Capture.Missing missing;
  private final Optional<Instant> heard;
  private final Budget budget;
  private final Map<Look<?>, Look.Result<?>> once = new HashMap<>();

  /// A recording. Reading it is not limited.
  public Transcript(Map<Section, Capture> captures, Capture.Missing missing) {
    this(captures, missing, Optional.empty(), Budget.unlimited());
  }

  /// @param captures one per section that began
  /// @param missing  for each section that did not begin
  /// @param heard    when the first output arrived, by our clock; a recording keeps it
  /// @param budget   how much reading may cost
  public Transcript(
      Map<Section, Capture> captures,
      Capture.Missing missing,
      Optional<Instant> heard,
      Budget budget) {
    this.captures = Map.copyOf(captures);
    this.missing = missing;
    this.heard = heard;
    this.budget = budget;
  }

  public Map<Section, Capture> captures() {
    return captures;
  }

  /// For each section that did not begin.
  public Capture.Missing missing() {
    return missing;
  }

  public Optional<Instant> heard() {
    return heard;
  }

  /// How much reading may cost. Readers tell it of each step and row, and of large things that they keep.
  public Budget budget() {
    return budget;
  }

  /// Reads the output of the look's section.
  public <T> Look.Result<T> read(Look<T> look) {
    return look.reader().apply(capture(look.section()), budget);
  }

  /// Reads it the first time, and gives the same result afterwards. For looks that several questions of a host share.
  @SuppressWarnings("unchecked") // under each look stands what this look read
  public <T> Look.Result<T> readOnce(Look<T> look) {
    Look.Result<T> read = (Look.Result<T>) once.computeIfAbsent(look, this::read);
    budget.keep(); // the table lives as long as the transcript, so its memory is not given back
    return read;
  }

  public Capture capture(Section section) {
    Capture found = captures.get(section);
    return found == null ? missing : found;
  }
}
