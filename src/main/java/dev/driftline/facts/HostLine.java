package dev.driftline.facts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.driftline.model.HostAnswers.Noise;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.host.Connection;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads the line of one host. Answers that nobody wants are skipped. For one line and one thread.
final class HostLine {

  private final LineParser line;
  private final StoredTables tables;
  private final Choice choice;
  private final Collection<Question> wanted;
  private final Budget budget;

  private Optional<String> host = Optional.empty();
  private Optional<Connection.Method> method = Optional.empty();
  private String address = "";
  private Optional<String> outcome = Optional.empty();
  private Optional<Reason> reason = Optional.empty();
  private String detail = "";
  private String hint = "";
  private Duration elapsed = Duration.ZERO;
  private Optional<String> verified = Optional.empty();
  private Optional<Noise> noise = Optional.empty();
  private Optional<List<Question>> questions = Optional.empty();
  private Optional<Map<Question, Answer>> answers = Optional.empty();

  private HostLine(
      LineParser line,
      StoredTables tables,
      Choice choice,
      Collection<Question> wanted,
      Budget budget) {
    this.line = line;
    this.tables = tables;
    this.choice = choice;
    this.wanted = wanted;
    this.budget = budget;
  }

  /// The beginning of a line after the first: a host's name, or the number of hosts before the end.
  sealed interface Beginning {

    record OfHost(String name) implements Beginning {}

    record OfEnd(long hosts) implements Beginning {}
  }

  /// Reads as much of a line as tells which host it is about.
  static Beginning beginning(byte[] text, long number) throws IOException {
    return LineParser.read(
        text,
        number,
        line -> {
          String first =
              line.json().isExpectedStartObjectToken() ? line.json().nextFieldName() : null;
          line.json().nextToken();
          if ("host".equals(first)) {
            return new Beginning.OfHost(line.text("host"));
          }
          if (!"end".equals(first)) {
            throw line.changed("it is about no host, and is not the end");
          }
          long hosts = line.number("end");
          line.json().nextToken();
          line.end();
          return new Beginning.OfEnd(hosts);
        });
  }

  /// Reads a host's line.
  ///
  /// @param wanted the questions whose answers are needed
  /// @param budget of the host
  static HostFacts read(
      byte[] text,
      long number,
      StoredTables tables,
      Choice choice,
      Collection<Question> wanted,
      Budget budget)
      throws IOException {
    return LineParser.read(
        text, number, line -> new HostLine(line, tables, choice, wanted, budget).host());
  }

  private HostFacts host() throws IOException {
    line.fields("the line", this::take);
    line.end();
    if (host.isEmpty() || method.isEmpty() || answers.isEmpty()) {
      throw line.changed("host, method or answers is missing");
    }
    return new HostFacts(
        host.get(), method.get(), address, outcome(), elapsed, verified, noise, answers.get());
  }

  private void take(String name) throws IOException {
    switch (name) {
      case "host" -> host = Optional.of(line.text(name));
      case "method" -> method = Optional.of(known(name, Words.method(line.text(name))));
      case "address" -> address = line.text(name);
      case "outcome" -> outcome = Optional.of(line.text(name));
      case "reason" -> reason = Optional.of(known(name, Words.reason(line.text(name))));
      case "detail" -> detail = line.text(name);
      case "hint" -> hint = line.text(name);
      case "nanoseconds" -> elapsed = Duration.ofNanos(line.number(name));
      case "verified" -> verified = line.textOrNothing(name);
      case "noise" -> noise = noise();
      case "questions" -> questions = Optional.of(questions());
      case "answers" -> answers = Optional.of(answers());
      default -> {
        // a later driftline may add fields
      }
    }
  }

  private Outcome outcome() throws IOException {
    boolean answered = outcome.filter(Words.ANSWERED::equals).isPresent();
    boolean unreachable = outcome.filter(Words.UNREACHABLE::equals).isPresent();
    if (answered == unreachable || unreachable != reason.isPresent()) {
      throw line.changed("outcome and reason do not fit");
    }
    return answered
        ? new Outcome.Answered()
        : new Outcome.Unreachable(reason.orElseThrow(), detail, hint);
  }

  private <T> T known(String name, Optional<T> word) throws IOException {
    return word.orElseThrow(() -> line.changed("unknown word in \"%s\"".formatted(name)));
  }

  private Optional<Noise> noise() throws IOException {
    if (line.json().currentToken() == JsonToken.VALUE_NULL) {
      return Optional.empty();
    }
    Map<String, String> streams = new HashMap<>();
    line.fields("noise", name -> streams.put(name, line.text(name)));
    return Optional.of(
        new Noise(streams.getOrDefault("stdout", ""), streams.getOrDefault("stderr", "")));
  }

  private List<Question> questions() throws IOException {
    List<Question> found = new ArrayList<>();
    line.items("questions", () -> found.add(question()));
    return found;
  }

  private Question question() throws IOException {
    List<String> probe = new ArrayList<>();
    Map<String, String> parameters = new TreeMap<>();
    line.fields(
        "a question",
        name -> {
          switch (name) {
            case "probe" -> probe.add(line.text(name));
            case "with" ->
                line.fields(name, parameter -> parameters.put(parameter, line.text(parameter)));
            // what it asked is not known whole
            default -> throw line.changed("a question has \"%s\"".formatted(name));
          }
        });
    if (probe.isEmpty()) {
      throw line.changed("a question has no probe");
    }
    return new Question(probe.getFirst(), parameters);
  }

  private Map<Question, Answer> answers() throws IOException {
    if (questions.isEmpty()) {
      throw line.changed("the answers stand before the questions");
    }
    List<Question> asked = questions.get();
    Map<Integer, Choice.Uses> uses = choice.of(asked, wanted);
    Map<Question, Answer> found = new HashMap<>();
    int[] position = {0};
    line.items(
        "answers",
        () -> {
          Choice.Uses use = uses.get(position[0]);
          JsonParser json = line.json();
          if (json.currentToken() != JsonToken.START_OBJECT) {
            throw line.changed("an answer is no object");
          }
          if (use == null || position[0] >= asked.size()) {
            json.skipChildren();
          } else {
            use(use, asked.get(position[0]), found);
          }
          position[0]++;
        });
    if (position[0] != asked.size()) {
      throw line.changed("%d answers to %d questions".formatted(position[0], asked.size()));
    }
    return found;
  }

  private void use(Choice.Uses use, Question asked, Map<Question, Answer> found)
      throws IOException {
    Answer answer =
        new StoredAnswer(line, tables.of(use.probe().definition(), line), budget).read();
    for (Question question : use.wanted()) {
      found.put(
          question,
          answer instanceof Answer.Observed observed && !question.equals(asked)
              ? use.probe().narrowed(observed, asked, question)
              : answer);
    }
  }
}
