package dev.driftline.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cause.Causes;
import dev.driftline.collect.LocalRun;
import dev.driftline.collect.Plan;
import dev.driftline.judge.Judge;
import dev.driftline.model.CheckResult;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.HostResult;
import dev.driftline.model.Outcome;
import dev.driftline.model.RunReport;
import dev.driftline.model.Verdict;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.Question;
import dev.driftline.policy.Check;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.probe.Probes;
import dev.driftline.probe.host.HostDescription;
import dev.driftline.probe.kit.Transcript;
import dev.driftline.report.Format;
import dev.driftline.report.Style;
import dev.driftline.run.Catalog;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a host says, reading, judging and reporting it costs no more than one host may: 2 s of CPU time and 32 MiB.
///
/// What was found to be expensive is tried by name, and random answers beside. The seed is printed;
/// `-Ddriftline.seed=N` runs it again, and `-Ddriftline.rounds=N` tries more.
class ExpensiveAnswersTest {

  /// Of CPU time: the budget's 2 s, and as much again for reports and for a slow clock.
  private static final Duration CPU = Duration.ofSeconds(4);

  /// What stays in memory of a host, with room for what else the JVM keeps meanwhile.
  private static final long BYTES = Budget.BYTES + 16 * 1024 * 1024;

  private static final int ROUNDS = Integer.getInteger("driftline.rounds", 25);

  private static final List<String> TEXTS =
      List.of(
          "present",
          "clean",
          "\"~ (a|b|[^x]{0,40})*z$\"",
          "{ not: \"~ .{400}y\" }",
          "[a, \"= b\"]");

  private static List<String> matchers(Column column) {
    if (!column.words().isEmpty()) {
      return List.of("present");
    }
    return switch (column.type()) {
      case TEXT -> TEXTS;
      case BOOLEAN -> List.of("present", "true");
      case INTEGER, SIZE -> List.of("present", "\">= 5\"", "[1, 2]");
      case DURATION -> List.of("present", "\">= 5s\"");
      case VERSION -> List.of("present", "\">= 5\"", "\"~ ^[0-9]{300}\"", "[1, \"< 1.1.1\"]");
    };
  }

  @TempDir private static Path folder;

  private static List<Check> checks = List.of();

