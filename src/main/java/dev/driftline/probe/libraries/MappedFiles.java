package dev.driftline.probe.libraries;

import dev.driftline.model.budget.Budget;
import dev.driftline.probe.kit.FileInUse;
import dev.driftline.probe.kit.Line;
import dev.driftline.probe.kit.Lines;
import dev.driftline.probe.kit.packages.FileOwners;
import dev.driftline.probe.kit.process.CommandLines;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The files that processes have mapped, as `libraries.sh` saw them.
///
/// @param processes by pid: those that were looked at and are there
/// @param gone      those that ended while they were looked at, and threads of the kernel
/// @param foreign   those whose root directory is another than the host's, or may not be looked at
/// @param commands  the command lines of processes that hold a port
/// @param owners    the packages of the files
/// @param gap       why files may be missing
record MappedFiles(
    Map<Long, OfProcess> processes,
    Set<Long> gone,
    Set<Long> foreign,
    CommandLines commands,
    FileOwners owners,
    Optional<String> gap) {

  /// The files that one process has mapped.
  ///
  /// @param program   empty if it may not be seen
  /// @param libraries empty if they may not be seen
  record OfProcess(Optional<FileInUse> program, Optional<List<FileInUse>> libraries) {

    static final OfProcess UNREAD = new OfProcess(Optional.empty(), Optional.empty());
  }

  /// Reads the section's output; empty if it is not whole or not understood.
  static Optional<MappedFiles> read(String text, Budget budget) {
    Reader reader = new Reader(budget);
    return Lines.ofLastLook(text, Reader.COUNTED, budget, reader::take)
        ? Optional.of(reader.files())
        : Optional.empty();
  }

  private static final class Reader {
    private static final Set<String> COUNTED =
        Set.of("process", "library", "set", "gone", "other-root");

    /// What a process, path or set takes in memory with its place, and what a member of a set takes.
    private static final int ENTRY = 96;

    private static final int MEMBER = 4;

    private static final String NO_SET = "0";
    private static final String UNREAD_SET = "unread";

    private final Budget budget;
    private final Map<Long, OfProcess> processes = new LinkedHashMap<>();
    private final Set<Long> gone = new HashSet<>();
    private final Set<Long> foreign = new HashSet<>();
    private final CommandLines commands;
    private final FileOwners owners;

    /// Libraries by their numbers. The host sends each path once.
    private final Map<String, FileInUse> libraries = new HashMap<>();

    /// Sets of libraries, by their numbers. Many processes have the same set.
    private final Map<String, Optional<List<FileInUse>>> sets = new HashMap<>();

    private Optional<String> gap = Optional.empty();

    Reader(Budget budget) {
      this.budget = budget;
      this.commands = new CommandLines(budget);
      this.owners = new FileOwners(budget);
      sets.put(NO_SET, Optional.of(List.of()));
      sets.put(UNREAD_SET, Optional.empty());
    }

    MappedFiles files() {
      return new MappedFiles(processes, gone, foreign, commands, owners, gap);
    }

    /// One line. The first word tells its kind:
    ///
    /// - `process` a process, the number of its set of libraries, and its program
    /// - `library` a number and a path
    /// - `set` a number, and the numbers of libraries with blanks between
    /// - `gone` a process that ended meanwhile
    /// - `command` the command line of a process ([CommandLines#take])
    /// - `other-root` processes with another root directory
    /// - `said` a message of a tool
    ///
    /// All other lines are about owners ([FileOwners#take]).
    private boolean take(Line line) {
      return switch (line.kind()) {
        case "process" -> process(line.fields(3));
        case "library" -> library(line.fields(2));
        case "set" -> set(line.fields(2));
        case "gone" -> add(line.rest(), gone);
        case "command" -> commands.take(line);
        case "other-root" -> otherRoot(line.rest());
        case "said" -> said(line.rest());
        default -> owners.take(line);
      };
    }

    private boolean process(List<String> fields) {
      if (fields.isEmpty()) {
        return false;
      }
      long pid = Lines.number(fields.get(0));
      Optional<List<FileInUse>> set = sets.get(fields.get(1));
      String program = fields.get(2);
      // a set that was not told, or a second line about a process
      if (pid < 0 || set == null) {
        return false;
      }
      budget.spend(ENTRY);
      budget.text(program);
      Optional<FileInUse> file =
          program.isEmpty() ? Optional.empty() : Optional.of(FileInUse.of(program));
      return processes.put(pid, new OfProcess(file, set)) == null;
    }

    private boolean library(List<String> fields) {
      if (fields.isEmpty() || fields.get(1).isEmpty()) {
        return false;
      }
      budget.spend(ENTRY);
      fields.forEach(budget::text);
      return libraries.put(fields.get(0), FileInUse.of(fields.get(1))) == null;
    }

    /// A set of libraries. Each member must be known, and in the set once. So a set has no more members than the host
    /// sent, and a short line makes no large set.
    private boolean set(List<String> fields) {
      if (fields.isEmpty()) {
        return false;
      }
      Set<FileInUse> members = new LinkedHashSet<>();
      for (String number : fields.get(1).split(" ", -1)) {
        budget.step();
        FileInUse library = libraries.get(number);
        if (library == null || !members.add(library)) {
          return false;
        }
      }
      budget.spend(ENTRY + (long) MEMBER * members.size());
      return sets.put(fields.get(0), Optional.of(List.copyOf(members))) == null;
    }

    private boolean otherRoot(String pids) {
      for (String pid : pids.split(" ", -1)) {
        budget.step();
        if (!add(pid, foreign)) {
          return false;
        }
      }
      return true;
    }

    private boolean add(String pid, Set<Long> to) {
      budget.spend(ENTRY);
      long number = Lines.number(pid);
      return number >= 0 && to.add(number);
    }

    private boolean said(String message) {
      gap = gap.or(() -> Optional.of("the host said: " + message));
      return true;
    }
  }
}
