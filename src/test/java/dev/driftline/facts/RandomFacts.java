package dev.driftline.facts;

import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.Login;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Coverage;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.probe.kit.Probe;
import dev.driftline.run.Catalog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// Answers of any form and with any text, as a seed makes them.
final class RandomFacts {

  private static final String[] TEXTS = {
    "",
    "a",
    "0",
    "true",
    "-1",
    "null",
    "\"",
    "\\",
    "\n",
    "\u0000",
    "\u001b[2J",
    "\u007f",
    "é",
    "\ud83d\ude00",
    "\ud800",
    "\u2028",
    "#vso[",
    "{\"unread\":\"x\"}",
    "a,b",
    "\t end 3"
  };

  private final Random random;

  RandomFacts(long seed) {
    this.random = new Random(seed);
  }

  List<HostAnswers> hosts(int number) {
    List<HostAnswers> hosts = new ArrayList<>();
    for (int host = 0; host < number; host++) {
      hosts.add(host("host" + host));
    }
    return hosts;
  }

  private HostAnswers host(String name) {
    return new HostAnswers(
        random.nextBoolean() ? local(name) : ssh(name),
        random.nextInt(4) > 0
            ? new Outcome.Answered()
            : new Outcome.Unreachable(any(Reason.values()), text(), text()),
        answers(),
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(new HostAnswers.Noise(text(), text())),
        Duration.ofNanos(random.nextLong(1, 90_000_000_000L)),
        random.nextBoolean() ? Optional.empty() : Optional.of("10.0.0." + random.nextInt(255)));
  }

  static Host ssh(String name) {
    return host(name, Connection.Method.SSH, name + ".example.org");
  }

  private static Host local(String name) {
    return host(name, Connection.Method.LOCAL, "");
  }

  private static Host host(String name, Connection.Method method, String address) {
    return new Host(
        name,
        new Connection(
            method,
            address,
            22,
            new Login("root", Optional.empty(), Optional.empty()),
            Optional.empty(),
            List.of(),
            List.of()));
  }

  private Map<Question, Answer> answers() {
    Map<Question, Answer> answers = new HashMap<>();
    for (Probe probe : Catalog.probes().values()) {
      for (int question = random.nextInt(3); question > 0; question--) {
        Map<String, String> parameters = new TreeMap<>();
        probe
            .definition()
            .parameters()
            .forEach(parameter -> parameters.put(parameter.name(), text()));
        answers.put(
            new Question(probe.definition().name(), parameters),
            answer(probe.definition().columns()));
      }
    }
    return answers;
  }

  private Answer answer(Columns columns) {
    return switch (random.nextInt(4)) {
      case 0 -> new Answer.Absent(text());
      case 1 -> new Answer.Unknown(any(Reason.values()), text(), text());
      default -> observed(columns);
    };
  }

  private Answer observed(Columns columns) {
    List<Row> rows = new ArrayList<>();
    List<Cell> above = List.of();
    for (int row = random.nextInt(6); row > 0; row--) {
      List<Cell> cells = new ArrayList<>();
      for (int column = 0; column < columns.list().size(); column++) {
        boolean same = !above.isEmpty() && random.nextInt(3) > 0;
        cells.add(same ? above.get(column) : cell());
      }
      rows.add(new Row(columns, cells));
      above = cells;
    }
    int total = random.nextInt(500);
    return new Answer.Observed(
        rows,
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(new Coverage(random.nextInt(total + 1), total, "processes")),
        random.nextBoolean() ? Optional.empty() : Optional.of(text()));
  }

  private Cell cell() {
    return switch (random.nextInt(6)) {
      case 0 -> Cell.none();
      case 1 -> Cell.unread(text());
      case 2 -> Cell.cut(text(), text());
      default -> Cell.text(text());
    };
  }

  private String text() {
    return any(TEXTS) + any(TEXTS);
  }

  private <T> T any(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
