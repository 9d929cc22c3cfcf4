package dev.driftline.probe.kit.process;

import dev.driftline.model.budget.Budget;
import dev.driftline.probe.kit.Lines;
import dev.driftline.probe.kit.Look;
import dev.driftline.probe.kit.ShellHalf;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The command lines of a host's processes, as `command-lines.sh` saw them. The output has a heading of head(1) before
/// the arguments of each process. The arguments have a byte 1 between them:
///
/// ```
/// ==> 2387/cmdline <==
/// /usr/bin/perl^Adnsdump.pl
/// ```
///
/// A process chooses its arguments, so they may contain a forged heading. Then that pid has two texts, and neither of
/// them is believed.
public final class CommandLines {

  public static final Look<CommandLines> LOOK =
      Look.whole(
          NamedProcesses.look(
              "command-lines",
              ShellHalf.load(CommandLines.class, "command-lines"),
              2 * 1024 * 1024),
          "the command lines",
          CommandLines::read);

  /// In characters. `command-lines.sh` takes this many bytes per process, so a longer text is forged.
  static final int LONGEST = 1024;

  private static final String HEADING = "==> ";
  private static final String END_OF_HEADING = "/cmdline <==";
  private static final String NO_PROCESS = "==> /dev/null <==";

  /// What a place in the map takes in memory.
  private static final int ENTRY = 72;

  private final Map<Long, String> texts = new HashMap<>();

  /// Processes with two texts, or with one that is too long.
  private final Set<Long> doubtful = new HashSet<>();

  private final Budget budget;

  private CommandLines(Budget budget) {
    this.budget = budget;
  }

  /// Reads the section's output; empty if its last line is missing.
  static Optional<CommandLines> read(String text, Budget budget) {
    if (!text.endsWith("\n.\n")) {
      return Optional.empty();
    }
    CommandLines lines = new CommandLines(budget);
    // without the last newline, dot and newline
    int whole = text.length() - 3;
    // the process whose text is being read, and where its text begins
    long pid = -1;
    int from = 0;
    for (int at = 0; at <= whole; ) {
      budget.step();
      int newline = text.indexOf('\n', at, whole);
      int end = newline < 0 ? whole : newline;
      // each heading ends the text of the process before it
      long heading = text.startsWith("==>", at) ? heading(text.substring(at, end)) : NONE;
      if (heading != NONE) {
        lines.add(pid, text, from, at);
        pid = heading;
        from = Math.min(whole, end + 1);
      }
      at = end + 1;
    }
    // the last process has no heading after it
    lines.add(pid, text, from, whole);
    return Optional.of(lines);
  }

  /// The line is not a heading.
  private static final long NONE = -2;

  /// The pid in a heading; -1 if the text below belongs to no process, [#NONE] if the line is not a heading.
  private static long heading(String line) {
    if (line.equals(NO_PROCESS)) {
      return -1;
    }
    if (!line.startsWith(HEADING)
        || !line.endsWith(END_OF_HEADING)
        || line.length() < HEADING.length() + END_OF_HEADING.length()) {
      return NONE;
    }
    long pid =
        Lines.number(line.substring(HEADING.length(), line.length() - END_OF_HEADING.length()));
    return pid < 0 ? NONE : pid;
  }

  /// The arguments of a process; empty if they could not be read, or are not believed.
  public Optional<List<String>> arguments(long pid) {
    return doubtful.contains(pid)
        ? Optional.empty()
        : Optional.ofNullable(texts.get(pid)).map(text -> List.of(text.split("\u0001", -1)));
  }

  private void add(long pid, String text, int from, int until) {
    if (pid < 0) {
      return;
    }
    // head(1) puts an empty line before each heading, and the last argument has a byte 1 behind it
    int end = until;
    while (end > from && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\u0001')) {
      end--;
    }
    boolean tooLong = end - from > LONGEST;
    String arguments = tooLong ? "" : text.substring(from, end);
    budget.spend(ENTRY);
    budget.text(arguments);
    if (texts.put(pid, arguments) != null || tooLong) {
      doubtful.add(pid);
    }
  }
}
