package dev.driftline.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.LocalRun;
import dev.driftline.judge.Judge;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Finding;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.Verdict;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Subject;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.probe.host.HostDescription;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a check names processes, the host looks at these only; what is judged is the same as if it had looked at all.
///
/// Needs root, bash, busybox, mksh and `/usr/bin/python3`.
@Tag("host")
class NamedProcessesTest {

  /// Names of real processes: what shells, awk and readers could trip over, and what is not UTF-8.
  private static final List<String> RUNNING =
      List.of(
          "dl-plain",
          "dl-other",
          "dl it's",
          "dl \"x\" \\n",
          "dl-$(id)`id`",
          "dl*",
          "[0-9]*",
          "dl|dl",
          "dl ) S 1",
          "(dl-pam)",
          "dl-m\u00fcnchen",
          "dl-fifteen-byte",
          "-dl",
          "dl\\",
          "dl%s&",
          "dl\ttab",
          "dl\nline",
          "dl-dl-dl-dl-d\u00fcsseldorf",
          "dl,comma",
          "dl=1");

  /// Names that checks give: those, as they are read, and some that no process has.
  private static final List<String> GIVEN =
      Stream.concat(
              RUNNING.stream()
                  .filter(name -> !name.contains("\t") && !name.contains("\n"))
                  .filter(name -> name.length() <= 15),
              Stream.of("dl?tab", "dl?line", "dl-dl-dl-dl-d\uFFFD", "dl-nobody", "dl"))
          .toList();

  private static final List<String> EXPECTATIONS =
      List.of(
          "expect: { kind: dev-null }",
          "expect: { kind: { not: closed } }",
          "expect_none: {}",
          "expect_none: { kind: closed }",
          "expect_any: { kind: closed }",
          "expect_count: \">= 3\"",
          "expect_count: 0");

  private static final List<String> DESCRIPTORS =
      List.of("", "fd: [0, 1, 2], ", "fd: 2, ", "fd: [2, 7], ");
  private static final List<String> IF_NONE = List.of("unknown", "pass", "drift", "not-applicable");

  private static Process processes;

  @TempDir private static Path folder;

