package dev.driftline.run;

import dev.driftline.cause.Causes;
import dev.driftline.collect.AnswerSource;
import dev.driftline.model.CheckResult;
import dev.driftline.model.ExitCode;
import dev.driftline.model.HostResult;
import dev.driftline.model.Outcome;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.policy.Check;
import dev.driftline.run.site.Waiving;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// One run: takes the answers of every host of an assignment, judges them, and makes the report.
///
/// For one use only. [#run] works on the calling thread and on threads of its own; [#cancel] may be called from any
/// thread.
public final class CheckRun {

  private static final DateTimeFormatter TO_THE_SECOND =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /// What the report says about the way the run was started.
  ///
  /// @param version   of driftline
  /// @param pattern   of the hosts, as it was typed
  /// @param inventory files and folders
  /// @param policies  files and folders
  /// @param config    the file with values for options that was taken; empty without one
  public record Description(
      String version,
      String pattern,
      List<String> inventory,
      List<String> policies,
      Optional<String> config) {

    /// Of a run that took no value from a file.
    public Description(
        String version, String pattern, List<String> inventory, List<String> policies) {
      this(version, pattern, inventory, policies, Optional.empty());
    }
  }

  private final Assignment assignment;
  private final AnswerSource source;
  private final Questions questions;
  private final FleetJudge judging;
  private final KeptMemory kept;
  private final Severity failOn;
  private final Description description;
  private final Map<String, HostResult> hosts = new HashMap<>();

  /// @param source gives the answers: it asks the hosts, or reads what they answered before
  public CheckRun(
      Assignment assignment, AnswerSource source, Severity failOn, Description description) {
    this.assignment = assignment;
    this.source = source;
    this.questions = new Questions(assignment);
    this.judging = new FleetJudge(assignment, source::addresses, source::here);
    this.kept = new KeptMemory(source.kept());
    this.failOn = failOn;
    this.description = description;
  }

  /// Ends the run soon. The report has the results so far, and the rest as unknown.
  public void cancel() {
    source.cancel();
  }

  /// Asks and judges. Returns when every host has an outcome.
  ///
  /// @param progress is told of each host when that host is done, on the calling thread
  /// @throws IOException if the answers cannot be had at all; see [AnswerSource#ask]
  public RunReport run(Consumer<HostResult> progress) throws IOException {
    Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    long begun = System.nanoTime();
    source.ask(
        assignment.hosts(),
        questions::of,
        (answers, budget) -> judging.judge(answers, budget, kept),
        judged -> {
          hosts.put(judged.name(), judged.host());
          judging.take(judged);
          progress.accept(judged.host());
        });
    return report(started, begun, source.over());
  }

  /// @param begun when the run began, on the monotonic clock of [System#nanoTime]
  /// @param over  whether the run was cancelled, or past its deadline, when the last host was done
  private RunReport report(Instant started, long begun, boolean over) {
    List<HostResult> ofHosts =
        assignment.hosts().stream()
            .map(host -> Objects.requireNonNull(hosts.get(host.name())))
            .toList();
    List<CheckResult> judged = judging.results(source.workers(), kept);
    // the run is partial if its end cost some host the answers, or some result the judging
    boolean lost = ofHosts.stream().anyMatch(h -> h.outcome() instanceof Outcome.Unreachable);
    boolean partial = (over && lost) || source.workers().cutShort();
    Set<String> answered =
        ofHosts.stream()
            .filter(host -> host.outcome() instanceof Outcome.Answered)
            .map(HostResult::host)
            .collect(Collectors.toSet());
    Waiving waiving = new Waiving(assignment.waivers(), started);
    List<CheckResult> results = waived(waiving, judged, partial ? Set.of() : answered);
    int exit = ExitCode.of(ofHosts, results, failOn);
    RunReport.Run run =
        new RunReport.Run(
            id(started),
            started,
            Duration.ofNanos(System.nanoTime() - begun),
            description.version(),
            exit,
            description.pattern(),
            description.inventory(),
            description.policies(),
            partial,
            description.config());
    return Causes.of(
        new RunReport(run, ofHosts, results, List.of())
            .with(judging.pairs())
            .withWaivers(waiving.states(results, partial ? Set.of() : answered)));
  }

  /// The results with what the site accepts.
  ///
  /// @param answered the hosts that have answered; none if the run was cut short
  private List<CheckResult> waived(
      Waiving waiving, List<CheckResult> results, Set<String> answered) {
    if (assignment.waivers().isEmpty()) {
      return results;
    }
    Map<String, Check> elsewhere = new HashMap<>();
    assignment
        .checks()
        .values()
        .forEach(checks -> checks.forEach(it -> elsewhere.putIfAbsent(it.info().id(), it)));
    return results.stream()
        .map(result -> {
          String id = result.check().id();
          // a check of the servers of a client does not cover the client's host
          Check check =
              assignment.of(result.host()).stream()
                  .filter(it -> it.info().id().equals(id))
                  .findFirst()
                  .orElseGet(() -> Objects.requireNonNull(elsewhere.get(id)));
          return waiving.apply(result, check, answered.contains(result.host()));
        })
        .toList();
  }

  /// For example `20261122T021500Z-1f9c0a7e`. Ids sort by time. Two runs in the same second differ.
  public static String id(Instant started) {
    return TO_THE_SECOND.format(started) + "-" + UUID.randomUUID().toString().substring(0, 8);
  }
}
