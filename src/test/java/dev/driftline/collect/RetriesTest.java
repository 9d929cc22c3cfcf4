package dev.driftline.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.Transport.Ending;
import dev.driftline.collect.Transport.Streams;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.budget.Portions;
import dev.driftline.model.host.Host;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is tried again, how often, and that it never takes longer than the host may take.
@Timeout(60)
class RetriesTest {

  private static final EnumSet<Reason> TRIED_AGAIN =
      EnumSet.of(Reason.DNS, Reason.REFUSED, Reason.TIMEOUT, Reason.PROTOCOL);

  private static final Pattern NONCE = Pattern.compile("\n@([0-9a-f]{32}) ");

  private final AtomicInteger tries = new AtomicInteger();

  /// What the host does when it is tried for the `number`th time.
  private interface Behaviour {
    Ending tried(int number, String nonce, Streams streams);
  }

  private Outcome ask(int retries, Duration hostTime, Behaviour behaviour) {
    Transport transport =
        new Transport() {
          @Override
          public Ending run(Host host, Supplier<byte[]> script, Streams streams, HostClock clock) {
            Matcher nonce = NONCE.matcher(new String(script.get(), StandardCharsets.UTF_8));
            assertThat(nonce.find()).isTrue();
            return behaviour.tried(tries.incrementAndGet(), nonce.group(1), streams);
          }

          @Override
          public void close() {}
        };
    List<HostAnswers> handed = new ArrayList<>();
    new Collector(
            transport,
            new Collector.Limits(
                1, hostTime, Optional.empty(), Portions.of(512L << 20, 2, 1), retries))
        .collect(
            List.of(new Host("h", LocalRun.host().connection())),
            _ -> new Plan(List.of(), Map.of()),
            handed::add);
    return handed.getFirst().outcome();
  }

  private static Ending failed(Reason reason) {
    return new Ending.Failed(reason, "h: it failed", "Do something.");
  }

  private static Ending answers(String nonce, Streams streams) {
    byte[] mark = ("\n@" + nonce + " 0 0\n").getBytes(StandardCharsets.US_ASCII);
    streams.stdout(mark, 0, mark.length);
    streams.stderr(mark, 0, mark.length);
    return new Ending.Ended();
  }

  @Test
  void aHostThatIsThereTheSecondTimeHasAnswered() {
    Outcome outcome =
        ask(
            3,
            Duration.ofSeconds(60),
            (number, nonce, streams) ->
                number == 1 ? failed(Reason.REFUSED) : answers(nonce, streams));

    assertThat(outcome).isEqualTo(new Outcome.Answered());
    assertThat(tries).hasValue(2);
  }

  @Test
  void aHostThatStaysAwaySaysHowOftenItWasTried() {
    Outcome outcome = ask(2, Duration.ofSeconds(60), (_, _, _) -> failed(Reason.DNS));

    assertThat(outcome)
        .isEqualTo(
            new Outcome.Unreachable(Reason.DNS, "h: it failed (tried 3 times)", "Do something."));
    assertThat(tries).hasValue(3);
  }

  @Test
  void withoutTheOptionAHostIsTriedOnce() {
    Outcome outcome = ask(0, Duration.ofSeconds(60), (_, _, _) -> failed(Reason.REFUSED));

    assertThat(outcome)
        .isEqualTo(new Outcome.Unreachable(Reason.REFUSED, "h: it failed", "Do something."));
    assertThat(tries).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void onlyWhatMayPassIsTriedAgain(Reason reason) {
    ask(1, Duration.ofSeconds(60), (_, _, _) -> failed(reason));

    assertThat(tries).hasValue(TRIED_AGAIN.contains(reason) ? 2 : 1);
  }

  /// The pause before the next try would end after the host's time.
  @Test
  void noHostIsTriedBeyondItsTime() {
    Outcome outcome = ask(9, Duration.ofMillis(900), (_, _, _) -> failed(Reason.REFUSED));

    assertThat(outcome)
        .isEqualTo(new Outcome.Unreachable(Reason.REFUSED, "h: it failed", "Do something."));
    assertThat(tries).hasValue(1);
  }

  @Test
  void aHostThatBeganToAnswerIsNotAskedTwice() {
    ask(
        3,
        Duration.ofSeconds(60),
        (_, _, streams) -> {
          byte[] banner = "Welcome\n".getBytes(StandardCharsets.US_ASCII);
          streams.stdout(banner, 0, banner.length);
          return failed(Reason.TIMEOUT);
        });

    assertThat(tries).hasValue(1);
  }
}
