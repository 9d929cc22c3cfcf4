package dev.driftline.run;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/// Looks up the IP addresses of names, up to 32 names at once. A name is left out if it has no address, or if its
/// answer does not come within five seconds. It never throws.
///
/// The system's resolver cannot be interrupted. So it runs on daemon threads, and nobody waits for these at the end.
final class NameResolver implements Function<Set<String>, Map<String, List<String>>> {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final int THREADS = 32;

  private final BooleanSupplier over;

  /// @param over whether the run is over, so that no answer is waited for any more
  NameResolver(BooleanSupplier over) {
    this.over = over;
  }

  @Override
  public Map<String, List<String>> apply(Set<String> names) {
    Map<String, List<String>> found = new ConcurrentHashMap<>();
    CountDownLatch open = new CountDownLatch(names.size());
    try (Threads threads = new Threads(Math.min(THREADS, names.size()))) {
      for (String name : names) {
        threads.pool.execute(() -> lookUp(name, found, open));
      }
      await(open);
    }
    return Map.copyOf(found);
  }

  private static void lookUp(String name, Map<String, List<String>> found, CountDownLatch open) {
    try {
      found.put(
          name,
          Stream.of(InetAddress.getAllByName(name)).map(InetAddress::getHostAddress).toList());
    } catch (UnknownHostException _) {
      // a name without an address is left out
    } finally {
      open.countDown();
    }
  }

  private void await(CountDownLatch open) {
    long begun = System.nanoTime();
    try {
      while (!open.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)
          && System.nanoTime() - begun < PATIENCE.toNanos()
          && !over.getAsBoolean()) {
        // look again whether the run is over
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Daemon threads: a look-up that hangs cannot keep the program from ending.
  private record Threads(ExecutorService pool) implements AutoCloseable {

    Threads(int number) {
      this(
          Executors.newFixedThreadPool(
              number, Thread.ofPlatform().daemon().name("names-", 0).factory()));
    }

    @Override
    public void close() {
      pool.shutdownNow();
    }
  }
}
