package dev.driftline.probe.libraries;

import dev.driftline.probe.kit.process.ProcessTable;
import dev.driftline.probe.kit.process.RunningProcess;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// The processes that a question wants, and the files that they have mapped.
///
/// @param wanted which processes the question is about
/// @param asked  whether the host was asked for each of them. Then one without an answer is unread; otherwise it has
///               ended
record Looked(
    ProcessTable processes, MappedFiles mapped, Predicate<RunningProcess> wanted, boolean asked) {

  Looked(ProcessTable processes, MappedFiles mapped, Predicate<RunningProcess> wanted) {
    this(processes, mapped, wanted, false);
  }

  Looked orUnread() {
    return new Looked(processes, mapped, wanted, true);
  }

  /// The files of the wanted processes that are running and not of our session.
  Map<RunningProcess, MappedFiles.OfProcess> files() {
    Set<Long> ours = processes.ours();
    Map<RunningProcess, MappedFiles.OfProcess> files = new LinkedHashMap<>();
    for (RunningProcess process : processes.processes().values()) {
      long pid = process.pid();
      if (wanted.test(process) && !ours.contains(pid) && !process.hasEnded()) {
        MappedFiles.OfProcess of = mapped.processes().get(pid);
        if (of != null) {
          files.put(process, of);
        } else if (asked && !mapped.gone().contains(pid)) {
          files.put(process, MappedFiles.OfProcess.UNREAD);
        }
      }
    }
    return files;
  }
}
