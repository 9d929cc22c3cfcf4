package dev.driftline.probe.libraries;

import dev.driftline.model.budget.Budget;
import dev.driftline.probe.kit.Lines;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// What processes have mapped, as `libraries.sh` saw it.
///
/// @param processes by pid, those that were selected and are not kernel threads
/// @param owners    the packages of the files
/// @param gap       why processes may be missing
record MappedFiles(Map<Long, OfProcess> processes, FileOwners owners, Optional<String> gap) {

  /// What one process has mapped; paths may end with ` (deleted)`.
  ///
  /// @param mapsDenied    its libraries may not be seen
  /// @param programDenied its program may not be seen
  /// @param foreignRoot   its root directory is not the host's, or may not be looked at
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

  /// Reads the whole of what the section said; empty if it is not whole or not understood.
  static Optional<MappedFiles> read(String text, Budget budget) {
    return text.endsWith("\n.\n") || text.equals(".\n")
        ? new Reader(budget).read(text.substring(0, text.length() - 2))
        : Optional.empty();
  }

  private static final class Reader {
    /// A thing and its place in a table; a member of a set.
    private static final int ENTRY = 96;

    private static final int MEMBER = 4;

    private final Budget budget;
    private final Map<Long, OfProcess> processes = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, List<String>> sets = new HashMap<>();
    private final FileOwners owners;

    /// Processes whose program was told, and those whose set was: each once.
    private final Set<String> withPrograms = new HashSet<>();

    private final Set<String> withSets = new HashSet<>();
    private Optional<String> gap = Optional.empty();

    Reader(Budget budget) {
      this.budget = budget;
      this.owners = new FileOwners(budget);
    }

    Optional<MappedFiles> read(String text) {
      if (!Lines.all(text, budget, line -> take(line.split("\t", -1)))) {
        return Optional.empty();
      }
      processes.values().removeIf(OfProcess::isEmpty);
      return Optional.of(new MappedFiles(processes, owners, gap));
    }

    private boolean take(String[] line) {
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
        default -> owners.take(line);
      };
    }

    private boolean library(String[] line) {
      budget.spend(ENTRY);
      budget.text(line[1]);
      budget.text(line[2]);
      return !line[2].isEmpty() && names.put(line[1], line[2]) == null;
    }

    /// Each member of a set is known and in it once, so that a set is never larger than what the host sent.
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
