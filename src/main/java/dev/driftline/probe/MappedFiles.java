package dev.driftline.probe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  static Optional<MappedFiles> read(String text) {
    return text.endsWith("\n.\n") || text.equals(".\n")
        ? new Reader().read(text.substring(0, text.length() - 2))
        : Optional.empty();
  }

  private static final class Reader {
    private final Map<Long, OfProcess> processes = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, List<String>> sets = new HashMap<>();
    private final FileOwners owners = new FileOwners();
    private Optional<String> gap = Optional.empty();

    Optional<MappedFiles> read(String text) {
      for (String line : text.lines().toList()) {
        if (!take(line.split("\t", -1))) {
          return Optional.empty();
        }
      }
      processes.values().removeIf(OfProcess::isEmpty);
      return Optional.of(new MappedFiles(processes, owners, gap));
    }

    private boolean take(String[] line) {
      return switch (line[0] + line.length) {
        case "e3" -> process(line, of -> of.withProgram(line[2]));
        case "l3" -> !line[2].isEmpty() && names.put(line[1], line[2]) == null;
        case "t3" -> set(line);
        case "m3" ->
            sets.containsKey(line[2])
                && process(line, of -> of.withLibraries(sets.getOrDefault(line[2], List.of())));
        case "d2" -> process(line, OfProcess::withMapsDenied);
        case "x2" -> process(line, OfProcess::withProgramDenied);
        case "f2" -> process(line, OfProcess::withForeignRoot);
        case "g3" -> gap(line);
        default -> owners.take(line);
      };
    }

    private boolean set(String[] line) {
      List<String> paths = new ArrayList<>();
      for (String number : line[2].split(" ", -1)) {
        String path = names.get(number);
        if (path == null) {
          return false;
        }
        paths.add(path);
      }
      return sets.put(line[1], List.copyOf(paths)) == null;
    }

    private boolean process(String[] line, UnaryOperator<OfProcess> change) {
      if (!line[1].matches("\\d{1,18}") || (line.length == 3 && line[2].isEmpty())) {
        return false;
      }
      processes.merge(
          Long.parseLong(line[1]),
          change.apply(OfProcess.NOTHING),
          (before, _) -> change.apply(before));
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
