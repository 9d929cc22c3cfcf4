package dev.driftline.probe.kit;

import dev.driftline.model.budget.Budget;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What one host said in answer to its script, by section. Bounded, and hostile. For one thread.
public final class Transcript {

  private final Map<Section, Capture> captures;
  private final Capture.Missing missing;
  private final Optional<Instant> heard;
  private final Budget budget;
  private final Map<Look<?>, Look.Result<?>> once = new HashMap<>();

  /// Of a recording: what reading it costs is not limited.
  public Transcript(Map<Section, Capture> captures, Capture.Missing missing) {
    this(captures, missing, Optional.empty(), Budget.unlimited());
  }

  /// @param captures one for each section that was begun
  /// @param missing  stands for every section that was not
  /// @param heard    when the first section began to speak, by our clock; kept with a recording
  /// @param budget   what reading it may cost
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

  /// What stands for every section that was not begun.
  public Capture.Missing missing() {
    return missing;
  }

  public Optional<Instant> heard() {
    return heard;
  }

  /// What reading this may cost: to be told of every step, row and large thing that is kept.
  public Budget budget() {
    return budget;
  }

  /// What `look` makes of what its section said.
  public <T> Look.Result<T> read(Look<T> look) {
    return look.reader().apply(capture(look.section()), budget);
  }

  /// The same of a look that several questions need: it is read once, and kept as long as the transcript.
  @SuppressWarnings("unchecked") // under each look stands what this look read
  public <T> Look.Result<T> readOnce(Look<T> look) {
    Look.Result<T> read = (Look.Result<T>) once.computeIfAbsent(look, this::read);
    budget.keep();
    return read;
  }

  public Capture capture(Section section) {
    Capture found = captures.get(section);
    return found == null ? missing : found;
  }
}
