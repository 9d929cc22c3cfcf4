package dev.driftline.probe.libraries;

import dev.driftline.model.budget.Budget;
import dev.driftline.probe.kit.Line;
import dev.driftline.probe.kit.Lines;
import dev.driftline.probe.kit.packages.FileOwners;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The files that processes have mapped, as `libraries.sh` saw them.
///
/// @param processes by pid: those that the question wants, without kernel threads
/// @param owners    the packages of the files
/// @param gap       why processes may be missing
record MappedFiles(Map<Long, OfProcess> processes, FileOwners owners, Optional<String> gap) {

  /// The files that one process has mapped. A path may end with ` (deleted)`.
  ///
  /// @param mapsDenied    its libraries may not be seen
  /// @param programDenied its program may not be seen
  /// @param foreignRoot   its root directory is another than the host's, or may not be looked at
  record OfProcess(
      Optional<String> program,
      List<String> libraries,
      boolean mapsDenied,
      boolean programDenied,
      boolean foreignRoot) {

    static final OfProcess NOTHING =
        new OfProcess(Optional.empty(), List.of(), false, false, false);

    OfProcess withProgram(String path) {
      return new OfProcess(Optional.of(path), libraries, mapsDenied, programDenied, foreignRoot);
    }

    OfProcess withLibraries(List<String> paths) {
      return new OfProcess(program, paths, mapsDenied, programDenied, foreignRoot);
    }

    OfProcess withMapsDenied() {
      return new OfProcess(program, libraries, true, programDenied, foreignRoot);
    }

    OfProcess withProgramDenied() {
      return new OfProcess(program, libraries, mapsDenied, true, foreignRoot);
    }

    OfProcess withForeignRoot() {
      return new OfProcess(program, libraries, mapsDenied, programDenied, true);
    }

    boolean isEmpty() {
      return program.isEmpty() && libraries.isEmpty() && !mapsDenied && !programDenied;
    }
  }

  /// Reads the section's output; empty if it is not whole or not understood.
  static Optional<MappedFiles> read(String text, Budget budget) {
    return text.endsWith("\n.\n") || text.equals(".\n")
        ? new Reader(budget).read(text.substring(0, text.length() - 2))
        : Optional.empty();
  }

  private static final class Reader {
    /// What a process, path or set takes in memory with its place, and what a member of a set takes.
    private static final int ENTRY = 96;

    private static final int MEMBER = 4;

    private final Budget budget;
    private final Map<Long, OfProcess> processes = new LinkedHashMap<>();

    /// Paths of libraries, by their numbers. The host sends each path once.
    private final Map<String, String> names = new HashMap<>();

    /// Sets of libraries, by their numbers. Many processes have the same set.
    private final Map<String, List<String>> sets = new HashMap<>();

    private final FileOwners owners;

    /// Processes whose program was told, and those whose set was told. Each may be told once.
    private final Set<String> withPrograms = new HashSet<>();

    private final Set<String> withSets = new HashSet<>();
    private Optional<String> gap = Optional.empty();

    Reader(Budget budget) {
      this.budget = budget;
      this.owners = new FileOwners(budget);
    }

    Optional<MappedFiles> read(String text) {
      if (!Lines.all(text, budget, line -> take(line, line.split("\t", -1)))) {
        return Optional.empty();
      }
      // a process of which only its root directory was told has no files
      processes.values().removeIf(OfProcess::isEmpty);
      return Optional.of(new MappedFiles(processes, owners, gap));
    }

    /// One line. The first word tells its kind, and each kind has one number of fields:
    ///
    /// - `e PID PATH` a process and its program
    /// - `l NUMBER PATH` a library
    /// - `t SET NUMBERS` a set of libraries, with blanks between the numbers
    /// - `m PID SET` a process and its set
    /// - `d PID`, `x PID` the libraries or the program may not be seen
    /// - `f PID` another root directory
    /// - `g KIND TEXT` a gap
    ///
    /// All other lines are about owners ([FileOwners#take]).
    private boolean take(String whole, String[] line) {
      return switch (line[0] + line.length) {
        case "e3" -> withPrograms.add(line[1]) && process(line, of -> of.withProgram(line[2]));
        case "l3" -> library(line);
        case "t3" -> set(line);
        case "m3" ->
            sets.containsKey(line[2])
                && withSets.add(line[1])
                && process(line, of -> of.withLibraries(sets.getOrDefault(line[2], List.of())));
        case "d2" -> process(line, OfProcess::withMapsDenied);
        case "x2" -> process(line, OfProcess::withProgramDenied);
        case "f2" -> process(line, OfProcess::withForeignRoot);
        case "g3" -> gap(line);
        default -> !whole.isEmpty() && owners.take(new Line(whole, 0, whole.length()));
      };
    }

    private boolean library(String[] line) {
      budget.spend(ENTRY);
      budget.text(line[1]);
      budget.text(line[2]);
      return !line[2].isEmpty() && names.put(line[1], line[2]) == null;
    }

    /// A set of libraries. Each member must be known, and in the set once. So a set has no more members than the host
    /// sent, and a short line makes no large set.
    private boolean set(String[] line) {
      Set<String> paths = new LinkedHashSet<>();
      for (String number : line[2].split(" ", -1)) {
        budget.step();
        String path = names.get(number);
        if (path == null || !paths.add(path)) {
          return false;
        }
      }
      budget.spend(ENTRY + (long) MEMBER * paths.size());
      return sets.put(line[1], List.copyOf(paths)) == null;
    }

    /// Changes a process. It may be new.
    private boolean process(String[] line, UnaryOperator<OfProcess> change) {
      long pid = Lines.number(line[1]);
      if (pid < 0 || (line.length == 3 && line[2].isEmpty())) {
        return false;
      }
      budget.spend(ENTRY);
      budget.text(line[line.length - 1]);
      processes.merge(pid, change.apply(OfProcess.NOTHING), (before, _) -> change.apply(before));
      return true;
    }

    private boolean gap(String[] line) {
      Optional<String> why =
          switch (line[1]) {
            case "hidden" ->
                Optional.of("a connection belongs to a process that could not be seen");
            case "untold" ->
                Optional.of("processes whose network namespace could not be told: " + line[2]);
            case "unread" -> Optional.of(line[2] + " could not be read");
            case "failed" -> Optional.of("looking at the sockets failed");
            case "said" -> Optional.of("the host said: " + line[2]);
            default -> Optional.empty();
          };
      gap = gap.or(() -> why);
      return why.isPresent();
    }
  }
}
