package dev.driftline.cli.gate;

import dev.driftline.collect.HostClock;
import dev.driftline.collect.Transport;
import dev.driftline.model.host.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The way to the hosts of two waves. Who is in the second one is known only after the first, so its keys and
/// passphrases are asked for then.
final class WaveTransport implements Transport {

  private final List<Transport> all = new ArrayList<>();
  private volatile Transport current;

  WaveTransport(Transport first) {
    all.add(first);
    this.current = first;
  }

  /// The way to all hosts that are asked from now on. No host is being asked.
  void next(Transport transport) {
    all.add(transport);
    current = transport;
  }

  @Override
  public Ending run(Host host, Supplier<byte[]> script, Streams streams, HostClock clock)
      throws InterruptedException {
    return current.run(host, script, streams, clock);
  }

  @Override
  public void close() {
    all.forEach(Transport::close);
  }
}
