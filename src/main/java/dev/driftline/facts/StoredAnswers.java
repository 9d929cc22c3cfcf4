package dev.driftline.facts;

import dev.driftline.collect.AnswerSource;
import dev.driftline.collect.Deadline;
import dev.driftline.collect.LostHost;
import dev.driftline.collect.Transport.Ending.Failed;
import dev.driftline.collect.Workers;
import dev.driftline.facts.FactsReader.HostText;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.LimitReached;
import dev.driftline.model.budget.Portions;
import dev.driftline.model.budget.SharedMemory;
import dev.driftline.model.host.Host;
import dev.driftline.model.table.Question;
import dev.driftline.probe.kit.Probe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/// The answers of a file of facts. It makes no connection and looks up no name: all that is not in the file is unknown.
///
/// Each wave reads the file once, from its beginning to its end. The calling thread reads lines, and the workers make
/// answers of them and judge these. Only a few lines are in memory at once.
public final class StoredAnswers implements AnswerSource {

  /// Lines that wait for a worker, for each worker.
  private static final int AHEAD = 2;

  private final Path file;
  private final Map<String, Probe> probes;
  private final Optional<Deadline> deadline;
  private final int ahead;
  private final SharedMemory kept;
  private final Workers workers;
  private final Header header;
  private volatile boolean cancelled;

  /// Opens the file and reads its header.
  ///
  /// @param probes   by name
  /// @param portions how the memory is shared out
  /// @param deadline when the whole run must be over
  /// @throws IOException if it is no file of facts; the message says why
  public StoredAnswers(
      Path file, Map<String, Probe> probes, Portions portions, Optional<Deadline> deadline)
      throws IOException {
    this.file = file;
    this.probes = Map.copyOf(probes);
    this.deadline = deadline;
    this.ahead = AHEAD * portions.workers();
    this.kept = new SharedMemory(portions.kept());
    this.workers = new Workers(portions.workers(), portions.working(), this::whyOver);
    try (FactsReader reader = FactsReader.open(file)) {
      this.header = reader.header();
    }
  }

  /// What holds for all hosts of the file.
  public Header header() {
    return header;
  }

  /// A host whose line was handed to a worker.
  private record Begun<T>(Host host, Workers.Work<T> work) {}

  @Override
  public <T> void ask(
      List<Host> hosts,
      Function<Host, ? extends Collection<Question>> questions,
      BiFunction<HostAnswers, Budget, T> work,
      Consumer<T> consumer)
      throws IOException {
    Wave<T> wave = new Wave<>(questions, work, consumer);
    hosts.forEach(host -> wave.waiting.put(host.name(), host));
    try (FactsReader reader = FactsReader.open(file)) {
      if (!reader.header().equals(header)) {
        throw new IOException("%s was replaced while it was read".formatted(file));
      }
      wave.read(reader);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// The hosts of one call of [#ask].
  private final class Wave<T> {
    private final Function<Host, ? extends Collection<Question>> questions;
    private final BiFunction<HostAnswers, Budget, T> work;
    private final Consumer<T> consumer;
    private final Map<String, Host> waiting = new LinkedHashMap<>();
    private final Deque<Begun<T>> begun = new ArrayDeque<>();
    private final Choice choice = new Choice(probes);
    private final StoredTables tables = new StoredTables(header);

    Wave(
        Function<Host, ? extends Collection<Question>> questions,
        BiFunction<HostAnswers, Budget, T> work,
        Consumer<T> consumer) {
      this.questions = questions;
      this.work = work;
      this.consumer = consumer;
    }

    void read(FactsReader reader) throws IOException {
      // the file is read to its end even if the last host was found: it may be cut
      Optional<HostText> next = reader.next();
      while (next.isPresent() && !over()) {
        Host host = waiting.remove(next.get().host());
        if (host != null) {
          begin(host, next.get());
        }
        next = reader.next();
      }
      while (!begun.isEmpty()) {
        handOver(begun.remove());
      }
      waiting.values().forEach(host -> handOver(host, over() ? ended(host) : missing(host)));
    }

    private void begin(Host host, HostText text) {
      if (begun.size() >= ahead) {
        handOver(begun.remove());
      }
      Collection<Question> wanted = questions.apply(host);
      Budget budget = workers.budget();
      begun.add(
          new Begun<>(
              host,
              workers.begin(
                  budget, () -> work.apply(answers(host, text, wanted, budget), budget))));
    }

    private HostAnswers answers(
        Host host, HostText text, Collection<Question> wanted, Budget budget) {
      try {
        return HostLine.read(text.text(), text.number(), tables, choice, wanted, budget)
            .asAnswersOf(host);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void handOver(Begun<T> done) {
      T made;
      try {
        made = done.work().await();
      } catch (LimitReached e) {
        handOver(
            done.host(),
            new Outcome.Unreachable(
                e.reason(),
                "%s: %s".formatted(done.host(), e.why()),
                "Give the run more time (--deadline), or collect less at once (-p)."));
        return;
      } catch (UncheckedIOException e) {
        // the file is not whole: no host of it is to be believed
        throw e;
      } catch (RuntimeException | Error e) {
        // a fault of ours with one host costs that host only
        Failed fault = LostHost.fault(done.host(), e);
        handOver(
            done.host(), new Outcome.Unreachable(fault.reason(), fault.detail(), fault.hint()));
        return;
      }
      consumer.accept(made);
    }

    private void handOver(Host host, Outcome outcome) {
      consumer.accept(
          work.apply(
              new HostAnswers(host, outcome, Map.of(), Optional.empty(), Duration.ZERO),
              Budget.unlimited()));
    }
  }

  private Outcome missing(Host host) {
    return new Outcome.Unreachable(
        Reason.NO_RUNNER,
        "%s was not asked: it is not in %s".formatted(host, file.getFileName()),
        "Collect the facts of this host, too: driftline collect.");
  }

  private static Outcome ended(Host host) {
    return new Outcome.Unreachable(
        Reason.NO_RUNNER,
        "%s: the run was ended before this host was done".formatted(host),
        "Run driftline again.");
  }

  private Optional<LimitReached> whyOver() {
    if (cancelled) {
      return Optional.of(new LimitReached(Reason.NO_RUNNER, "the run was ended before that"));
    }
    return deadline
        .filter(Deadline::passed)
        .map(_ -> new LimitReached(Reason.TIMEOUT, "the deadline of the run came first"));
  }

  /// As the machine saw them that asked the hosts. A name that it did not look up has none.
  @Override
  public Map<String, List<String>> addresses(Set<String> names) {
    Map<String, List<String>> found = new HashMap<>(header.names());
    found.keySet().retainAll(names);
    return found;
  }

  @Override
  public List<String> here() {
    return header.here();
  }

  @Override
  public Workers workers() {
    return workers;
  }

  @Override
  public SharedMemory kept() {
    return kept;
  }

  @Override
  public boolean over() {
    return cancelled || deadline.map(Deadline::passed).orElse(false);
  }

  @Override
  public void cancel() {
    cancelled = true;
  }
}
