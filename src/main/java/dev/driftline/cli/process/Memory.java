package dev.driftline.cli.process;

import java.io.IOException;
import java.util.function.Consumer;

/// How much memory this process may use (`-Xmx`), and how many hosts can be asked at once with it.
///
/// @param limit in bytes
public record Memory(long limit) {

  private static final long MEBIBYTE = 1024L * 1024;

  /// A connection takes 72 to 85 KiB; what the host says is kept until it was read.
  private static final long A_HOST = 128L * 1024;

  /// For the program itself, the policies and a small report.
  private static final long KEPT = 32 * MEBIBYTE;

  public static Memory ofProcess() {
    return new Memory(Runtime.getRuntime().maxMemory());
  }

  /// As many as are wanted, or fewer and a sentence that says why.
  ///
  /// @throws IOException if there is not enough for one host
  public int hostsAtOnce(int wanted, Consumer<String> say) throws IOException {
    long possible = (limit - KEPT) / A_HOST;
    if (possible >= wanted) {
      return wanted;
    }
    String sum =
        "this process may use %d MiB of memory (-Xmx): %d MiB are kept, a host takes %d KiB"
            .formatted(limit / MEBIBYTE, KEPT / MEBIBYTE, A_HOST / 1024);
    if (possible < 1) {
      throw new IOException("cannot ask any host: " + sum);
    }
    say.accept("asks %d hosts at once instead of %d: %s".formatted(possible, wanted, sum));
    return (int) possible;
  }
}
