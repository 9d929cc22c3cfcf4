package dev.driftline.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.zoo.Cage.Resident;
import dev.driftline.zoo.Report.Descriptor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// What one round showed: all animals of a cage, started with the same numbers closed.
///
/// @param seen   the processes by animal. Only those that were the same before and after driftline looked
/// @param report what driftline said
/// @param logs   the end of what each animal said
record Visit(Round round, Map<String, List<Resident>> seen, Report report, JsonNode logs) {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  /// How many looks without any change end the wait for animals that are not as they should be.
  private static final int SETTLED = 15;

  private static final Duration AT_MOST = Duration.ofSeconds(90);

  /// Starts the animals, waits until they are as they should be, and asks driftline.
  ///
  /// @param expected by animal. If an animal gets no such processes, the wait ends when nothing changes any more
  static Visit of(Round round, Map<String, List<Specimen>> expected) throws IOException {
    try (Cage cage = Cage.open(round, List.copyOf(expected.keySet()))) {
      List<Resident> before = settled(cage, expected);
      Report report = cage.check();
      Set<Resident> after = new HashSet<>(cage.look());
      Map<String, List<Resident>> seen = byAnimal(before);
      seen.values().forEach(residents -> residents.removeIf(resident -> !after.contains(resident)));
      return new Visit(round, seen, report, cage.logs());
    }
  }

  private static List<Resident> settled(Cage cage, Map<String, List<Specimen>> expected)
      throws IOException {
    List<Resident> now = cage.look();
    long end = System.nanoTime() + AT_MOST.toNanos();
    int unchanged = 0;
    while (unchanged < SETTLED && System.nanoTime() < end) {
      Map<String, List<Resident>> seen = byAnimal(now);
      if (expected.entrySet().stream()
          .allMatch(entry ->
              areAlike(entry.getValue(), specimens(seen, entry.getKey(), Round.HEALTHY)))) {
        return now;
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      List<Resident> next = cage.look();
      unchanged = Set.copyOf(next).equals(Set.copyOf(now)) ? unchanged + 1 : 0;
      now = next;
    }
    return now;
  }

  private static Map<String, List<Resident>> byAnimal(List<Resident> residents) {
    Map<String, List<Resident>> seen = new HashMap<>();
    for (Resident resident : residents) {
      seen.computeIfAbsent(resident.animal(), _ -> new ArrayList<>()).add(resident);
    }
    return seen;
  }

  private static boolean areAlike(List<Specimen> expected, List<Specimen> seen) {
    return expected.size() == seen.size()
        && expected.stream().allMatch(one -> seen.stream().anyMatch(one::looksLike));
  }

  /// The kinds of processes that an animal has, each with a proposal for the right answer.
  List<Specimen> specimens(String animal) {
    return specimens(seen, animal, round);
  }

  private static List<Specimen> specimens(
      Map<String, List<Resident>> seen, String animal, Round round) {
    List<Specimen> specimens = new ArrayList<>();
    for (Resident resident : seen.getOrDefault(animal, List.of())) {
      List<Word> words = new ArrayList<>();
      for (int number = 0; number <= 2; number++) {
        words.add(Word.proposed(resident.words().get(number), number, round.closes(number)));
      }
      Specimen specimen = new Specimen(resident.name(), words);
      if (specimens.stream().noneMatch(specimen::looksLike)) {
        specimens.add(specimen);
      }
    }
    return specimens;
  }

  /// What is not as it should be with an animal, each thing in a line.
  List<String> wrong(String animal, List<Specimen> expected) {
    List<String> lines = new ArrayList<>();
    List<Specimen> found = specimens(animal);
    if (!areAlike(expected, found)) {
      lines.add("The zoo changed. There should be:");
      expected.forEach(specimen -> lines.add("  " + specimen));
      lines.add("There is:");
      found.forEach(specimen -> lines.add("  " + specimen));
      lines.add("It said: " + logs.get(animal).asText());
      return lines;
    }
    for (Resident resident : seen.getOrDefault(animal, List.of())) {
      Specimen specimen =
          expected.stream()
              .filter(
                  one -> one.name().equals(resident.name()) && one.texts().equals(resident.words()))
              .findFirst()
              .orElseThrow();
      for (int number = 0; number <= 2; number++) {
        Word word = specimen.words().get(number);
        String wrong = report.wrong(new Descriptor(resident.pid(), number), word);
        if (!wrong.isEmpty()) {
          lines.add("%s fd %d (%s) %s".formatted(resident.name(), number, word.text(), wrong));
        }
      }
    }
    return lines.stream().distinct().toList();
  }
}
