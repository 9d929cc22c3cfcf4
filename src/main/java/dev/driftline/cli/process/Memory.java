package dev.driftline.cli.process;

import dev.driftline.model.budget.Portions;
import java.io.IOException;
import java.util.function.Consumer;

/// How much memory this process may use (`-Xmx`), and how many hosts can be asked at once with it.
///
/// @param limit in bytes
public record Memory(long limit) {

  private static final long MEBIBYTE = 1024L * 1024;
  private static final long KIBIBYTE = 1024;

  /// Of it two of JSch's buffers take 40 KiB, and the stacks of its threads 20.
  private static final long A_CONNECTION = 85 * KIBIBYTE;

  /// A connection, and the least that there must be for what the host says.
  private static final long A_HOST = A_CONNECTION + 27 * KIBIBYTE;

  /// For the program itself and the policies.
  private static final long KEPT = 32 * MEBIBYTE;

  /// What a host has in the inventory and in known_hosts, and what the report says of one finding.
  private static final long A_FINISHED_HOST = 5 * KIBIBYTE;

  private static final long A_RESULT = 48;

  public static Memory ofProcess() {
    return new Memory(Runtime.getRuntime().maxMemory());
  }

  /// How what hosts say, and what is made of it, is shared out among them: half of the memory, or less where the rest is
  /// needed for other things.
  ///
  /// @param forks   how many are asked at once
  /// @param hosts   of the whole run
  /// @param results how many the report will have
  public Portions portions(int forks, long hosts, long results) {
    long rest = limit - KEPT - report(hosts, results) - forks * A_CONNECTION;
    return Portions.of(
        Math.min(limit / 2, rest), Runtime.getRuntime().availableProcessors(), forks);
  }

  private static long report(long hosts, long results) {
    return hosts * A_FINISHED_HOST + results * A_RESULT;
  }

  /// As many as are wanted, or fewer and a sentence that says why.
  ///
  /// @param hosts   of the whole run, of which something is kept until the report is written
  /// @param results how many the report will have
  /// @throws IOException if there is not enough for one host
  public int hostsAtOnce(int wanted, long hosts, long results, Consumer<String> say)
      throws IOException {
    long report = report(hosts, results);
    long possible = (limit - KEPT - report) / A_HOST;
    if (possible >= wanted) {
      return wanted;
    }
    String sum =
        "this process may use %d MiB of memory (-Xmx): %d MiB are kept, %d MiB are for what is found out of %d hosts, a host that is asked takes %d KiB"
            .formatted(
                limit / MEBIBYTE, KEPT / MEBIBYTE, report / MEBIBYTE, hosts, A_HOST / KIBIBYTE);
    if (possible < 1) {
      throw new IOException("cannot ask any host: " + sum);
    }
    say.accept("asks %d hosts at once instead of %d: %s".formatted(possible, wanted, sum));
    return (int) possible;
  }
}
