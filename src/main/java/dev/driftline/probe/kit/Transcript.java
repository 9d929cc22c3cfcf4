package dev.driftline.probe.kit;

import dev.driftline.model.Reason;
import dev.driftline.model.budget.Budget;
import dev.driftline.probe.fds.DescriptorTable;
import dev.driftline.probe.kit.process.ProcessTable;
import dev.driftline.probe.packages.PackageLists;
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
  private Optional<Looks.Look<ProcessTable>> processes = Optional.empty();
  private Optional<PackageLists> packages = Optional.empty();
  private final Map<Section, Looks.Look<DescriptorTable>> descriptors = new HashMap<>();

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

  /// The process table, which several probes need: read once.
  public Looks.Look<ProcessTable> processes() {
    Looks.Look<ProcessTable> read = processes.orElseGet(() -> Looks.processes(this));
    processes = Optional.of(read);
    budget.keep();
    return read;
  }

  /// The descriptors that a section looked at, which checks on several of them need: read once.
  public Looks.Look<DescriptorTable> descriptors(Section section) {
    Looks.Look<DescriptorTable> read =
        descriptors.computeIfAbsent(section, looked -> Looks.descriptors(this, looked));
    budget.keep();
    return read;
  }

  /// The packages that the one section about them lists, whatever a question wants of them: read once.
  ///
  /// @param stdout what that section said
  public PackageLists packages(String stdout) {
    PackageLists read = packages.orElseGet(() -> PackageLists.read(stdout, budget));
    packages = Optional.of(read);
    budget.keep();
    return read;
  }

  public Capture capture(Section section) {
    Capture found = captures.get(section);
    return found == null ? missing : found;
  }

  /// What one section said.
  public sealed interface Capture {

    /// It ran to its end and all it said is here. Bytes that are not UTF-8 are replaced by U+FFFD.
    ///
    /// @param exit 0 to 255, the status of the section's last command
    record Complete(String stdout, String stderr, int exit) implements Capture {}

    /// It was begun, but its end was not seen, or it said more than is taken: what is here may lack
    /// anything from some point on.
    ///
    /// @param why one line for the reader: `cut at 262144 bytes`
    record Cut(String stdout, String stderr, Reason reason, String why) implements Capture {}

    /// It was never begun.
    record Missing(Reason reason, String why) implements Capture {}
  }
}
