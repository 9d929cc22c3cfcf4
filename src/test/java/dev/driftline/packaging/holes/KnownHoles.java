package dev.driftline.packaging.holes;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The list of known holes (`src/main/package/known-holes.txt`) and the exceptions from it.
///
/// @param asked      the day on which the list was made
/// @param artifacts  group and name of every artefact that was asked about
/// @param exceptions by the hole's id and the artefact, with a blank; the reason of each
record KnownHoles(
    LocalDate asked, Set<String> artifacts, List<Hole> holes, Map<String, String> exceptions) {

  /// After so many days without a look a list is old. That is a warning: the clock alone breaks no build.
  static final int OLD_DAYS = 45;

  /// What was found out.
  ///
  /// @param problems what fails the build
  /// @param lines    a line for each hole, whether it is in what is shipped, and warnings
  record Verdict(List<String> problems, List<String> lines) {}

  /// Reads the two files.
  ///
  /// @throws IllegalArgumentException for a line that cannot be understood
  static KnownHoles of(List<String> list, List<String> exceptions) {
    LocalDate asked = LocalDate.EPOCH;
    Set<String> artifacts = new LinkedHashSet<>();
    List<Hole> holes = new ArrayList<>();
    String artifact = "";
    for (String line : meant(list)) {
      String[] words = line.split(" ", 5);
      switch (words[0]) {
        case "asked" -> asked = LocalDate.parse(words[1]);
        case "artifact" -> {
          artifact = words[1];
          artifacts.add(artifact);
        }
        case "hole" -> {
          if (words.length < 5 || artifact.isEmpty()) {
            throw new IllegalArgumentException("not `hole ID OTHER-IDS RANGES WHAT`: " + line);
          }
          List<String> ids = new ArrayList<>(List.of(words[1]));
          if (!words[2].equals("-")) {
            ids.addAll(List.of(words[2].split(",", -1)));
          }
          holes.add(new Hole(artifact, ids, words[3], words[4]));
        }
        default -> throw new IllegalArgumentException("cannot be understood: " + line);
      }
    }
    return new KnownHoles(asked, artifacts, holes, exceptions(exceptions));
  }

  private static Map<String, String> exceptions(List<String> lines) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (String line : meant(lines)) {
      String[] words = line.split(" ", 3);
      if (words.length < 3) {
        throw new IllegalArgumentException("not `ID GROUP:NAME WHY`: " + line);
      }
      reasons.put(words[0] + " " + words[1], words[2]);
    }
    return reasons;
  }

  private static List<String> meant(List<String> lines) {
    return lines.stream().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
  }

  Verdict over(List<Shipped> shipped, LocalDate today) {
    List<String> problems = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    Set<String> needed = new LinkedHashSet<>();
    for (Shipped it : shipped) {
      if (!artifacts.contains(it.artifact())) {
        problems.add(
            "%s %s (%s) is not in the list of known holes: add `artifact %s`, and refresh the list"
                .formatted(it.artifact(), it.version(), it.jar(), it.artifact()));
      }
      holes.stream()
          .filter(hole -> hole.artifact().equals(it.artifact()))
          .forEach(hole -> judge(hole, it, problems, lines, needed));
    }
    exceptions.keySet().stream()
        .filter(exception -> !needed.contains(exception))
        .forEach(exception ->
            problems.add("the exception for %s is not needed: remove it".formatted(exception)));
    long age = ChronoUnit.DAYS.between(asked, today);
    if (age > OLD_DAYS) {
      lines.add(
          ("warning: the list of known holes is %d days old: refresh it, java -cp 'target/driftline/lib/*'"
                  + " src/main/package/RefreshKnownHoles.java")
              .formatted(age));
    }
    return new Verdict(problems, lines);
  }

  private void judge(
      Hole hole, Shipped it, List<String> problems, List<String> lines, Set<String> needed) {
    String about = "%s %s %s: ".formatted(hole.ids().getFirst(), it.artifact(), it.version());
    if (!hole.isIn(it.version())) {
      lines.add(about + "not in it, but in " + hole.ranges());
      return;
    }
    List<String> excepted =
        hole.ids().stream()
            .map(id -> id + " " + it.artifact())
            .filter(exceptions::containsKey)
            .toList();
    needed.addAll(excepted);
    if (excepted.isEmpty()) {
      problems.add(
          "%s%s, in %s (%s): take another version, or say in known-holes-exceptions.txt why it does not concern us"
              .formatted(about, hole.what(), hole.ranges(), it.jar()));
    } else {
      lines.add(about + "does not concern us: " + exceptions.get(excepted.getFirst()));
    }
  }
}
