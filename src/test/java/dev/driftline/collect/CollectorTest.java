package dev.driftline.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.Transport.Ending;
import dev.driftline.collect.Transport.Streams;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.host.Host;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.model.table.TableDefinition.Trait;
import dev.driftline.probe.kit.Capture;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.Transcript;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CollectorTest {

  private static final Question QUESTION = new Question("echo");
  private static final Question SECOND = new Question("second");
  private static final Question BROKEN = new Question("broken");

  private final List<HostAnswers> handed = new ArrayList<>();

  @Test
  void everyHostOfAThousandYieldsExactlyOneAnswer() {
    List<Host> hosts = hosts(1000);
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Behaviour mixed =
        (host, nonce, streams, clock) -> {
          most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
          try {
            return misbehave(number(host) % 10, host, nonce, streams, clock);
          } finally {
            atOnce.decrementAndGet();
          }
        };
    collect(mixed, new Collector.Limits(50, Duration.ofMillis(50), Optional.empty()), hosts);

    assertThat(names()).hasSize(1000).isEqualTo(hosts.stream().map(Host::name).sorted().toList());
    assertThat(most.get()).isLessThanOrEqualTo(50);
    for (HostAnswers answers : handed) {
      Optional<Reason> expected = expected(number(answers.host()) % 10);
      assertThat(reason(answers)).as(answers.host().name()).isEqualTo(expected);
      assertThat(answers.answers()).containsOnlyKeys(QUESTION, SECOND);
      assertThat(answers.answers().get(SECOND) instanceof Answer.Observed)
          .isEqualTo(expected.isEmpty());
    }
  }

  private static Optional<Reason> expected(int kind) {
    return switch (kind) {
      case 0 -> Optional.of(Reason.TIMEOUT);
      case 1 -> Optional.of(Reason.REFUSED);
      case 2, 3 -> Optional.of(Reason.INTERNAL);
      case 4 -> Optional.of(Reason.TRUNCATED);
      case 5 -> Optional.of(Reason.UNSUPPORTED);
      case 6 -> Optional.of(Reason.PROTOCOL);
      case 7 -> Optional.of(Reason.LIMIT);
      default -> Optional.empty();
    };
  }

  private static Ending misbehave(
      int kind, Host host, String nonce, Streams streams, HostClock clock)
      throws InterruptedException {
    return switch (kind) {
      case 0 -> {
        new CountDownLatch(1)
            .await(clock.end().left().toNanos(), java.util.concurrent.TimeUnit.NANOSECONDS);
        yield new Ending.Failed(Reason.TIMEOUT, host + ": late", "Wait.");
      }
      case 1 -> new Ending.Failed(Reason.REFUSED, host + ": refused", "Start it.");
      case 2 -> throw new IllegalStateException("transport");
      case 3 -> throw new StackOverflowError();
      case 4 -> say(streams, nonce, 1, 0);
      case 5 -> new Ending.Ended();
      case 6 -> {
        say(streams, nonce, 1, 0);
        yield say(streams, nonce, 0, 0);
      }
      case 7 -> {
        say(streams, nonce, 1, 0);
        streams.stdout(new byte[Frames.HOST_BYTES], 0, Frames.HOST_BYTES);
        yield new Ending.Failed(Reason.LIMIT, host + ": too much", "Less.");
      }
      default -> say(streams, nonce, 2, 0);
    };
  }

  @Test
  void whatCameBeforeAFailureIsKeptAndTheRestHasItsReason() {
    Behaviour lost =
        (host, nonce, streams, _) -> {
          say(streams, nonce, 1, 0);
          return new Ending.Failed(Reason.TIMEOUT, host + ": late", "Wait.");
        };
    collect(lost, Collector.Limits.DEFAULT, hosts(1));

    assertThat(handed.getFirst().outcome())
        .isEqualTo(new Outcome.Unreachable(Reason.TIMEOUT, "host0: late", "Wait."));
    assertThat(handed.getFirst().answers().get(QUESTION)).isInstanceOf(Answer.Observed.class);
    assertThat(handed.getFirst().answers().get(SECOND))
        .isEqualTo(new Answer.Unknown(Reason.TIMEOUT, "host0: late", ""));
  }

  @Test
  void aFailureAfterEverythingWasSaidIsNone() {
    Behaviour reset =
        (host, nonce, streams, _) -> {
          say(streams, nonce, 2, 0);
          return new Ending.Failed(Reason.PROTOCOL, host + ": connection reset", "Look.");
        };
    collect(reset, Collector.Limits.DEFAULT, hosts(1));

    assertThat(handed.getFirst().outcome()).isEqualTo(new Outcome.Answered());
  }

  @Test
  void aProbeThatThrowsLeavesOnlyItsOwnQuestionUnanswered() {
    Plan plan = new Plan(List.of(QUESTION, BROKEN, new Question("missing")), probes());
    new Collector(
            fake((_, nonce, streams, _) -> say(streams, nonce, 1, 0)), Collector.Limits.DEFAULT)
        .collect(hosts(1), _ -> plan, handed::add);

    assertThat(handed.getFirst().outcome()).isEqualTo(new Outcome.Answered());
    assertThat(handed.getFirst().answers())
        .containsEntry(
            BROKEN,
            new Answer.Unknown(
                Reason.INTERNAL,
                "a fault in driftline's probe broken: java.lang.IllegalStateException: broken",
                ""))
        .containsEntry(
            new Question("missing"),
            new Answer.Unknown(
                Reason.INTERNAL,
                "a fault in driftline's probe missing: java.lang.IllegalArgumentException: no probe named"
                    + " missing",
                ""));
    assertThat(handed.getFirst().answers().get(QUESTION)).isInstanceOf(Answer.Observed.class);
  }

  @Test
  void hostsNotStartedByTheDeadlineOfTheRunAreNotAsked() {
    Collector.Limits limits =
        new Collector.Limits(
            1, Duration.ofSeconds(60), Optional.of(Deadline.in(Duration.ofMillis(100))));
    collect(
        (host, nonce, streams, clock) -> misbehave(0, host, nonce, streams, clock),
        limits,
        hosts(3));

    assertThat(handed)
        .extracting(HostAnswers::outcome)
        .containsExactlyInAnyOrder(
            new Outcome.Unreachable(Reason.TIMEOUT, "host0: late", "Wait."),
            notStarted("host1"),
            notStarted("host2"));
  }

  private static Outcome notStarted(String host) {
    return new Outcome.Unreachable(
        Reason.TIMEOUT,
        host + ": not started: the deadline of the run came first",
        "Give the run more time (--deadline), or ask more hosts at once (--forks).");
  }

  @Test
  void aTransportThatDoesNotReturnIsGivenUp() {
    CountDownLatch release = new CountDownLatch(1);
    Behaviour stubborn = (_, _, _, _) -> stubborn(release);
    collect(stubborn, new Collector.Limits(2, Duration.ofMillis(1), Optional.empty()), hosts(2));
    release.countDown();

    assertThat(names()).containsExactly("host0", "host1");
    assertThat(handed.getFirst().outcome())
        .isEqualTo(
            new Outcome.Unreachable(
                Reason.TIMEOUT,
                handed.getFirst().host()
                    + ": the deadline passed and the connection could not be ended",
                "Report this as a fault in driftline."));
  }

  /// One waits for us until another, which has as much time, is given up.
  @Test
  void aHostIsNotGivenUpWhileItWaitsForUs() {
    CountDownLatch release = new CountDownLatch(1);
    Behaviour mixed =
        (host, nonce, streams, clock) -> {
          if (number(host) == 0) {
            return stubborn(release);
          }
          try (var _ = clock.pause()) {
            release.await();
          }
          return say(streams, nonce, 2, 0);
        };
    new Collector(fake(mixed), new Collector.Limits(2, Duration.ofMillis(100), Optional.empty()))
        .collect(
            hosts(2),
            _ -> plan(),
            answers -> {
              handed.add(answers);
              release.countDown();
            });

    assertThat(names()).containsExactly("host0", "host1");
    assertThat(reason(handed.getFirst())).contains(Reason.TIMEOUT);
    assertThat(handed.getLast().outcome()).isEqualTo(new Outcome.Answered());
  }

  /// Does not listen to interrupts.
  private static Ending stubborn(CountDownLatch release) {
    while (release.getCount() > 0) {
      if (!Thread.interrupted()) {
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      }
    }
    return new Ending.Ended();
  }

  @Test
  void aCancelledRunReturnsSoonAndNamesEveryHost() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(2);
    Behaviour hanging =
        (host, nonce, streams, clock) -> {
          begun.countDown();
          return number(host) == 0 ? stubborn(release) : misbehave(0, host, nonce, streams, clock);
        };
    Collector collector =
        new Collector(
            fake(hanging), new Collector.Limits(2, Duration.ofSeconds(60), Optional.empty()));
    Thread run =
        Thread.ofVirtual().start(() -> collector.collect(hosts(100), _ -> plan(), handed::add));
    begun.await();
    long start = System.nanoTime();
    collector.cancel();
    run.join();
    release.countDown();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    assertThat(new HashSet<>(names())).hasSize(100);
    assertThat(handed).hasSize(100);
    for (HostAnswers answers : handed) {
      assertThat(answers.outcome())
          .isEqualTo(
              new Outcome.Unreachable(
                  Reason.NO_RUNNER,
                  answers.host() + ": the run was ended before this host was done",
                  "Run driftline again."));
    }
  }

  @Test
  void anInterruptCancelsAndStaysSet() {
    Thread.currentThread().interrupt();
    collect(
        (host, nonce, streams, clock) -> misbehave(0, host, nonce, streams, clock),
        Collector.Limits.DEFAULT,
        hosts(60));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(handed)
        .hasSize(60)
        .allMatch(answers -> reason(answers).equals(Optional.of(Reason.NO_RUNNER)));
  }

  @Test
  void theConsumerIsCalledOnTheCallingThreadOnly() {
    Set<Thread> threads = new HashSet<>();
    new Collector(
            fake((_, nonce, streams, _) -> say(streams, nonce, 2, 0)), Collector.Limits.DEFAULT)
        .collect(hosts(200), _ -> plan(), _ -> threads.add(Thread.currentThread()));

    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void equalQuestionsMakeOnePlanAndEqualSectionsRunOnce() {
    Planner planner = new Planner(probes());
    Plan plan = planner.plan(List.of(SECOND, QUESTION, new Question("command"), QUESTION));

    assertThat(planner.plan(Set.of(QUESTION, new Question("command"), SECOND))).isSameAs(plan);
    assertThat(plan.script().sections())
        .extracting(Section::name)
        .containsExactly("echo", "second", "command");
    for (int other = 0; other < 100; other++) {
      planner.plan(List.of(new Question("echo", Map.of("n", "" + other))));
    }
    assertThat(planner.plan(List.of(SECOND, QUESTION, new Question("command")))).isNotSameAs(plan);
  }

  /// Says that `sections` sections ended, with a word each.
  private static Ending say(Streams streams, String nonce, int sections, int status) {
    StringBuilder stdout = new StringBuilder("\n@" + nonce + " 0 0\n");
    StringBuilder stderr = new StringBuilder(stdout);
    for (int number = 1; number <= sections; number++) {
      stdout.append("word\n@%s %d %d\n".formatted(nonce, number, status));
      stderr.append("\n@%s %d %d\n".formatted(nonce, number, status));
    }
    byte[] out = stdout.toString().getBytes(StandardCharsets.US_ASCII);
    byte[] err = stderr.toString().getBytes(StandardCharsets.US_ASCII);
    streams.stdout(out, 0, out.length);
    streams.stderr(err, 0, err.length);
    return new Ending.Ended();
  }

  /// How a host behaves.
  private interface Behaviour {
    Ending answer(Host host, String nonce, Streams streams, HostClock clock)
        throws InterruptedException;
  }

  private static final Pattern NONCE = Pattern.compile("\n@([0-9a-f]{32}) ");

  private static Transport fake(Behaviour behaviour) {
    return new Transport() {
      @Override
      public Ending run(Host host, Supplier<byte[]> script, Streams streams, HostClock clock)
          throws InterruptedException {
        Matcher nonce = NONCE.matcher(new String(script.get(), StandardCharsets.UTF_8));
        assertThat(nonce.find()).isTrue();
        return behaviour.answer(host, nonce.group(1), streams, clock);
      }

      @Override
      public void close() {}
    };
  }

  private void collect(Behaviour behaviour, Collector.Limits limits, List<Host> hosts) {
    Plan plan = plan();
    new Collector(fake(behaviour), limits).collect(hosts, _ -> plan, handed::add);
  }

  private static Plan plan() {
    return new Plan(List.of(QUESTION, SECOND), probes());
  }

  private static Map<String, Probe> probes() {
    return Map.of(
        "echo", new Word("echo"),
        "second", new Word("second"),
        "command", new Word("command"),
        "broken", new Broken());
  }

  private static List<Host> hosts(int count) {
    List<Host> hosts = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      hosts.add(new Host("host" + number, LocalRun.host().connection()));
    }
    return hosts;
  }

  private static int number(Host host) {
    return Integer.parseInt(host.name().substring("host".length()));
  }

  private List<String> names() {
    return handed.stream().map(answers -> answers.host().name()).sorted().toList();
  }

  private static Optional<Reason> reason(HostAnswers answers) {
    return switch (answers.outcome()) {
      case Outcome.Answered() -> Optional.empty();
      case Outcome.Unreachable(Reason reason, String _, String _) -> Optional.of(reason);
    };
  }

  /// A probe of one section that observes when the section is complete.
  private record Word(String name) implements Probe {

    @Override
    public TableDefinition definition() {
      TableDefinition table =
          new TableDefinition(name, "A word.", new Columns(List.of()), List.of(), List.of(), "");
      return name.equals("command") ? table.with(Trait.ASKED_LAST) : table;
    }

    @Override
    public List<Section> sections(Question question) {
      return List.of(new Section(name, "echo word", 100));
    }

    @Override
    public Answer read(Question question, Transcript transcript) {
      return switch (transcript.capture(sections(question).getFirst())) {
        case Capture.Complete _ ->
            new Answer.Observed(List.of(), Optional.empty(), Optional.empty());
        case Capture.Cut(String _, String _, Reason reason, String why) ->
            new Answer.Unknown(reason, why, "");
        case Capture.Missing(Reason reason, String why) -> new Answer.Unknown(reason, why, "");
      };
    }
  }

  /// A probe with a fault.
  private static final class Broken implements Probe {

    @Override
    public TableDefinition definition() {
      return new Word("broken").definition();
    }

    @Override
    public List<Section> sections(Question question) {
      return List.of();
    }

    @Override
    public Answer read(Question question, Transcript transcript) {
      throw new IllegalStateException("broken");
    }
  }
}
