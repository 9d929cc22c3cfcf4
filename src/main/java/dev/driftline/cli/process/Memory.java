package dev.driftline.cli.process;

import java.io.IOException;
import java.util.function.Consumer;

/// How much memory this process may use (`-Xmx`), and how many hosts can be asked at once with it.
///
/// @param limit in bytes
public record Memory(long limit) {

  private static final long MEBIBYTE = 1024L * 1024;
  private static final long KIBIBYTE = 1024;

  /// A connection takes 85 KiB, of it two of JSch's buffers 40 and its threads' stacks 20; what the host says is kept
  /// until it was read.
  private static final long A_HOST = 112 * KIBIBYTE;

  /// For the program itself and the policies.
  private static final long KEPT = 32 * MEBIBYTE;

  /// What a host has in the inventory and in known_hosts, and what the report says of one finding.
  private static final long A_FINISHED_HOST = 5 * KIBIBYTE;

  private static final long A_RESULT = 48;

  public static Memory ofProcess() {
    return new Memory(Runtime.getRuntime().maxMemory());
  }

  /// As many as are wanted, or fewer and a sentence that says why.
  ///
  /// @param hosts   of the whole run, of which something is kept until the report is written
  /// @param results how many the report will have
  /// @throws IOException if there is not enough for one host
  public int hostsAtOnce(int wanted, long hosts, long results, Consumer<String> say)
      throws IOException {
    long report = hosts * A_FINISHED_HOST + results * A_RESULT;
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
