package dev.driftline.run.cases;

import dev.driftline.cases.CaseFailure;
import dev.driftline.cases.CaseTest;
import dev.driftline.cases.CaseTest.Expected;
import dev.driftline.cases.CaseTest.Given;
import dev.driftline.cases.CasesFile;
import dev.driftline.inventory.pattern.HostPattern;
import dev.driftline.judge.Judge;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Severity;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.Login;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Check;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.run.Assignment;
import dev.driftline.run.CheckRun;
import dev.driftline.run.site.PlacedWaiver;
import dev.driftline.run.site.Waiving;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Judges the cases of one file by the checks of their policy, with the judge of every run. The host patterns of
/// policies and checks do not matter: a case says which check is tried on which host.
public final class CaseRun {

  private final CasesFile file;
  private final PolicySet policies;

  public CaseRun(CasesFile file, PolicySet policies) {
    this.file = file;
    this.policies = policies;
  }

  /// Judges one case.
  ///
  /// @param problems gets what is wrong with the policy, for example a variable that no case can give
  /// @return one problem for each result that is not as expected
  /// @throws IOException if a file of facts cannot be read
  public List<Problem> failures(CaseTest test, Problems problems) throws IOException {
    Set<String> ids =
        test.expected().stream().map(result -> result.check().text()).collect(Collectors.toSet());
    List<Host> hosts = new ArrayList<>();
    Map<String, List<Check>> checks = new HashMap<>();
    Map<String, Given> given = new LinkedHashMap<>();
    for (Given host : test.hosts()) {
      hosts.add(host(host.host()));
      given.put(host.host(), host);
      checks.put(host.host(), checks(host.host(), ids, problems));
    }
    if (problems.hasErrors()) {
      return List.of();
    }
    List<CheckResult> results =
        new CheckRun(
                new Assignment(hosts, checks, List.of()),
                new CaseAnswers(given, file.source()),
                Severity.MINOR,
                new CheckRun.Description("", "all", List.of(), List.of()))
            .run(_ -> {})
            .results();
    List<Problem> failures = new ArrayList<>();
    for (Expected expected : test.expected()) {
      result(expected, results, given, checks)
          .map(result -> waived(result, expected, given, checks))
          .flatMap(result -> CaseFailure.of(expected, result))
          .ifPresent(failure -> failures.add(problem(expected, failure)));
    }
    return failures;
  }

  private List<Check> checks(String host, Set<String> ids, Problems problems) {
    return policies.forHost(
        host,
        Map.of(),
        (policy, check) ->
            policy.name().equals(file.policy().text()) && ids.contains(check.info().id()),
        problems);
  }

  private static Optional<CheckResult> result(
      Expected expected,
      List<CheckResult> results,
      Map<String, Given> given,
      Map<String, List<Check>> checks) {
    String host = expected.host().text();
    String id = expected.check().text();
    Optional<CheckResult> ofRows =
        checks.getOrDefault(host, List.of()).stream()
            .filter(check -> check.info().id().equals(id))
            .findFirst()
            .flatMap(check -> ofGivenPairs(check, Objects.requireNonNull(given.get(host))));
    return ofRows.or(() ->
        results.stream()
            .filter(result -> result.host().equals(host) && result.check().id().equals(id))
            .findFirst());
  }

  /// The result of a check about pairs whose rows the case gives.
  private static Optional<CheckResult> ofGivenPairs(Check check, Given given) {
    boolean pair = check.subject() instanceof Check.Subject.Pair;
    if (!pair
        || !(given.answers().get(check.table().name())
            instanceof Answer.Observed(List<Row> rows, var _, var gap))) {
      return Optional.empty();
    }
    Optional<Row> description = CaseAnswers.description(given);
    return Optional.of(
        Judge.applies(check, given.host(), description)
            .orElseGet(() -> Judge.judge(check, given.host(), rows, gap, Budget.whole())));
  }

  /// The result with what waivers accept on the day of the cases.
  private CheckResult waived(
      CheckResult result,
      Expected expected,
      Map<String, Given> given,
      Map<String, List<Check>> checks) {
    CaseHosts hosts = new CaseHosts(List.copyOf(given.keySet()));
    List<PlacedWaiver> waivers =
        policies.waivers().stream()
            .map(waiver ->
                new PlacedWaiver(
                    waiver, Set.copyOf(HostPattern.select(waiver.hosts().text(), hosts).hosts())))
            .toList();
    Instant day =
        file.today()
            .map(today -> today.atStartOfDay().toInstant(ZoneOffset.UTC))
            .orElseGet(Instant::now);
    return checks.getOrDefault(expected.host().text(), List.of()).stream()
        .filter(check -> check.info().id().equals(result.check().id()))
        .findFirst()
        .map(check -> new Waiving(waivers, day).apply(result, check, true))
        .orElse(result);
  }

  private Problem problem(Expected expected, CaseFailure failure) {
    return Problem.error(
        expected.at(), file.source().line(expected.at().line()), failure.message(), failure.hint());
  }

  private static Host host(String name) {
    return new Host(
        name,
        new Connection(
            Connection.Method.LOCAL,
            "",
            22,
            new Login("", Optional.empty(), Optional.empty()),
            Optional.empty(),
            List.of(),
            List.of()));
  }
}
