package dev.driftline.cli.process;

import dev.driftline.model.budget.Portions;
import dev.driftline.text.Count;
import java.io.IOException;
import java.util.function.Consumer;

/// How much memory this process may use (`-Xmx`), and how many hosts can be asked at once with it.
///
/// @param limit in bytes
public record Memory(long limit) {

  private static final long MEBIBYTE = 1024L * 1024;
  private static final long KIBIBYTE = 1024;

  /// The memory of one connection: 40 KiB are two buffers of JSch, 20 KiB the stacks of its threads.
  private static final long A_CONNECTION = 85 * KIBIBYTE;

  /// The memory of one host that is being asked: a connection, and the smallest useful buffer for its output.
  private static final long A_HOST = A_CONNECTION + 27 * KIBIBYTE;

  /// The memory of the program itself and of the policies.
  private static final long KEPT = 32 * MEBIBYTE;

  /// The memory of one host until the end of the run: its entries in the inventory and in known_hosts, and one finding.
  private static final long A_FINISHED_HOST = 5 * KIBIBYTE;

  /// The memory of one result without a finding, in bytes.
  private static final long A_RESULT = 48;

  public static Memory ofProcess() {
    return new Memory(Runtime.getRuntime().maxMemory());
  }

  /// Shares out the memory for the output of hosts, and for reading and judging it. That is half of all memory, or less
  /// if connections and the report need more than the other half.
  ///
  /// @param forks   how many hosts are asked at once
  /// @param hosts   how many hosts the whole run has
  /// @param results how many results the report will have
  public Portions portions(int forks, long hosts, long results) {
    long rest = limit - KEPT - report(hosts, results) - forks * A_CONNECTION;
    return Portions.of(
        Math.min(limit / 2, rest), Runtime.getRuntime().availableProcessors(), forks);
  }

  /// Says that something needs more memory, and how this process gets it.
  public String tooSmallFor(String what) {
    return "%s needs more memory than the %d MiB of this process; set DRIFTLINE_JAVA_OPTS=-Xmx%dm"
        .formatted(what, limit / MEBIBYTE, 4 * limit / MEBIBYTE);
  }

  private static long report(long hosts, long results) {
    return hosts * A_FINISHED_HOST + results * A_RESULT;
  }

  /// How many hosts can be asked at once: as many as are wanted, or fewer. If fewer, `say` gets a sentence that says
  /// why.
  ///
  /// @param hosts   how many hosts the whole run has; each takes some memory until the report is written
  /// @param results how many results the report will have
  /// @throws IOException if there is not enough for one host
  public int hostsAtOnce(int wanted, long hosts, long results, Consumer<String> say)
      throws IOException {
    long report = report(hosts, results);
    long possible = (limit - KEPT - report) / A_HOST;
    if (possible >= wanted) {
      return wanted;
    }
    String sum =
        ("this process may use %d MiB of memory (-Xmx): %d MiB are kept, %d MiB are for what is found out of"
                + " %s, a host that is asked takes %d KiB")
            .formatted(
                limit / MEBIBYTE,
                KEPT / MEBIBYTE,
                report / MEBIBYTE,
                Count.of(hosts, "host"),
                A_HOST / KIBIBYTE);
    if (possible < 1) {
      throw new IOException("cannot ask any host: " + sum);
    }
    say.accept(
        "asks %s at once instead of %d: %s".formatted(Count.of(possible, "host"), wanted, sum));
    return (int) possible;
  }
}
