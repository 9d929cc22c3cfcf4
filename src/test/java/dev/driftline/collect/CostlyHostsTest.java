package dev.driftline.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.HostAnswers;
import dev.driftline.model.Reason;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.host.Host;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.probe.kit.Capture;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.Transcript;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Hosts whose answers cost more than a host may, beside hosts whose answers do not: reading takes place elsewhere than
/// receiving, within a budget for each host.
@Timeout(300)
class CostlyHostsTest {

  private static final Columns COLUMNS =
      new Columns(List.of(new Column("text", ColumnType.TEXT, "A text.", "a")));
  private static final Question QUESTION = new Question("costly");
  private static final Pattern NONCE = Pattern.compile("\n@([0-9a-f]{32}) ");
  private static final Answer GOOD =
      new Answer.Observed(List.of(), Optional.empty(), Optional.empty());

  private final CountDownLatch reading = new CountDownLatch(1);
  private final Map<String, Answer> answers = new HashMap<>();
  private final Plan plan = new Plan(List.of(QUESTION), Map.of("costly", new Costly()));

  /// Reads as the host says: for ever, or into more memory than there is.
  private final class Costly implements Probe {

    private static final Section SECTION = new Section("costly", "echo", 100);

    @Override
    public TableDefinition definition() {
      return new TableDefinition("costly", "Costs.", COLUMNS, List.of(), List.of(), "");
    }

    @Override
    public List<Section> sections(Question question) {
      return List.of(SECTION);
    }

    @Override
    public Answer read(Question question, Transcript transcript) {
      if (!(transcript.capture(SECTION)
          instanceof Capture.Complete(String said, String _, int _))) {
        return new Answer.Unknown(Reason.TRUNCATED, "cut", "");
      }
      reading.countDown();
      Budget budget = transcript.budget();
      List<Row> rows = new ArrayList<>();
      while (said.contains("endless")) {
        budget.step();
      }
      while (said.contains("hungry")) {
        rows.add(budget.row(new Row(COLUMNS, List.of(Cell.text("x".repeat(1_000))))));
      }
      return rows.isEmpty() ? GOOD : new Answer.Observed(rows, Optional.empty(), Optional.empty());
    }
  }

  /// A transport whose hosts say their own names.
  private static final class Names implements Transport {

    @Override
    public Ending run(Host host, Supplier<byte[]> script, Streams streams, HostClock clock) {
      Matcher found = NONCE.matcher(new String(script.get(), StandardCharsets.UTF_8));
      assertThat(found.find()).isTrue();
      String nonce = found.group(1);
      byte[] out =
          "\n@%1$s 0 0\n%2$s\n@%1$s 1 0\n"
              .formatted(nonce, host.name())
              .getBytes(StandardCharsets.US_ASCII);
      byte[] err =
          "\n@%1$s 0 0\n\n@%1$s 1 0\n".formatted(nonce).getBytes(StandardCharsets.US_ASCII);
      streams.stdout(out, 0, out.length);
      streams.stderr(err, 0, err.length);
      return new Ending.Ended();
    }

    @Override
    public void close() {}
  }

  private static List<Host> hosts(String kind, int count) {
    List<Host> hosts = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      hosts.add(new Host(kind + number, LocalRun.host().connection()));
    }
    return hosts;
  }

  private void take(HostAnswers host) {
    answers.put(host.host().name(), host.answers().get(QUESTION));
  }

  private static Answer.Unknown unknown(Reason reason, String why) {
    return new Answer.Unknown(reason, why, "");
  }

  @Test
  void aHostThatIsReadForEverCostsItsBudgetAndNobodyElseAnything() {
    List<Host> hosts = new ArrayList<>(hosts("endless", 2));
    hosts.addAll(hosts("good", 40));

    new Collector(new Names(), Collector.Limits.DEFAULT).collect(hosts, _ -> plan, this::take);

    Answer.Unknown limit =
        unknown(
            Reason.LIMIT, "what the host said costs too much: it takes more than 2 s of CPU time");
    assertThat(answers)
        .hasSize(42)
        .containsEntry("endless0", limit)
        .containsEntry("endless1", limit);
    assertThat(hosts("good", 40))
        .allSatisfy(h -> assertThat(answers).containsEntry(h.name(), GOOD));
  }

  @Test
  void fiftyOfFiftyThatTakeAllMemoryAreUnknown() {
    new Collector(new Names(), Collector.Limits.DEFAULT)
        .collect(hosts("hungry", 50), _ -> plan, this::take);

    assertThat(answers).hasSize(50);
    assertThat(answers.values())
        .containsOnly(
            unknown(
                Reason.LIMIT,
                "what the host said costs too much: it needs more than 32 MiB of memory"));
  }

  @Test
  void theDeadlineOfTheRunReachesReading() {
    Collector.Limits limits =
        new Collector.Limits(
            50, Duration.ofSeconds(60), Optional.of(Deadline.in(Duration.ofMillis(500))));

    new Collector(new Names(), limits).collect(hosts("endless", 1), _ -> plan, this::take);

    assertThat(answers)
        .containsEntry("endless0", unknown(Reason.TIMEOUT, "the deadline of the run came first"));
  }

  @Test
  void aCancellationReachesReading() {
    Collector collector = new Collector(new Names(), Collector.Limits.DEFAULT);
    Thread.startVirtualThread(() -> {
      try {
        reading.await();
        collector.cancel();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });

    collector.collect(hosts("endless", 1), _ -> plan, this::take);

    assertThat(answers)
        .containsEntry("endless0", unknown(Reason.NO_RUNNER, "the run was ended before that"));
    assertThat(collector.workers().cutShort()).isTrue();
  }
}
