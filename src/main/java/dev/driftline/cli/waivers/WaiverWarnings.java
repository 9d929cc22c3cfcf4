package dev.driftline.cli.waivers;

import dev.driftline.cli.process.Console;
import dev.driftline.model.Finding;
import dev.driftline.model.RunReport;
import dev.driftline.model.site.WaiverState;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.policy.site.Waiver;
import dev.driftline.run.site.PlacedWaiver;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.Suggestion;
import dev.driftline.text.Count;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/// What is doubtful about waivers: before a run, after it, and for `lint`.
public final class WaiverWarnings {

  /// A waiver for longer is hardly meant.
  private static final int MOST_DAYS = 366;

  private WaiverWarnings() {}

  /// Ids that no policy has, and days that are over or far away. For `lint`, which reads all policies.
  public static void lint(PolicySet policies, LocalDate today, Problems problems) {
    for (Waiver waiver : policies.waivers()) {
      waiver
          .unknown()
          .forEach((id, at) -> problems.error(waiver.file(), at, unknown(id), meant(policies, id)));
      long days = ChronoUnit.DAYS.between(today, waiver.until());
      if (days < 0) {
        problems.warning(
            waiver.file(),
            waiver.untilAt(),
            "ended %s ago: remove it".formatted(Count.of(-days, "day")),
            "if it still holds, give it a new day: `until: …`");
      } else if (days > MOST_DAYS) {
        problems.warning(
            waiver.file(),
            waiver.untilAt(),
            "it holds for %s, which is more than a year".formatted(Count.of(days, "day")),
            "write a day within the next year, and look at it again then");
      }
    }
  }

  /// Ids that no policy has, in one warning. A run with some of the policies only says nothing.
  ///
  /// @param all whether all policies of the site were read, as far as anybody knows
  public static void beforeRun(PolicySet policies, boolean all, Problems problems) {
    if (!all) {
      return;
    }
    for (Waiver waiver : policies.waivers()) {
      for (Map.Entry<String, SourceLocation> id : waiver.unknown().entrySet()) {
        problems.warning(
            waiver.file(), id.getValue(), unknown(id.getKey()), meant(policies, id.getKey()));
        return;
      }
    }
  }

  private static String unknown(String id) {
    return "no policy has a check \"%s\"".formatted(id);
  }

  private static String meant(PolicySet policies, String id) {
    return Suggestion.of(
        "check",
        id,
        policies.drafts().stream()
            .flatMap(policy -> policy.checks().stream())
            .map(check -> check.info().id())
            .toList());
  }

  /// Waivers that nobody needs any more, if that is sure.
  ///
  /// @param waivers of the run, in the order of the report's
  public static void show(List<PlacedWaiver> waivers, RunReport report, Console console) {
    boolean ascii = console.terminal().ascii();
    afterRun(waivers, report).sorted().stream()
        .map(problem -> problem.render(ascii))
        .forEach(console.err()::print);
    console.err().flush();
  }

  /// A waiver over other rows than those that are wrong is not one that was needed until yesterday.
  private static String hint(PlacedWaiver waiver, boolean pair, RunReport report) {
    boolean open =
        report.results().stream()
            .filter(result -> waiver.waiver().checks().contains(result.check().id()))
            .filter(result -> waiver.hosts().contains(result.host()))
            .flatMap(result -> result.findings().stream())
            .anyMatch(Finding::isOpen);
    if (open) {
      return "there are findings of it there, but of other rows: compare `where` with theirs";
    }
    return pair
        ? "a pair's result stands on the client's host: `hosts: all`"
        : "remove it: what it accepted is right again";
  }

  private static Problems afterRun(List<PlacedWaiver> waivers, RunReport report) {
    Problems problems = new Problems();
    for (int number = 0; number < report.waivers().size(); number++) {
      WaiverState state = report.waivers().get(number);
      Waiver waiver = waivers.get(number).waiver();
      if (state.matchesNothing()) {
        boolean pair =
            waiver.where().values().stream()
                .flatMap(List::stream)
                .anyMatch(condition -> condition.column().contains("."));
        problems.warning(
            waiver.file(),
            waiver.hosts().at(),
            "matches nothing: on %s no result of %s%s"
                .formatted(
                    waiver.hosts().text(),
                    String.join(", ", waiver.checks()),
                    waiver.written().map(" has "::concat).orElse(" is to be accepted")),
            hint(waivers.get(number), pair, report));
      }
    }
    return problems;
  }
}
