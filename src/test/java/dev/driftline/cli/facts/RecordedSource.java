package dev.driftline.cli.facts;

import dev.driftline.collect.AnswerSource;
import dev.driftline.collect.Workers;
import dev.driftline.facts.FactsFile;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.SharedMemory;
import dev.driftline.model.host.Host;
import dev.driftline.model.table.Question;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/// A source whose answers go to a file of facts, too: so a live run and its facts have the very same answers.
record RecordedSource(AnswerSource live, FactsFile file) implements AnswerSource {

  private record Both<T>(FactsFile.Line line, T made) {}

  @Override
  public <T> void ask(
      List<Host> hosts,
      Function<Host, ? extends Collection<Question>> questions,
      BiFunction<HostAnswers, Budget, T> work,
      Consumer<T> consumer)
      throws IOException {
    live.ask(
        hosts,
        questions,
        (answers, budget) -> new Both<>(file.line(answers), work.apply(answers, budget)),
        both -> {
          try {
            file.add(both.line());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          consumer.accept(both.made());
        });
  }

  @Override
  public Map<String, List<String>> addresses(Set<String> names) {
    return live.addresses(names);
  }

  @Override
  public List<String> here() {
    return live.here();
  }

  @Override
  public Workers workers() {
    return live.workers();
  }

  @Override
  public SharedMemory kept() {
    return live.kept();
  }

  @Override
  public boolean over() {
    return live.over();
  }

  @Override
  public void cancel() {
    live.cancel();
  }
}
