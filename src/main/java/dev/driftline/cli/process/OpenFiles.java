package dev.driftline.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How many files this process may open (`ulimit -n`), and how many hosts can be asked at once with them. A host for
/// which there is none left would be taken for one that cannot be reached.
///
/// @param limit how many may be open
/// @param open  how many are
public record OpenFiles(long limit, long open) {

  private static final Pattern LIMIT = Pattern.compile("(?m)^Max open files +(\\d+|unlimited) ");

  /// A connection, and one to the agent or a name server.
  private static final int A_HOST = 2;

  /// For reports, key files, class files and what a script on this machine needs.
  private static final int KEPT = 50;

  /// Reads it where the kernel says it, on Linux. Elsewhere there is no limit.
  public static OpenFiles ofProcess() throws IOException {
    Path limits = Path.of("/proc/self/limits");
    if (!Files.isReadable(limits)) {
      return new OpenFiles(Long.MAX_VALUE, 0);
    }
    Matcher found = LIMIT.matcher(Files.readString(limits));
    if (!found.find() || found.group(1).equals("unlimited")) {
      return new OpenFiles(Long.MAX_VALUE, 0);
    }
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return new OpenFiles(Long.parseLong(found.group(1)), open.count());
    }
  }

  /// As many as are wanted, or fewer and a sentence that says why.
  ///
  /// @throws IOException if there are not enough files for one host
  public int hostsAtOnce(int wanted, Consumer<String> say) throws IOException {
    long possible = (limit - open - KEPT) / A_HOST;
    if (possible >= wanted) {
      return wanted;
    }
    String sum =
        "this process may open %d files (ulimit -n): %d are open, %d are kept, a host takes %d"
            .formatted(limit, open, KEPT, A_HOST);
    if (possible < 1) {
      throw new IOException("cannot ask any host: " + sum);
    }
    say.accept("asks %d hosts at once instead of %d: %s".formatted(possible, wanted, sum));
    return (int) possible;
  }
}
