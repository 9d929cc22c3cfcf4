package dev.driftline.probe.process;

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

/// The processes of a host but for kernel threads, as `process-table.sh` saw them.
///
/// @param shell         the process that ran the script
/// @param uptimeMillis  time since the host was booted
/// @param booted        when that was, seconds of the epoch by the host's clock; -1 if it did not say
/// @param othersVisible whether processes of other users are shown at all (`hidepid` of proc(5))
/// @param processes     by pid, as listed
/// @param complaints    what the host's tools said beside
public record ProcessTable(
    long shell,
    long uptimeMillis,
    long booted,
    boolean othersVisible,
    Map<Long, RunningProcess> processes,
    List<String> complaints) {

  /// Younger ancestors of the script's shell carry our session: the sshd of the connection, sudo, a login shell.
  private static final long SESSION_MILLIS = 60_000;

  /// Reads the whole of what the section said; empty if it is not whole or not understood.
  public static Optional<ProcessTable> read(String text) {
    return Lines.ofLastLook(text, List.of("p")).flatMap(lines -> new Reader().read(lines));
  }

  /// How long `process` has been running, in milliseconds.
  public long ageMillis(RunningProcess process) {
    return Math.max(0, uptimeMillis - process.startMillis());
  }

  /// The processes of our own session: the script's shell, what it started, and what carries it.
  public Set<Long> ours() {
    Map<Long, List<Long>> children = new HashMap<>();
    for (RunningProcess process : processes.values()) {
      children.computeIfAbsent(process.ppid(), _ -> new ArrayList<>(2)).add(process.pid());
    }
    Set<Long> ours = new HashSet<>();
    Deque<Long> found = new ArrayDeque<>(List.of(shell));
    while (!found.isEmpty()) {
      long pid = found.removeFirst();
      if (ours.add(pid)) {
        found.addAll(children.getOrDefault(pid, List.of()));
      }
    }
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
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, String> users = new HashMap<>();
    private final Map<String, ControlGroup> controlGroups = new HashMap<>();
    private final Map<Long, RunningProcess> processes = new LinkedHashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private List<String> head = List.of();
    private boolean understood = true;

    Optional<ProcessTable> read(List<List<String>> lines) {
      for (List<String> line : lines) {
        switch (line.getFirst()) {
          case "h" -> head = line;
          case "s" -> pair(line, texts);
          case "u" -> pair(line, users);
          case "p" -> process(line);
          case "e" -> complaints.add(String.join(" ", line.subList(1, line.size())));
          default -> understood = false;
        }
      }
      if (!understood || head.size() != 6 || processes.isEmpty()) {
        return Optional.empty();
      }
      long shell = Lines.number(head.get(1));
      long uptime = hundredths(head.get(2));
      if (shell < 0 || uptime < 0) {
        return Optional.empty();
      }
      return Optional.of(
          new ProcessTable(
              shell,
              uptime * 10,
              Lines.number(head.get(3)),
              head.get(5).equals("visible"),
              processes,
              complaints));
    }

    private void pair(List<String> line, Map<String, String> into) {
      understood &= line.size() == 3;
      if (line.size() == 3) {
        into.put(line.get(1), line.get(2));
      }
    }

    private void process(List<String> line) {
      if (line.size() != 10) {
        understood = false;
        return;
      }
      long pid = Lines.number(line.get(1));
      long ppid = Lines.number(line.get(2));
      long threads = Lines.number(line.get(5));
      long start = Lines.number(line.get(6));
      if (pid < 0 || ppid < 0 || threads < 0 || start < 0) {
        understood = false;
        return;
      }
      String uid = line.get(3);
      RunningProcess process =
          new RunningProcess(
              pid,
              ppid,
              uid,
              users.getOrDefault(uid, uid),
              line.get(4),
              threads,
              start,
              controlGroups.computeIfAbsent(texts.getOrDefault(line.get(7), ""), ControlGroup::of),
              Optional.ofNullable(texts.get(line.get(8))),
              line.get(9));
      understood &= processes.put(pid, process) == null;
    }

    /// `1234.56` in hundredths; -1 if it is not that.
    private static long hundredths(String text) {
      int dot = text.indexOf('.');
      return dot > 0 && text.length() == dot + 3
          ? Lines.number(text.substring(0, dot) + text.substring(dot + 1))
          : -1;
    }
  }
}
