package dev.driftline.collect.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Ends a process that we started, and all its descendants, by process id.
final class ProcessTree {

  /// How long a shell that has said everything may take to exit by itself.
  private static final Duration OWN_EXIT = Duration.ofMillis(200);

  /// How many times to look for processes that were forked while we killed.
  private static final int ROUNDS = 3;

  private ProcessTree() {}

  /// Ends `root` and its descendants.
  ///
  /// @param exiting whether the process should end by itself in a moment
  static void end(ProcessHandle root, boolean exiting) throws InterruptedException {
    if (exiting && exits(root)) {
      return;
    }
    // a process that is killed may have forked just before: look again until no new process is
    // found
    Set<ProcessHandle> known = new HashSet<>();
    List<ProcessHandle> found = tree(List.of(root));
    for (int round = 0; round < ROUNDS && known.addAll(found); round++) {
      found.forEach(ProcessHandle::destroyForcibly);
      found = tree(known);
    }
  }

  private static boolean exits(ProcessHandle process) throws InterruptedException {
    try {
      process.onExit().get(OWN_EXIT.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    }
  }

  private static List<ProcessHandle> tree(Iterable<ProcessHandle> roots) {
    List<ProcessHandle> all = new ArrayList<>();
    for (ProcessHandle root : roots) {
      all.add(root);
      root.descendants().forEach(all::add);
    }
    return all;
  }
}