  @BeforeAll
  static void readPolicies() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> shipped = Files.list(Path.of("checks"))) {
      shipped.filter(file -> file.toString().endsWith(".yaml")).sorted().forEach(files::add);
    }
    files.add(Files.writeString(folder.resolve("generic.yaml"), generic()));
    Problems problems = new Problems();
    checks =
        PolicySet.read(files, Catalog.tables(), problems)
            .forHost("here", Map.of(), (_, _) -> true, problems);
    assertThat(problems.hasErrors()).as(problems.sorted().toString()).isFalse();
  }

  /// Each kind of matcher on each column of each probe.
  private static String generic() {
    StringBuilder text = new StringBuilder("policy: generic\nhosts: all\nchecks:\n");
    Catalog.probes()
        .forEach((name, probe) -> {
          String asked = name.equals("command") ? "{ command: \"x\" }" : name;
          for (Column column : probe.definition().columns().list()) {
            List<String> matchers = matchers(column);
            for (int i = 0; i < matchers.size(); i++) {
              text.append(
                  "  - id: %s-%s-%d\n    probe: %s\n    %s: { %s: %s }\n"
                      .formatted(
                          name,
                          column.name().replace('_', '-'),
                          i,
                          asked,
                          i % 2 == 0 ? "expect" : "expect_none",
                          column.name(),
                          matchers.get(i)));
            }
          }
        });
    return text.toString();
  }

  private static List<Check> about(String probe) {
    return checks.stream()
        .filter(check ->
            check.subject() instanceof Check.Subject.Rows(Question question)
                && question.probe().equals(probe))
        .toList();
  }

  static List<ExpensiveAnswers.Said> known() {
    return ExpensiveAnswers.known();
  }

  @ParameterizedTest
  @MethodSource("known")
  void whatWasFoundToBeExpensiveIsNot(ExpensiveAnswers.Said said) throws IOException {
    costsNoMoreThanAHostMay(said, about(said.probe()));
  }

  @Test
  void nothingThatAHostMaySayIsExpensive() throws IOException {
    long seed = Long.getLong("driftline.seed", System.nanoTime());
    System.out.println("ExpensiveAnswersTest -Ddriftline.seed=" + seed);
    Random random = new Random(seed);
    List<String> probes = List.copyOf(Catalog.probes().keySet());
    for (int round = 0; round < ROUNDS; round++) {
      String probe = probes.get(round % probes.size());
      ExpensiveAnswers.Said said = ExpensiveAnswers.random(probe, random);
      List<Check> all = about(probe);
      List<Check> some = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        some.add(all.get(random.nextInt(all.size())));
      }
      costsNoMoreThanAHostMay(said, List.copyOf(new LinkedHashSet<>(some)));
    }
  }

  private static void costsNoMoreThanAHostMay(ExpensiveAnswers.Said said, List<Check> asked)
      throws IOException {
    Set<Question> questions = new LinkedHashSet<>();
    for (Check check : asked) {
      if (check.subject() instanceof Check.Subject.Rows(Question question)) {
        questions.add(question);
      }
    }
    Plan plan = new Plan(questions, Catalog.probes());
    Budget budget = Budget.whole();
    Transcript transcript = said.transcript(plan.script().sections(), budget);
    long used = used();
    long before = cpu();

    budget.begin();
    Map<Question, Answer> answers = plan.read(transcript);
    HostAnswers host =
        new HostAnswers(
            LocalRun.host(), new Outcome.Answered(), answers, Optional.empty(), Duration.ZERO);
    List<CheckResult> results =
        Judge.judge(asked, host, HostDescription.description(host), (_, rows) -> rows, budget);
    budget.end();
    Written written = new Written();
    report(results, written);

    assertThat(Duration.ofNanos(cpu() - before)).as("CPU of %s", said).isLessThan(CPU);
    try {
      assertThat(used() - used).as("memory of %s", said).isLessThan(BYTES);
    } finally {
      Reference.reachabilityFence(transcript);
    }
    assertThat(budget.bytes()).as("budget of %s", said).isLessThanOrEqualTo(Budget.BYTES);
    assertThat(written.bytes).as("reports of %s", said).isLessThan(8 * Budget.BYTES);
    assertThat(results).hasSameSizeAs(asked);
    for (CheckResult result : results) {
      assertThat(result.reason().orElse("")).as(said.name()).doesNotContain("internal");
      // a list of packages says itself where its named ones end, and may be cut behind that
      boolean whole = said.toString().contains("packages[whole");
      if (!said.cut().isEmpty() && !whole && isAbout(said.cut(), result, asked)) {
        assertThat(result.verdict()).as("%s, cut: %s", said, result).isNotEqualTo(Verdict.PASS);
      }
    }
  }

  /// Whether a result is of a check whose probe needs the section.
  private static boolean isAbout(String section, CheckResult result, List<Check> asked) {
    return asked.stream()
        .filter(check -> check.info().equals(result.check()))
        .map(Check::subject)
        .anyMatch(subject ->
            subject instanceof Check.Subject.Rows(Question question)
                && Probes.find(question.probe()).orElseThrow().sections(question).stream()
                    .anyMatch(needed -> needed.name().equals(section)));
  }

  private static void report(List<CheckResult> results, Written written) throws IOException {
    RunReport report =
        Causes.of(
            new RunReport(
                new RunReport.Run(
                    "id", Instant.EPOCH, Duration.ZERO, "1", 2, "all", List.of(), List.of(), false),
                List.of(
                    new HostResult(
                        "here",
                        "",
                        new Outcome.Answered(),
                        Duration.ZERO,
                        Optional.empty(),
                        List.of(),
                        Optional.empty())),
                results,
                List.of()));
    Writer out = new OutputStreamWriter(written, StandardCharsets.UTF_8);
    for (Format format : Format.values()) {
      format.write(report, Style.PLAIN, out);
    }
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /// Counts, and keeps nothing.
  private static final class Written extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] some, int offset, int length) {
      bytes += length;
    }
  }
}
