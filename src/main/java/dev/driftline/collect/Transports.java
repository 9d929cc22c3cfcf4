package dev.driftline.collect;

import dev.driftline.model.host.Host;
import java.util.function.Supplier;

/// Chooses the transport by the way a host is reached.
public record Transports(Transport ssh, Transport local) implements Transport {

  @Override
  public Ending run(Host host, Supplier<byte[]> script, Streams streams, HostClock clock)
      throws InterruptedException {
    Transport transport =
        switch (host.connection().method()) {
          case SSH -> ssh;
          case LOCAL -> local;
        };
    return transport.run(host, script, streams, clock);
  }

  @Override
  public void close() {
    try (ssh;
        local) {
      // This closes both, even if the first one throws.
    }
  }
}
