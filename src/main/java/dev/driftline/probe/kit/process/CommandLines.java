package dev.driftline.probe.kit.process;

import dev.driftline.model.budget.Budget;
import dev.driftline.probe.kit.Line;
import dev.driftline.probe.kit.Lines;
import dev.driftline.probe.kit.Look;
import dev.driftline.probe.kit.ShellHalf;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Command lines of a host's processes, as `commands.awk` prints them. For one thread.
///
/// A process chooses its arguments, so they may contain what looks like the beginning of another process. Such a
/// process is doubtful, and its text is not believed.
public final class CommandLines {

  /// The command lines of the processes that questions want.
  public static final Look<CommandLines> LOOK =
      Look.whole(
          NamedProcesses.look(
              "command-lines",
              ShellHalf.load(CommandLines.class, "command-lines"),
              2 * 1024 * 1024,
              ShellHalf.awk(CommandLines.class, "commands")),
          "the command lines",
          CommandLines::read);

  /// In characters. `command-lines.sh` takes at most this many bytes of each process.
  private static final int LONGEST = 4096;

  /// What a place in the map takes in memory.
  private static final int ENTRY = 96;

  /// One command line.
  ///
  /// @param arguments the arguments; a newline in one is a blank, and a byte 3 stands for a backslash
  /// @param cut       whether the host sent only the beginning
  public record Command(List<String> arguments, boolean cut) {}

  private final Map<Long, Optional<Command>> commands = new HashMap<>();
  private final Budget budget;

  public CommandLines(Budget budget) {
    this.budget = budget;
  }

  /// Reads the output of `command-lines.sh`; empty if it is not whole or not understood.
  static Optional<CommandLines> read(String text, Budget budget) {
    CommandLines lines = new CommandLines(budget);
    return Lines.ofLastLook(
            text,
            Set.of("command"),
            budget,
            line -> line.kind().equals("command") && lines.take(line))
        ? Optional.of(lines)
        : Optional.empty();
  }

  /// Takes `command PID HOW ARGUMENTS`. A second line about a process makes all of the output unknown.
  public boolean take(Line line) {
    List<String> fields = line.fields(3);
    if (fields.isEmpty() || fields.get(2).length() > LONGEST) {
      return false;
    }
    long pid = Lines.number(fields.get(0));
    budget.spend(ENTRY);
    budget.text(fields.get(2));
    boolean known = Set.of("whole", "cut", "doubtful").contains(fields.get(1));
    return pid >= 0 && known && commands.put(pid, command(fields.get(1), fields.get(2))) == null;
  }

  private static Optional<Command> command(String how, String text) {
    return how.equals("doubtful")
        ? Optional.empty()
        : Optional.of(
            new Command(
                List.of(text.replace('\u0002', ' ').replace('\u0003', '\\').split("\u0001", -1)),
                how.equals("cut")));
  }

  /// The command line of a process; empty if it could not be read, or is not believed.
  public Optional<Command> of(long pid) {
    return commands.getOrDefault(pid, Optional.empty());
  }
}
