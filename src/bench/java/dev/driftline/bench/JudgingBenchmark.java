package dev.driftline.bench;

import dev.driftline.collect.LocalRun;
import dev.driftline.judge.Judge;
import dev.driftline.model.CheckResult;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Check;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.policy.template.Renderer;
import dev.driftline.policy.template.Rendering;
import dev.driftline.probe.host.HostDescription;
import dev.driftline.run.Catalog;
import dev.driftline.source.Problems;
import dev.driftline.version.VersionOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What judging costs: one host by 100 checks of 30 rows, one comparison of versions, one template.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JudgingBenchmark {

  private static final int CHECKS = 100;
  private static final int ROWS = 30;

  /// How the checks select their rows.
  @Param({"present", "~ ^package"})
  public String where = "present";

  private final Renderer renderer = new Renderer();
  private List<Check> checks = List.of();
  private Optional<HostAnswers> answers = Optional.empty();
  private int host;

  @Setup
  public void prepare() throws Exception {
    checks = checks();
    Columns columns = Objects.requireNonNull(Catalog.tables().get("packages")).columns();
    List<Row> rows = new ArrayList<>();
    for (int number = 0; number < ROWS; number++) {
      rows.add(
          Row.of(
              columns,
              Map.of(
                  "name", Cell.text("package" + number),
                  "version", Cell.text("2.36-9+deb12u" + number),
                  "manager", Cell.text("dpkg"))));
    }
    Answer answer = new Answer.Observed(rows, Optional.empty(), Optional.empty());
    answers =
        Optional.of(
            new HostAnswers(
                LocalRun.host(),
                new Outcome.Answered(),
                Map.of(new Question("packages"), answer),
                Optional.empty(),
                Duration.ofSeconds(1)));
  }

  private List<Check> checks() throws Exception {
    StringBuilder text = new StringBuilder("policy: many\nhosts: all\nchecks:\n");
    for (int number = 0; number < CHECKS; number++) {
      text.append("  - id: check")
          .append(number)
          .append("\n    probe: packages\n    where: { name: \"%s\" }\n".formatted(where))
          .append("    expect: { version: \">= 2.30-")
          .append(number)
          .append("\" }\n");
    }
    Path file = Files.createTempFile("driftline-bench-", ".yaml");
    try {
      Files.writeString(file, text);
      Problems problems = new Problems();
      PolicySet set = PolicySet.read(List.of(file), Catalog.tables(), problems);
      if (!problems.isEmpty()) {
        throw new IllegalStateException(problems.sorted().toString());
      }
      return set.drafts().getFirst().checks();
    } finally {
      Files.delete(file);
    }
  }

  /// One host.
  @Benchmark
  public List<CheckResult> hundredChecksOfThirtyRows() {
    return Judge.judge(
        checks,
        answers.orElseThrow(),
        HostDescription.description(answers.orElseThrow()),
        (_, rows) -> rows,
        Budget.whole());
  }

  /// One pair of versions.
  @Benchmark
  public int versionOrder() {
    return VersionOrder.DPKG.compare("1:2.36-9+deb12u10", "1:2.36-9+deb12u9");
  }

  /// A template with values that no host before had.
  @Benchmark
  public Rendering template() {
    return renderer.render(">= {{ floor | default('3.0') }}", Map.of("floor", "3." + host++));
  }
}
