package dev.driftline.run;

import dev.driftline.collect.AnswerSource;
import dev.driftline.collect.Collector;
import dev.driftline.collect.Deadline;
import dev.driftline.collect.Planner;
import dev.driftline.collect.Transport;
import dev.driftline.collect.Workers;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.SharedMemory;
import dev.driftline.model.host.Host;
import dev.driftline.model.table.Question;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/// The answers of hosts that are asked now.
public final class LiveAnswers implements AnswerSource {

  private final Collector collector;
  private final Planner planner = new Planner(Catalog.probes());
  private final Optional<Deadline> deadline;
  private volatile boolean cancelled;

  public LiveAnswers(Transport transport, Collector.Limits limits) {
    this.collector = new Collector(transport, limits);
    this.deadline = limits.run();
  }

  @Override
  public <T> void ask(
      List<Host> hosts,
      Function<Host, ? extends Collection<Question>> questions,
      BiFunction<HostAnswers, Budget, T> work,
      Consumer<T> consumer) {
    collector.collect(hosts, host -> planner.plan(questions.apply(host)), work, consumer);
  }

  @Override
  public Map<String, List<String>> addresses(Set<String> names) {
    return names.isEmpty() ? Map.of() : new NameResolver(this::over).apply(names);
  }

  @Override
  public List<String> here() {
    return LocalAddresses.all();
  }

  @Override
  public Workers workers() {
    return collector.workers();
  }

  @Override
  public SharedMemory kept() {
    return collector.kept();
  }

  @Override
  public boolean over() {
    return cancelled || deadline.map(Deadline::passed).orElse(false);
  }

  @Override
  public void cancel() {
    cancelled = true;
    collector.cancel();
  }
}
