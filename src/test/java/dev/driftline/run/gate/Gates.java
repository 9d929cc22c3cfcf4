package dev.driftline.run.gate;

import dev.driftline.gate.PairTables;
import dev.driftline.gate.plan.AssumeOptions;
import dev.driftline.gate.plan.Plan;
import dev.driftline.gate.plan.PlannedHosts;
import dev.driftline.inventory.pattern.Selection;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.gate.Compatible;
import dev.driftline.model.gate.PairDelta;
import dev.driftline.model.gate.PairRule;
import dev.driftline.model.gate.PairRule.Weight;
import dev.driftline.model.gate.PairState;
import dev.driftline.model.host.Host;
import dev.driftline.pair.PairEnds;
import dev.driftline.policy.Check;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.product.compat.file.Knowledge;
import dev.driftline.run.Assignment;
import dev.driftline.run.Catalog;
import dev.driftline.run.CheckRun;
import dev.driftline.run.site.PlacedWaiver;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Gates over hosts of a test.
final class Gates {

  /// A table in which each server of series 11 breaks the libraries of series 10.3, is a risk for those of 10.5, and
  /// right for others. A client whose version is not known cannot be told.
  static final PairTables TABLES =
      new PairTables() {
        @Override
        public boolean isKnown(String product) {
          return product.equals("mysql");
        }

        @Override
        public States judge(Question question) {
          Optional<String> library = PairEnds.clientVersion(question.then());
          Optional<String> why = PairEnds.clientUnread(question.then());
          if (library.isEmpty()) {
            return States.unknown(why.orElse("the version of the client is not known"));
          }
          PairState now = state(question, PairEnds.serverVersionOf(question.now()), library.get());
          PairState then =
              state(question, PairEnds.serverVersionOf(question.then()), library.get());
          List<PairRule> worse =
              then.faults().stream().filter(rule -> !now.faults().contains(rule)).toList();
          List<PairRule> already =
              then.faults().stream().filter(rule -> now.faults().contains(rule)).toList();
          List<PairRule> cured =
              now.faults().stream().filter(rule -> !then.faults().contains(rule)).toList();
          return new States(
              now,
              then,
              new PairDelta(worse, already, cured, List.of(), then.unknown()),
              Set.of(),
              List.of());
        }

        private PairState state(Question question, Optional<String> server, String library) {
          if (server.isEmpty()) {
            return PairState.unknown("the version of the server is not known");
          }
          boolean isNew = server.get().startsWith("1:11");
          if (isNew && library.startsWith("1:10.3")) {
            return state("old-library", Compatible.BROKEN, question);
          }
          if (isNew && library.startsWith("1:10.5")) {
            return state("told-library", Compatible.RISK, question);
          }
          return state("fits", Compatible.OK, question);
        }

        private PairState state(String id, Compatible verdict, Question question) {
          boolean told = question.told().containsKey("account_plugin");
          PairRule rule =
              new PairRule(
                  id,
                  "auth",
                  verdict,
                  told ? Weight.TOLD : Weight.OPEN,
                  verdict == Compatible.OK ? "" : "2059",
                  "It is %s.".formatted(verdict.word()),
                  "Upgrade the library.",
                  List.of("a manual"),
                  told ? List.of() : List.of("which plugin?"));
          return new PairState(Optional.of(verdict), Optional.empty(), List.of(rule));
        }
      };

  private Gates() {}

  /// A gate over the planned hosts.
  static RunReport run(GateFleet fleet, Map<String, List<String>> groups, String... assume) {
    return run(fleet, "", Severity.MINOR, groups, assume);
  }

  /// @param policy the checks of a policy; may be empty
  static RunReport run(
      GateFleet fleet,
      String policy,
      Severity failOn,
      Map<String, List<String>> groups,
      String... assume) {
    return run(fleet, policy, failOn, groups, AssumeOptions.read(List.of(assume), new Problems()));
  }

  static RunReport run(
      GateFleet fleet,
      String policy,
      Severity failOn,
      Map<String, List<String>> groups,
      Plan plan) {
    return run(fleet, policy, failOn, groups, plan, TABLES);
  }

  static RunReport run(
      GateFleet fleet,
      String policy,
      Severity failOn,
      Map<String, List<String>> groups,
      Plan plan,
      PairTables tables) {
    return run(fleet, policy, failOn, groups, plan, tables, check -> check);
  }

  /// A gate with waivers. Each holds on the hosts that its pattern names one by one.
  static RunReport waived(GateFleet fleet, String policy, String waivers, String... assume) {
    PolicySet set = set(policy, "waivers:\n" + waivers);
    List<PlacedWaiver> placed =
        set.waivers().stream()
            .map(waiver -> new PlacedWaiver(waiver, Set.of(waiver.hosts().text().split(":", -1))))
            .toList();
    Plan plan = AssumeOptions.read(List.of(assume), new Problems());
    List<Check> checks = set.drafts().getFirst().checks();
    return run(fleet, checks, placed, Severity.MINOR, Map.of(), plan, TABLES);
  }

  /// @param changed what overrides make of a check
  static RunReport run(
      GateFleet fleet,
      String policy,
      Severity failOn,
      Map<String, List<String>> groups,
      Plan plan,
      PairTables tables,
      UnaryOperator<Check> changed) {
    List<Check> checks = checks(policy).stream().map(changed).toList();
    return run(fleet, checks, List.of(), failOn, groups, plan, tables);
  }

  private static RunReport run(
      GateFleet fleet,
      List<Check> checks,
      List<PlacedWaiver> waivers,
      Severity failOn,
      Map<String, List<String>> groups,
      Plan plan,
      PairTables tables) {
    PlannedHosts planned =
        PlannedHosts.of(
            plan,
            pattern -> new Selection(groups.getOrDefault(pattern, List.of(pattern)), List.of()),
            new Problems());
    GateScope scope = GateScope.of(planned, Knowledge.shipped());
    List<String> first = groups.getOrDefault("HOSTS", List.copyOf(planned.hosts()));
    try {
      return new GateRun(
              scope,
              scope.changeable(assignment(fleet, first, checks, waivers)),
              fleet,
              names -> assignment(fleet, List.copyOf(names), checks, waivers),
              tables,
              failOn,
              new CheckRun.Description("1", "db*", List.of("hosts.yml"), List.of("checks")))
          .run(_ -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Assignment assignment(
      GateFleet fleet, List<String> names, List<Check> checks, List<PlacedWaiver> waivers) {
    List<Host> hosts = names.stream().map(GateFleet::host).toList();
    Map<String, List<Check>> ofHosts = new HashMap<>();
    names.forEach(name -> ofHosts.put(name, checks));
    return new Assignment(hosts, ofHosts, Map.of(), fleet.locations(), waivers);
  }

  private static List<Check> checks(String policy) {
    return policy.isEmpty() ? List.of() : set(policy, "").drafts().getFirst().checks();
  }

  private static PolicySet set(String policy, String waivers) {
    try {
      Path folder = Files.createTempDirectory("driftline-gate-");
      Path file = folder.resolve("site.yaml");
      Path more = folder.resolve("waivers.yaml");
      try {
        Files.writeString(file, "policy: site\nhosts: all\nchecks:\n" + policy);
        Files.writeString(more, waivers);
        List<Path> files = waivers.isEmpty() ? List.of(file) : List.of(file, more);
        Problems problems = new Problems();
        PolicySet set = PolicySet.read(files, Catalog.tables(), problems);
        if (!problems.isEmpty()) {
          throw new IllegalStateException(problems.sorted().toString());
        }
        return set;
      } finally {
        Files.delete(file);
        Files.delete(more);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
