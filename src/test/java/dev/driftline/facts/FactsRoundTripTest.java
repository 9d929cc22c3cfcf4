package dev.driftline.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is written is what is read, whatever hosts have said; and the same facts are the same bytes. A failure is run
/// again with `-Ddriftline.seed=`, which each run prints.
class FactsRoundTripTest {

  private static final int ROUNDS = 150;
  private static final long SEED = Long.getLong("driftline.seed", System.nanoTime());

  @TempDir private Path folder;

  @Test
  void whatIsReadIsWhatWasWritten() throws IOException {
    System.out.println("FactsRoundTripTest -Ddriftline.seed=" + SEED);
    for (int round = 0; round < ROUNDS; round++) {
      List<HostAnswers> hosts = new RandomFacts(SEED + round).hosts(3);
      String name = round % 2 == 0 ? "facts.jsonl" : "facts.jsonl.gz";
      Path file = new FactsFolder(folder).write(name, hosts);
      assertThat(FactsFolder.read(file, hosts)).as("seed %d", SEED + round).isEqualTo(hosts);
    }
  }

  @Test
  void theSameFactsAreTheSameBytesInWhateverOrderTheHostsAreDone() throws IOException {
    List<HostAnswers> hosts = new RandomFacts(SEED).hosts(8);
    List<HostAnswers> done = new ArrayList<>(hosts);
    Collections.shuffle(done, new Random(SEED));
    for (String name : List.of("a.jsonl", "a.jsonl.gz")) {
      Path one = new FactsFolder(folder).write(name, hosts);
      Path other = new FactsFolder(folder).write("b-" + name, hosts, done);
      assertThat(one).as("seed %d", SEED).hasSameBinaryContentAs(other);
    }
  }

  @Test
  void aPackedFileHasTheLinesOfAPlainOne() throws IOException {
    List<HostAnswers> hosts = new RandomFacts(SEED).hosts(5);
    Path plain = new FactsFolder(folder).write("facts.jsonl", hosts);
    Path packed = new FactsFolder(folder).write("facts.jsonl.gz", hosts);
    try (GZIPInputStream stream = new GZIPInputStream(Files.newInputStream(packed))) {
      assertThat(stream.readAllBytes()).isEqualTo(Files.readAllBytes(plain));
    }
  }

  @Test
  void aFileHasPrintableCharactersOnly() throws IOException {
    Path plain = new FactsFolder(folder).write("facts.jsonl", new RandomFacts(SEED).hosts(9));
    for (byte character : Files.readAllBytes(plain)) {
      assertThat(character == '\n' || (character >= ' ' && character <= '~'))
          .as("seed %d: %d", SEED, character)
          .isTrue();
    }
  }

  @Test
  void aFaultWithOneHostCostsThatHostOnly() throws IOException {
    List<HostAnswers> hosts = new RandomFacts(SEED).hosts(3);
    Path file = new FactsFolder(folder).write("facts.jsonl", hosts);
    Host second = hosts.get(1).host();
    List<HostAnswers> found = new ArrayList<>();
    AtomicBoolean thrown = new AtomicBoolean();
    FactsFolder.open(file)
        .ask(
            hosts.stream().map(HostAnswers::host).toList(),
            host -> List.of(),
            (answers, _) -> {
              if (answers.host().equals(second) && thrown.compareAndSet(false, true)) {
                throw new IllegalStateException("a fault");
              }
              return answers;
            },
            found::add);

    assertThat(found).hasSize(3);
    assertThat(found.get(1).outcome())
        .isEqualTo(
            new Outcome.Unreachable(
                Reason.INTERNAL,
                second + ": a fault in driftline: java.lang.IllegalStateException: a fault",
                "Report this as a fault in driftline."));
  }

  /// No name is looked up again: one that was not looked up then has no address.
  @Test
  void namesHaveTheAddressesThatTheyHadWhenTheHostsWereAsked() throws IOException {
    Path file = new FactsFolder(folder).write("facts.jsonl", new RandomFacts(SEED).hosts(1));
    StoredAnswers stored = FactsFolder.open(file);
    assertThat(stored.addresses(Set.of("db.example.org", "localhost")))
        .isEqualTo(Map.of("db.example.org", List.of("10.0.0.9")));
    assertThat(stored.here()).containsExactly("10.0.0.1");
  }

  @Test
  void leavesNothingBesideTheFile() throws IOException {
    new FactsFolder(folder).write("facts.jsonl", new RandomFacts(SEED).hosts(2));
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("facts.jsonl"));
    }
  }
}
