package dev.driftline.cli.process;

import dev.driftline.text.Count;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How many files this process may open (`ulimit -n`), and how many hosts can be asked at once with them. Without this,
/// a host for which no file is left would look unreachable.
///
/// @param limit how many files may be open
/// @param open  how many files are open
public record OpenFiles(long limit, long open) {

  private static final Pattern LIMIT = Pattern.compile("(?m)^Max open files +(\\d+|unlimited) ");

  /// Files per host: its connection, and one to the agent or to a name server.
  private static final int A_HOST = 2;

  /// Files for everything else: reports, key files, class files, and the pipes to a script on this machine.
  private static final int KEPT = 50;

  /// Reads both numbers from `/proc`, on Linux. Other systems count as having no limit.
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

  /// How many hosts can be asked at once: as many as are wanted, or fewer. If fewer, `say` gets a sentence that says
  /// why.
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
    say.accept(
        "asks %s at once instead of %d: %s".formatted(Count.of(possible, "host"), wanted, sum));
    return (int) possible;
  }
}
