package dev.driftline.ssh.hostile;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What runs should not leave behind in this process: sockets and threads, virtual ones too.
final class Leftovers {

  private static final Pattern OURS =
      Pattern.compile("\"name\": \"(ssh [^\"]*|host-[^\"]*|Channel [^\"]*|hostile server)\"");
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Leftovers() {}

  /// Waits until the sockets are no more than so many and no thread of a session is left; whatever is left then.
  static List<String> beyond(long sockets, Path directory) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<String> left = left(sockets, directory);
    while (!left.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      left = left(sockets, directory);
    }
    return left;
  }

  private static List<String> left(long sockets, Path directory) throws IOException {
    long open = sockets();
    Stream<String> more = open > sockets ? Stream.of(open - sockets + " sockets") : Stream.of();
    return Stream.concat(more, threads(directory).stream()).toList();
  }

  static long sockets() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(Leftovers::isSocket).count();
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException _) {
      return false; // closed since it was listed
    }
  }

  private static List<String> threads(Path directory) throws IOException {
    Path dump = Files.createTempDirectory(directory, "threads").resolve("dump.json");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.JSON);
    return OURS.matcher(Files.readString(dump)).results().map(found -> found.group(1)).toList();
  }
}
