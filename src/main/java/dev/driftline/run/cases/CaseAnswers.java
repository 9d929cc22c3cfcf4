package dev.driftline.run.cases;

import dev.driftline.cases.CaseTest.Given;
import dev.driftline.collect.AnswerSource;
import dev.driftline.collect.Workers;
import dev.driftline.facts.StoredAnswers;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.Portions;
import dev.driftline.model.budget.SharedMemory;
import dev.driftline.model.host.Host;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.model.table.TableDefinition.Parameter;
import dev.driftline.probe.host.HostDescription;
import dev.driftline.run.Catalog;
import dev.driftline.source.SourceFile;
import dev.driftline.source.YamlNode.Scalar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/// The answers that a case gives. They have everything that there is, so they stand for any question about their table.
final class CaseAnswers implements AnswerSource {

  private static final long MEMORY = 256L * 1024 * 1024;

  private final Map<String, Given> hosts;
  private final Workers workers = new Workers(1, Budget.BYTES, Optional::empty);
  private final SharedMemory kept = new SharedMemory(Budget.BYTES);

  private final SourceFile file;

  /// @param hosts by name
  /// @param file  of the cases; files of facts are named from its folder
  CaseAnswers(Map<String, Given> hosts, SourceFile file) {
    this.hosts = Map.copyOf(hosts);
    this.file = file;
  }

  /// The row by which a host describes itself, if the case has it.
  static Optional<Row> description(Given given) {
    return given.answers().get(HostDescription.QUESTION.probe())
            instanceof Answer.Observed(List<Row> rows, var _, var _)
        ? rows.stream().findFirst()
        : Optional.empty();
  }

  @Override
  public <T> void ask(
      List<Host> asked,
      Function<Host, ? extends Collection<Question>> questions,
      BiFunction<HostAnswers, Budget, T> work,
      Consumer<T> consumer)
      throws IOException {
    for (Host host : asked) {
      Given given = Objects.requireNonNull(hosts.get(host.name()));
      if (given.facts().isPresent()) {
        stored(given.facts().get()).ask(List.of(host), questions, work, consumer);
        continue;
      }
      Map<Question, Answer> answers = new HashMap<>();
      for (Question question : questions.apply(host)) {
        answer(given, question).ifPresent(answer -> answers.put(question, answer));
      }
      HostAnswers said =
          new HostAnswers(host, new Outcome.Answered(), answers, Optional.empty(), Duration.ZERO);
      consumer.accept(work.apply(said, Budget.whole()));
    }
  }

  private StoredAnswers stored(Scalar name) throws IOException {
    Path facts = Path.of(file.name()).resolveSibling(name.text());
    try {
      return new StoredAnswers(
          facts, Catalog.probes(), Portions.of(MEMORY, 1, 1), Optional.empty());
    } catch (IOException e) {
      throw new IOException(
          "%s: cannot read %s: %s".formatted(name.at(), facts, e.getMessage()), e);
    }
  }

  /// Empty if the case does not give it.
  private static Optional<Answer> answer(Given given, Question question) {
    Answer answer = given.answers().get(question.probe());
    if (!(answer instanceof Answer.Observed(List<Row> all, var coverage, var gap))) {
      return Optional.ofNullable(answer);
    }
    TableDefinition table = Objects.requireNonNull(Catalog.tables().get(question.probe()));
    List<Parameter> naming =
        table.parameters().stream()
            .filter(p -> p.required() && table.columns().has(p.name()))
            .toList();
    List<Row> rows = all.stream().flatMap(row -> asked(row, naming, question).stream()).toList();
    return rows.isEmpty() && !naming.isEmpty()
        ? Optional.empty()
        : Optional.of(new Answer.Observed(rows, coverage, gap));
  }

  /// A row of the command that is asked for. A row that names no command is one of any command.
  private static Optional<Row> asked(Row row, List<Parameter> naming, Question question) {
    List<Cell> cells = new ArrayList<>(row.cells());
    for (Parameter parameter : naming) {
      String wanted = question.parameter(parameter.name());
      if (row.text(parameter.name()).filter(text -> !text.equals(wanted)).isPresent()) {
        return Optional.empty();
      }
      cells.set(row.columns().position(parameter.name()), Cell.text(wanted));
    }
    return Optional.of(new Row(row.columns(), cells));
  }

  @Override
  public Map<String, List<String>> addresses(Set<String> names) {
    return Map.of();
  }

  @Override
  public List<String> here() {
    return List.of();
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
    return false;
  }

  @Override
  public void cancel() {
    // a case is over before anybody could cancel it
  }
}
