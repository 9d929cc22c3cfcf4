package dev.driftline.model.budget;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// The CPU time of the current thread. This is its own class because the first use of the JVM's management beans costs
/// 30 ms. Only a host that takes long should pay that.
final class ThreadTime {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private ThreadTime() {}

  /// In nanoseconds. If the system does not tell CPU time, it is the time of the clock.
  static long nanos() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
  }
}
