package dev.driftline.probe.kit.process;

import dev.driftline.model.budget.Budget;
import dev.driftline.probe.kit.Line;
import dev.driftline.probe.kit.Lines;
import dev.driftline.probe.kit.Look;
import dev.driftline.probe.kit.ShellHalf;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The processes of a host, without kernel threads, as `process-table.sh` saw them.
///
/// @param shell         the process that ran the script
/// @param uptimeMillis  time since the host was booted
/// @param booted        when it was booted, in seconds since 1970 by the host's clock; -1 if it did not say
/// @param othersVisible whether `/proc` shows processes of other users at all (`hidepid` of proc(5))
/// @param processes     by pid, in the order of the host
/// @param complaints    the first message of a tool; empty if there was none
public record ProcessTable(
    long shell,
    long uptimeMillis,
    long booted,
    boolean othersVisible,
    Map<Long, RunningProcess> processes,
    List<String> complaints) {

  /// The look that all probes about processes share.
  public static final Look<ProcessTable> LOOK =
      Look.whole(
          NamedProcesses.table(
              "process-table",
              ShellHalf.load(ProcessTable.class, "process-table"),
              1024 * 1024,
              ShellHalf.QUIET_LS),
          "the process table",
          ProcessTable::read);

  /// Ancestors of the script's shell that are younger than this belong to our session: the sshd of the connection,
  /// sudo, a login shell. An older ancestor is a service that existed before we came.
  private static final long SESSION_MILLIS = 60_000;

  /// Reads the section's output; empty if it is not whole or not understood.
  public static Optional<ProcessTable> read(String text, Budget budget) {
    Reader reader = new Reader(budget);
    return Lines.ofLastLook(text, Set.of("p"), budget, reader::take) ? reader.table() : Optional.empty();
  }

  /// Why processes may be missing in the table; empty if none should be.
  public Optional<String> gap() {
    return othersVisible
        ? complaints.stream().findFirst().map("the host said: %s"::formatted)
        : Optional.of("the host hides the processes of other users (hidepid of proc)");
  }

  /// How long `process` has been running, in milliseconds. Never negative, whatever the host says.
  public long ageMillis(RunningProcess process) {
    return Math.max(0, uptimeMillis - process.startMillis());
  }

  /// The processes of our own session: the script's shell, its descendants, and its young ancestors. They are no part
  /// of the host's normal life, so no probe reports them.
  public Set<Long> ours() {
    // the children of each process
    Map<Long, List<Long>> children = new HashMap<>();
    for (RunningProcess process : processes.values()) {
      children.computeIfAbsent(process.ppid(), _ -> new ArrayList<>(2)).add(process.pid());
    }
    Set<Long> ours = new HashSet<>();
    // down: a host may claim a circle of parents, so each pid is visited once
    Deque<Long> found = new ArrayDeque<>(List.of(shell));
    while (!found.isEmpty()) {
      long pid = found.removeFirst();
      if (ours.add(pid)) {
        found.addAll(children.getOrDefault(pid, List.of()));
      }
    }
    // up: until an ancestor is process 1, old, or was seen already
    Optional<RunningProcess> above = parent(shell);
    while (above.isPresent()
        && above.get().pid() > 1
        && ageMillis(above.get()) < SESSION_MILLIS
        && ours.add(above.get().pid())) {
      above = parent(above.get().pid());
    }
    return ours;
  }

  private Optional<RunningProcess> parent(long pid) {
    return Optional.ofNullable(processes.get(pid))
        .flatMap(process -> Optional.ofNullable(processes.get(process.ppid())));
  }

  private static final class Reader {

    /// What a process takes in memory, with its place in the map.
    private static final int BYTES = 160;

    /// What a place in a map takes in memory.
    private static final int ENTRY = 48;

    private final Budget budget;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, String> users = new HashMap<>();
    private final Map<String, ControlGroup> controlGroups = new HashMap<>();
    private final Map<Long, RunningProcess> processes = new LinkedHashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private List<String> head = List.of();

    Reader(Budget budget) {
      this.budget = budget;
    }

    boolean take(Line line) {
      return switch (line.kind()) {
        // the host: shell, uptime, boot time, clock ticks, whether others are visible
        case "h" -> head(line.fields(5));
        // texts that many processes share, by number, so that each is sent once
        case "s" -> pair(line.fields(2), texts);
        case "u" -> pair(line.fields(2), users);
        case "p" -> process(line.fields(9));
        case "e" -> complaint(line.rest());
        default -> false;
      };
    }

    Optional<ProcessTable> table() {
      if (head.isEmpty() || processes.isEmpty()) {
        return Optional.empty();
      }
      long shell = Lines.number(head.get(0));
      long uptime = hundredths(head.get(1));
      if (shell < 0 || uptime < 0) {
        return Optional.empty();
      }
      return Optional.of(
          new ProcessTable(
              shell,
              uptime * 10,
              Lines.number(head.get(2)),
              head.get(4).equals("visible"),
              processes,
              complaints));
    }

    private boolean head(List<String> fields) {
      boolean first = head.isEmpty();
      head = fields;
      return first && !fields.isEmpty();
    }

    private boolean complaint(String text) {
      if (complaints.isEmpty()) {
        complaints.add(text.replace('\t', ' '));
      }
      return true;
    }

    private boolean pair(List<String> fields, Map<String, String> into) {
      if (fields.isEmpty()) {
        return false;
      }
      budget.spend(ENTRY);
      fields.forEach(budget::text);
      return into.put(fields.get(0), fields.get(1)) == null;
    }

    private boolean process(List<String> fields) {
      if (fields.isEmpty()) {
        return false;
      }
      long pid = Lines.number(fields.get(0));
      long ppid = Lines.number(fields.get(1));
      long threads = Lines.number(fields.get(4));
      long start = Lines.number(fields.get(5));
      // Lines.number says -1 for anything else than a number
      if (pid < 0 || ppid < 0 || threads < 0 || start < 0) {
        return false;
      }
      // fields 6 and 7 are numbers of shared texts: the control group and the program
      String uid = fields.get(2);
      String name = fields.get(8);
      budget.spend(BYTES);
      budget.text(name);
      RunningProcess process =
          new RunningProcess(
              pid,
              ppid,
              uid,
              users.getOrDefault(uid, uid),
              fields.get(3),
              threads,
              start,
              controlGroups.computeIfAbsent(
                  texts.getOrDefault(fields.get(6), ""), ControlGroup::of),
              Optional.ofNullable(texts.get(fields.get(7))),
              name);
      return processes.put(pid, process) == null;
    }

    /// `1234.56` in hundredths; -1 if the text has another form.
    private static long hundredths(String text) {
      int dot = text.indexOf('.');
      return dot > 0 && text.length() == dot + 3
          ? Lines.number(text.substring(0, dot) + text.substring(dot + 1))
          : -1;
    }
  }
}
