package dev.driftline.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.system.Fleet;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// As many equal hosts as there are processors for them. Work is done on the next one that is free.
final class HostPool implements AutoCloseable {

  private static final int HOSTS = 2;

  private final Fleet fleet;
  private final BlockingQueue<KnownHost> free = new ArrayBlockingQueue<>(HOSTS);
  private final ExecutorService workers = Executors.newFixedThreadPool(HOSTS);

  private HostPool(Fleet fleet) {
    this.fleet = fleet;
  }

  static HostPool up() throws Exception {
    HostPool pool = new HostPool(Fleet.up("one,two"));
    try {
      for (String name : new String[] {"one", "two"}) {
        pool.free.add(KnownHost.of(FaultyHost.prepared(pool.fleet, name)));
      }
      return pool;
    } catch (Exception | Error e) {
      pool.close();
      throw e;
    }
  }

  interface Work<T> {
    T of(KnownHost host) throws Exception;
  }

  /// Does the work when a host is free. Work is begun in the order in which it came.
  <T> Future<T> start(Work<T> work) {
    return workers.submit(() -> {
      KnownHost host = free.take();
      try {
        return work.of(host);
      } finally {
        free.add(host);
      }
    });
  }

  /// One test for each piece of work: what it found wrong is nothing. A full form takes long, so each hundredth test
  /// says how far it is.
  static Stream<DynamicTest> tests(Map<String, Future<List<String>>> running) {
    Iterator<Integer> numbers = Stream.iterate(1, number -> number + 1).iterator();
    return running.entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(),
                () -> {
                  List<String> wrong = entry.getValue().get();
                  int number = numbers.next();
                  if (number % 100 == 0 || number == running.size()) {
                    System.out.println(number + " of " + running.size() + ": " + entry.getKey());
                  }
                  assertThat(wrong).isEmpty();
                }));
  }

  @Override
  public void close() throws IOException {
    workers.shutdownNow();
    try {
      fleet.down();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the fleet was taken down", e);
    }
  }
}
