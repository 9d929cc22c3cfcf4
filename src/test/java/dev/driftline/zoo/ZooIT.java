package dev.driftline.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// Every animal of `src/test/zoo`, in every way to start it, sound and with 0, 1 and 2 closed: where it is sound,
/// driftline has no finding of major or above, and where it is not, each fault is found or undecided.
///
/// Needs root, and the Debian packages that the animals name. Options, as system properties:
///
/// - `driftline.zoo=short` (the default) has the rounds that a build has time for, and `driftline.zoo=all` all of them;
///   a list such as `healthy,02` has these
/// - `driftline.zoo.learn=true` writes what is seen into the files of answers, for somebody to judge
/// - `driftline.zoo.animals=nginx,redis` has these animals only
@Tag("host")
class ZooIT {

  private static final String ROUNDS = System.getProperty("driftline.zoo", "short");
  private static final boolean LEARN = Boolean.getBoolean("driftline.zoo.learn");
  private static final String ANIMALS = System.getProperty("driftline.zoo.animals", "");

  /// As many cages at the same time as CI has processors.
  private static final ExecutorService CAGES = Executors.newFixedThreadPool(2);

  @AfterAll
  static void end() {
    CAGES.close();
  }

  private static List<Round> rounds() {
    return switch (ROUNDS) {
      case "short" -> Stream.of("healthy", "2", "012").map(Round::named).toList();
      case "all" -> Round.all();
      default -> Stream.of(ROUNDS.split(",")).map(Round::named).toList();
    };
  }

  private static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(Cage.FOLDER.resolve("animals"))) {
      return files
          .filter(file -> file.toString().endsWith(".sh"))
          .filter(file ->
              ANIMALS.isEmpty()
                  || List.of(ANIMALS.split(","))
                      .contains(file.getFileName().toString().replace(".sh", "")))
          .sorted()
          .toList();
    }
  }

  @TestFactory
  Stream<DynamicContainer> everyAnimalIsJudgedRight() throws IOException {
    Map<Path, Answers> animals = new LinkedHashMap<>();
    for (Path script : scripts()) {
      animals.put(script, Answers.of(script));
    }
    assertThat(animals).isNotEmpty();
    List<DynamicContainer> containers = new ArrayList<>();
    for (Round round : rounds()) {
      Future<Visit> visit = CAGES.submit(() -> Visit.of(round, expected(animals.values(), round)));
      containers.add(
          DynamicContainer.dynamicContainer(
              round.toString(),
              animals.entrySet().stream()
                  .flatMap(entry -> tests(entry.getKey(), entry.getValue(), round, visit))));
    }
    return containers.stream();
  }

  private static Map<String, List<Specimen>> expected(Iterable<Answers> animals, Round round) {
    Map<String, List<Specimen>> expected = new LinkedHashMap<>();
    for (Answers answers : animals) {
      answers
          .byWay()
          .forEach((way, rounds) ->
              expected.put(answers.name() + "/" + way, rounds.getOrDefault(round, List.of())));
    }
    return expected;
  }

  private static Stream<DynamicTest> tests(
      Path script, Answers answers, Round round, Future<Visit> visit) {
    return answers.byWay().keySet().stream()
        .map(way ->
            DynamicTest.dynamicTest(
                "%s %s, %s"
                    .formatted(
                        answers.name(),
                        way,
                        round.equals(Round.HEALTHY) ? "healthy" : round + " closed"),
                script.toUri(),
                () -> judge(script, answers, way, visit.get())));
  }

  private static void judge(Path script, Answers answers, String way, Visit visit)
      throws IOException {
    String animal = answers.name() + "/" + way;
    if (LEARN) {
      answers.learn(way, visit.round(), visit.specimens(animal));
      answers.write(script);
    }
    assertThat(answers.of(way)).as("answers of %s", animal).containsKey(visit.round());
    List<Specimen> expected = Objects.requireNonNull(answers.of(way).get(visit.round()));
    assertThat(visit.wrong(animal, expected)).as("%s with %s", animal, visit.round()).isEmpty();
  }
}
