package dev.driftline.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.process.Terminal;
import dev.driftline.model.HostResult;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.text.TextWidth;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ProgressTest {

  private static final String CLEAR = "\r\u001b[K";

  private final StringWriter written = new StringWriter();
  private long now = 7_000_000_000L;
  private Runnable tick = () -> {};
  private final List<String> events = new ArrayList<>();

  private Progress of(Terminal terminal, List<String> hosts) {
    return Progress.of(
        new PrintWriter(written),
        terminal,
        hosts,
        () -> now,
        task -> {
          tick = task;
          events.add("started");
          return () -> events.add("ended");
        });
  }

  private static Terminal wide(int columns, boolean ascii) {
    return new Terminal(false, true, columns, OptionalInt.empty(), true, ascii);
  }

  private void pass(long milliseconds) {
    now += milliseconds * 1_000_000;
  }

  /// What was written since the last call, line by line.
  private List<String> lines() {
    List<String> lines = Stream.of(written.toString().split(Pattern.quote(CLEAR), -1)).toList();
    written.getBuffer().setLength(0);
    return lines.subList(1, lines.size());
  }

  private static List<String> hosts(int number) {
    return IntStream.rangeClosed(1, number).mapToObj("web%d"::formatted).toList();
  }

  private static HostResult answered(String host) {
    return result(host, new Outcome.Answered());
  }

  private static HostResult result(String host, Outcome outcome) {
    return new HostResult(
        host, "", outcome, Duration.ZERO, Optional.empty(), List.of(), Optional.empty());
  }

  @Test
  void everySecondIsShownAlsoIfNoHostIsDone() {
    Progress progress = of(wide(80, false), hosts(120));
    for (int second = 1; second <= 3; second++) {
      pass(1000);
      tick.run();
    }
    progress.close();
    assertThat(lines())
        .containsExactly(
            "0 of 120 hosts, 0 unreachable, 1 s",
            "0 of 120 hosts, 0 unreachable, 2 s",
            "0 of 120 hosts, 0 unreachable, 3 s",
            "");
  }

  @Test
  void nothingIsShownInTheFirstSecond() {
    Progress progress = of(wide(80, false), hosts(2));
    pass(999);
    tick.run();
    progress.done(answered("web1"));
    progress.close();
    assertThat(written).hasToString("");
    assertThat(events).containsExactly("started", "ended");
  }

  @Test
  void aHostThatIsDoneIsShownFiveTimesPerSecondAtMost() {
    Progress progress = of(wide(80, false), hosts(120));
    pass(1000);
    for (int host = 1; host <= 10; host++) {
      progress.done(answered("web" + host));
      pass(100);
    }
    assertThat(lines())
        .containsExactly(
            "1 of 120 hosts, 0 unreachable, 1 s",
            "3 of 120 hosts, 0 unreachable, 1 s",
            "5 of 120 hosts, 0 unreachable, 1 s",
            "7 of 120 hosts, 0 unreachable, 1 s",
            "9 of 120 hosts, 0 unreachable, 1 s");
  }

  @Test
  void theLastFiveHostsAreNamed() {
    Progress progress = of(wide(80, false), List.of("web3", "a", "b", "c", "d", "e", "db1\n"));
    pass(41_000);
    progress.done(answered("a"));
    pass(200);
    progress.done(result("b", new Outcome.Unreachable(Reason.TIMEOUT, "no answer", "")));
    List.of("c", "d", "e").forEach(host -> progress.done(answered(host)));
    pass(1000);
    tick.run();
    progress.done(answered("web3"));
    progress.done(answered("db1\n"));
    pass(1000);
    tick.run();
    progress.close();
    assertThat(lines())
        .containsExactly(
            "1 of 7 hosts, 0 unreachable, 41 s",
            "2 of 7 hosts, 1 unreachable, 41 s; waiting for web3, c, d, e, db1\\u{a}",
            "5 of 7 hosts, 1 unreachable, 42 s; waiting for web3, db1\\u{a}",
            "7 of 7 hosts, 1 unreachable, 43 s",
            "");
  }

  @ParameterizedTest
  @CsvSource({
    "false, 47, waiting f…",
    "false, 60, 'waiting for ééééééééé,…'",
    "false, 65, 'waiting for ééééééééé, 漢漢…'",
    "true, 60, waiting for \\u{e9}\\u{e…"
  })
  void theLineStaysOneLine(boolean ascii, int columns, String end) {
    Progress progress = of(wide(columns, ascii), List.of("é".repeat(9), "漢".repeat(60)));
    pass(1000);
    tick.run();
    progress.close();
    String line = lines().getFirst();
    assertThat(line).isEqualTo("0 of 2 hosts, 0 unreachable, 1 s; " + end);
    assertThat(TextWidth.of(line) + "...".length() - 1).isLessThan(columns);
  }

  @Test
  void nothingIsShownAfterTheEnd() {
    Progress progress = of(wide(80, false), hosts(1));
    pass(1000);
    tick.run();
    progress.close();
    pass(1000);
    tick.run();
    assertThat(lines()).containsExactly("0 of 1 host, 0 unreachable, 1 s; waiting for web1", "");
  }

  @Test
  void withoutATerminalNothingTicksAndNothingIsShown() {
    Progress progress = of(Terminal.NONE, hosts(1));
    pass(5000);
    progress.done(answered("web1"));
    progress.close();
    assertThat(written).hasToString("");
    assertThat(events).isEmpty();
  }

  @Test
  void ticksComeUntilTheyAreStoppedAndNoneComesLater() throws InterruptedException {
    CountDownLatch three = new CountDownLatch(3);
    AtomicInteger ticks = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    Runnable stop =
        Ticks.start(
            Duration.ofMillis(1),
            () -> {
              if (ticks.getAndIncrement() == 0) {
                threads.add(Thread.currentThread());
              }
              three.countDown();
            });
    three.await();
    stop.run();

    assertThat(threads.getFirst().isAlive()).isFalse();
    assertThat(threads.getFirst().isDaemon()).isTrue();
    assertThat(ticks.get()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void aTickThatIsRunningEndsBeforeTheThreadIsCalledStopped() throws InterruptedException {
    CountDownLatch inTick = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger finished = new AtomicInteger();
    Runnable stop =
        Ticks.start(
            Duration.ofNanos(1),
            () -> {
              inTick.countDown();
              try {
                goOn.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              finished.incrementAndGet();
            });
    inTick.await();
    Thread.ofVirtual().start(goOn::countDown);
    stop.run();
    assertThat(finished.get()).isPositive();
  }
}