  @BeforeAll
  static void start() throws IOException {
    Path script = folder.resolve("named.py");
    try (InputStream text = NamedProcessesTest.class.getResourceAsStream("named.py")) {
      Files.write(script, Objects.requireNonNull(text).readAllBytes());
    }
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", script.toString()));
    RUNNING.forEach(
        name -> command.add(HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8))));
    processes = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    assertThat(processes.inputReader().readLine()).isEqualTo("ready");
  }

  @AfterAll
  static void end() throws Exception {
    processes.getOutputStream().close();
    processes.waitFor();
  }

  @Test
  void whatIsJudgedIsTheSameAsIfAllProcessesHadBeenLookedAt() throws IOException {
    long seed = Long.getLong("driftline.seed", System.nanoTime());
    System.out.println("NamedProcessesTest -Ddriftline.seed=" + seed);
    Random random = new Random(seed);
    int findings = 0;
    int nothing = 0;
    for (int round = 0; round < 12; round++) {
      List<Check> checks = checks(policy(random, 1 + random.nextInt(6)), Map.of());
      List<CheckResult> some = judged(LocalRun.in("/bin/sh", "-s"), checks);
      List<CheckResult> all =
          judged(
              LocalRun.in("/bin/sh", "-s"),
              checks.stream().map(NamedProcessesTest::ofAll).toList());

      assertThat(some.stream().map(NamedProcessesTest::text).toList())
          .as("seed %d, round %d", seed, round)
          .isEqualTo(all.stream().map(NamedProcessesTest::text).toList());
      findings += some.stream().mapToInt(result -> result.findings().size()).sum();
      nothing += (int) some.stream().filter(result -> result.rows() == 0).count();
    }
    assertThat(findings).isPositive();
    assertThat(nothing).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash -s", "bash --posix -s", "bash -s", "busybox sh -s", "mksh -s"})
  void everyShellFindsTheProcessOfEachName(String shell) {
    for (String name : RUNNING) {
      Question question = question(name.replace('\t', '?').replace('\n', '?'));
      Answer.Observed answer =
          ask(LocalRun.in(shell.split(" ", -1)), List.of(question)).apply(question);

      if (!name.contains(",") && !name.contains("\u00fcsseldorf")) {
        assertThat(named(question, answer)).as("%s: %s", shell, name).isEqualTo(3);
      }
    }
  }

  @Test
  void aHostSendsOnlyTheProcessesOfTheNames() {
    Question question = question("dl-plain,dl-nobody");

    Answer.Observed answer = ask(LocalRun.in("/bin/sh", "-s"), List.of(question)).apply(question);

    assertThat(named(question, answer)).isEqualTo(3);
    assertThat(answer.rows()).hasSize(4);
    assertThat(answer.coverage().orElseThrow().toString()).isEqualTo("1 of 1 processes");
  }

  @Test
  void questionsShareALookAndGetNoMoreThanTheyAskedFor() {
    Question plain = question("dl-plain");
    Question other = question("dl-other");
    Question every = new Question("fds", Map.of("descriptors", "0,1,2"));

    Function<Question, Answer.Observed> two =
        ask(LocalRun.in("/bin/sh", "-s"), List.of(plain, other));
    Function<Question, Answer.Observed> all =
        ask(LocalRun.in("/bin/sh", "-s"), List.of(plain, other, every));

    for (Question question : List.of(plain, other)) {
      assertThat(two.apply(question).rows()).hasSize(4);
      assertThat(all.apply(question).rows()).hasSize(4);
      assertThat(named(question, two.apply(question))).isEqualTo(3);
    }
    assertThat(all.apply(every).rows()).hasSizeGreaterThan(RUNNING.size() * 3 - 1);
  }

  @Test
  void librariesAreOfTheProcessesOfTheirOwnQuestion() {
    Question libraries = new Question("libraries", Map.of("processes", "dl-plain,dl-m\u00fcnchen"));
    Question every = new Question("processes");

    for (List<Question> questions :
        List.of(List.of(libraries, question("dl-other")), List.of(libraries, every))) {
      Set<String> names =
          ask(LocalRun.in("/bin/sh", "-s"), questions).apply(libraries).rows().stream()
              .map(row -> row.text("name").orElse(""))
              .collect(Collectors.toSet());
      assertThat(names).containsExactlyInAnyOrder("dl-plain", "dl-m\u00fcnchen");
    }
  }

  @Test
  void theDescriptorsOfTheLastProcessAreItsOwn() {
    Question question = new Question("fds", Map.of("names", "dl-other"));

    List<String> kinds =
        ask(LocalRun.in("/bin/sh", "-s"), List.of(question)).apply(question).rows().stream()
            .filter(row -> row.text("name").equals(Optional.of("dl-other")))
            .map(row -> row.text("fd").orElse("") + " " + row.text("kind").orElse("unread"))
            .toList();

    assertThat(kinds)
        .startsWith("0 dev-null", "1 dev-null", "2 closed")
        .noneMatch(kind -> kind.endsWith("unread"));
  }

  @Test
  void aNameMayBeAVariableOfTheHost() throws IOException {
    String policy =
        """
        policy: p
        hosts: all
        checks:
          - id: c
            probe: fds
            where: { name: "{{ daemon }}", fd: [0, 1, 2] }
            expect: { kind: dev-null }
        """;
    Check plain = checks(policy, Map.of("daemon", "dl-plain")).getFirst();
    Check other = checks(policy, Map.of("daemon", "dl-other")).getFirst();

    assertThat(asked(plain)).isEqualTo(question("dl-plain"));
    assertThat(asked(other)).isEqualTo(question("dl-other"));
    assertThat(judged(LocalRun.in("/bin/sh", "-s"), List.of(plain)).getFirst().verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(judged(LocalRun.in("/bin/sh", "-s"), List.of(other)).getFirst().verdict())
        .isEqualTo(Verdict.DRIFT);
  }

  private static Question question(String names) {
    return new Question("fds", Map.of("descriptors", "0,1,2", "names", names));
  }

  private static String policy(Random random, int checks) {
    StringBuilder text = new StringBuilder("policy: p\nhosts: all\nchecks:\n");
    text.append("  - { id: nobody, probe: fds, where: { name: dl-nobody }, expect_none: {} }\n");
    for (int number = 0; number < checks; number++) {
      boolean fds = random.nextInt(4) > 0;
      String expectation =
          fds ? any(EXPECTATIONS, random) : "expect: { user: root, command: \"~ python\" }";
      text.append("  - id: c%d\n    probe: %s\n".formatted(number, fds ? "fds" : "processes"))
          .append(
              "    where: { %s%s }\n".formatted(fds ? any(DESCRIPTORS, random) : "", names(random)))
          .append("    %s\n    if_none: %s\n".formatted(expectation, any(IF_NONE, random)));
    }
    return text.toString();
  }

  private static String names(Random random) {
    int names = 1 + random.nextInt(3);
    return "name: "
        + Stream.generate(() -> quoted(any(GIVEN, random)))
            .limit(names)
            .collect(Collectors.joining(", ", names > 1 ? "[" : "", names > 1 ? "]" : ""));
  }

  /// With `=` if it looks like a pattern of the shell, which is taken for a mistake.
  private static String quoted(String name) {
    return (name.contains("*") || name.contains("?") ? "\"= " : "\"")
        + name.replace("\\", "\\\\").replace("\"", "\\\"")
        + "\"";
  }

  private static String any(List<String> texts, Random random) {
    return texts.get(random.nextInt(texts.size()));
  }

  private static List<Check> checks(String policy, Map<String, ?> variables) throws IOException {
    Path file = Files.writeString(folder.resolve("p.yaml"), policy);
    Problems problems = new Problems();
    List<Check> checks =
        PolicySet.read(List.of(file), Catalog.tables(), problems)
            .forHost("here", variables, (_, _) -> true, problems);
    assertThat(problems.sorted()).extracting(Problem::render).as(policy).isEmpty();
    return checks;
  }

  private static Question asked(Check check) {
    return ((Subject.Rows) check.subject()).question();
  }

  /// The same check, of whose question nobody took the names.
  private static Check ofAll(Check check) {
    SortedMap<String, String> parameters = new TreeMap<>(asked(check).parameters());
    parameters.remove("names");
    return new Check(
        check.info(),
        check.tags(),
        check.hosts(),
        check.enabled(),
        check.table(),
        new Subject.Rows(new Question(asked(check).probe(), parameters)),
        check.where(),
        check.expectation(),
        check.ifAbsent(),
        check.ifNone(),
        check.minCoverage(),
        check.appliesTo(),
        check.at());
  }

  private static Function<Question, Answer.Observed> ask(
      LocalRun run, Collection<Question> questions) {
    Map<Question, Answer> answers = run.ask(questions, Catalog.probes());
    return question -> {
      Answer answer = answers.get(question);
      assertThat(answer).isInstanceOf(Answer.Observed.class);
      return (Answer.Observed) Objects.requireNonNull(answer);
    };
  }

  /// How many rows have a name that the question gives.
  private static long named(Question question, Answer.Observed answer) {
    List<String> names = List.of(question.parameter("names").split(",", -1));
    return answer.rows().stream()
        .filter(row -> names.contains(row.text("name").orElse("")))
        .count();
  }

  private static List<CheckResult> judged(LocalRun run, List<Check> checks) {
    Map<Question, Answer> answers =
        run.ask(checks.stream().map(NamedProcessesTest::asked).toList(), Catalog.probes());
    HostAnswers host =
        new HostAnswers(
            LocalRun.host(), new Outcome.Answered(), answers, Optional.empty(), Duration.ZERO);
    return Judge.judge(
        checks, host, HostDescription.description(host), (_, rows) -> rows, Budget.unlimited());
  }

  /// All of a result but what passes with time.
  private static String text(CheckResult result) {
    return "%s %s %d %s %s"
        .formatted(
            result.check().id(),
            result.verdict(),
            result.rows(),
            result.reason(),
            result.findings().stream().map(NamedProcessesTest::text).toList())
        // the second run comes later
        .replaceAll("running for( \\d+ \\w+)+", "running");
  }

  private static String text(Finding finding) {
    return finding.key()
        + " "
        + finding.subject()
        + " "
        + finding.message()
        + " "
        + finding.expected();
  }
}
