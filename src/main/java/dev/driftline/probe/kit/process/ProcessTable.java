package dev.driftline.probe.kit.process;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Cell;
import dev.driftline.probe.kit.Line;
import dev.driftline.probe.kit.Lines;
import dev.driftline.probe.kit.Look;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.ShellHalf;
import dev.driftline.probe.kit.network.NetworkTables;
import dev.driftline.text.Count;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The processes of a host, without kernel threads, as `processes.sh` saw them.
///
/// @param shell         the process that ran the script
/// @param sessions      processes of sessions of ours. One that is an ancestor of the shell belongs to this
///     connection, with all between. Another one is a second session of ours on the same host, with all below
/// @param uptimeMillis  time since the host was booted
/// @param booted        when it was booted, in seconds since 1970 by the host's clock; -1 if it did not say
/// @param othersVisible whether `/proc` shows processes of other users at all (`hidepid` of proc(5))
/// @param nullDevice    what `/dev/null` is: `device` (character device 1:3), `file` or `missing`
/// @param processes     by pid, in the order of the host
/// @param descriptors   0, 1 and 2 of the processes of which they were wanted
/// @param unanswered    how many processes `ls` said nothing about, although they did not end
/// @param complaints    the first message of a tool; empty if there was none
public record ProcessTable(
    long shell,
    Set<Long> sessions,
    long uptimeMillis,
    long booted,
    boolean othersVisible,
    String nullDevice,
    Map<Long, RunningProcess> processes,
    DescriptorTable descriptors,
    long unanswered,
    List<String> complaints) {

  /// The end of the year 9999, in seconds since 1970.
  private static final long END_OF_TIME = 253_402_300_799L;

  private static final int MAX_BYTES = 3 * 1024 * 1024;

  /// The look that all probes about processes share. It has the descriptors 0, 1 and 2, too, if a question wants them.
  public static final Look<ProcessTable> LOOK =
      Look.whole(
          new Section(
              NamedProcesses.TABLE,
              ShellHalf.load(ProcessTable.class, "processes"),
              MAX_BYTES,
              setups()),
          "the process table",
          ProcessTable::read);

  private static List<String> setups() {
    return Stream.of(
            List.of(ShellHalf.QUIET_LS, ShellHalf.LS, ShellHalf.LS_ALL),
            NetworkTables.SETUPS,
            Stream.of(
                    "stat",
                    "process-answers",
                    "control-group",
                    "table",
                    "sessions",
                    "list-descriptors",
                    "descriptors",
                    "descriptor-types",
                    "print-descriptors",
                    "descriptor-sockets",
                    "ends",
                    "commands",
                    "processes")
                .map(name -> ShellHalf.awk(ProcessTable.class, name))
                .toList())
        .flatMap(List::stream)
        .toList();
  }

  /// Reads the section's output; empty if it is not whole or not understood.
  public static Optional<ProcessTable> read(String text, Budget budget) {
    Reader reader = new Reader(budget);
    return Lines.ofLastLook(text, Set.of("process", "descriptors"), budget, reader::take)
        ? reader.table()
        : Optional.empty();
  }

  /// Why processes may be missing in the table; empty if none should be.
  public Optional<String> gap() {
    if (!othersVisible) {
      return Optional.of("the host hides the processes of other users (hidepid of proc)");
    }
    return unanswered > 0
        ? Optional.of("the host's ls said nothing about " + Count.of(unanswered, "process"))
        : complaints.stream().findFirst().map("the host said: %s"::formatted);
  }

  /// When `process` was started: the boot of the host by its clock, and the time since. So it is the same in each run,
  /// unless the clock was set meanwhile; the current time, which moves against the time since the boot, is not in it.
  /// The seconds since 1970 as a cell; unread if the host did not say when it was booted, or said an impossible time.
  public Cell started(RunningProcess process) {
    long seconds = booted + process.start() / 100;
    return booted < 0 || seconds > END_OF_TIME
        ? Cell.unread("the host did not tell when it was booted")
        : Cell.integer(seconds);
  }

  /// How long `process` has been running, in milliseconds. Never negative, whatever the host says.
  public long ageMillis(RunningProcess process) {
    return Math.max(0, uptimeMillis - process.startMillis());
  }

  /// The processes of our sessions: the script's shell, its descendants, its ancestors up to our connection, other
  /// sessions of ours on the same host, and what was begun in one of these and lost its parent. They are no part of the
  /// host's normal life, so no probe reports them.
  public Set<Long> ours() {
    Map<Long, List<Long>> children = new HashMap<>();
    for (RunningProcess process : processes.values()) {
      children.computeIfAbsent(process.ppid(), _ -> new ArrayList<>(2)).add(process.pid());
    }
    // down: everything below the shell, and below other sessions. An ancestor has other children
    // than us
    Set<Long> above = ancestors();
    Set<Long> ours = new HashSet<>();
    addBelow(shell, children, ours);
    sessions.stream()
        .filter(pid -> !above.contains(pid))
        .forEach(pid -> addBelow(pid, children, ours));
    // a watcher that lost its parent is still of the session that one of these began
    Set<Long> leaders = Set.copyOf(ours);
    for (RunningProcess process : processes.values()) {
      if (process.session() > 1 && leaders.contains(process.session())) {
        ours.add(process.pid());
      }
    }
    // up: from the shell to the highest process of the connection
    above.stream().filter(sessions::contains).forEach(pid -> addUpTo(pid, ours));
    return ours;
  }

  /// The ancestors of the shell, from its parent on. A host may claim a circle, which ends here.
  private Set<Long> ancestors() {
    Set<Long> above = new LinkedHashSet<>();
    Optional<RunningProcess> next = parent(shell);
    while (next.isPresent() && above.add(next.get().pid())) {
      next = parent(next.get().pid());
    }
    return above;
  }

  /// Adds the ancestors of the shell up to `top`.
  private void addUpTo(long top, Set<Long> ours) {
    for (long pid : ancestors()) {
      ours.add(pid);
      if (pid == top) {
        return;
      }
    }
  }

  private static void addBelow(long top, Map<Long, List<Long>> children, Set<Long> ours) {
    Deque<Long> found = new ArrayDeque<>(List.of(top));
    Set<Long> seen = new HashSet<>();
    while (!found.isEmpty()) {
      long pid = found.removeFirst();
      if (seen.add(pid)) {
        ours.add(pid);
        found.addAll(children.getOrDefault(pid, List.of()));
      }
    }
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
    private final Set<Long> sessions = new HashSet<>();
    private final DescriptorReader descriptors;
    private List<String> head = List.of();
    private long unanswered;

    Reader(Budget budget) {
      this.budget = budget;
      this.descriptors = new DescriptorReader(budget);
    }

    boolean take(Line line) {
      return switch (line.kind()) {
        case "process" -> process(line.fields(10));
        // texts that many processes share, by number, so that each is sent once
        case "text" -> pair(line.fields(2), texts);
        case "user" -> pair(line.fields(2), users);
        case "host" -> head(line.fields(5));
        case "session" -> sessions.add(Lines.number(line.rest()));
        case "unanswered" -> {
          unanswered = Lines.number(line.rest());
          yield unanswered > 0;
        }
        case "said" -> complaint(line.rest());
        default -> descriptors.take(line);
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
              sessions,
              uptime * 10,
              Lines.number(head.get(2)),
              head.get(3).equals("visible"),
              head.get(4),
              processes,
              descriptors.table(),
              unanswered,
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
      long session = Lines.number(fields.get(2));
      long threads = Lines.number(fields.get(5));
      long start = Lines.number(fields.get(6));
      // Lines.number says -1 for anything else than a number
      if (pid < 0 || ppid < 0 || session < 0 || threads < 0 || start < 0) {
        return false;
      }
      // fields 7 and 8 are numbers of shared texts: the control group and the program
      String uid = fields.get(3);
      String name = fields.get(9);
      budget.spend(BYTES);
      budget.text(name);
      RunningProcess process =
          new RunningProcess(
              pid,
              ppid,
              session,
              uid,
              users.getOrDefault(uid, uid),
              fields.get(4),
              threads,
              start,
              controlGroups.computeIfAbsent(
                  texts.getOrDefault(fields.get(7), ""), ControlGroup::of),
              Optional.ofNullable(texts.get(fields.get(8))),
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
