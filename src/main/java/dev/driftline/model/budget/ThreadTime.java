package dev.driftline.model.budget;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// The CPU time of the current thread. A class of its own, because looking at the JVM's management for the first time
/// costs 30 ms, which only a host that takes long should pay.
final class ThreadTime {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private ThreadTime() {}

  /// In nanoseconds; where the system does not tell, the time that passes.
  static long nanos() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
  }
}
