package dev.driftline.collect;

import dev.driftline.model.Reason;
import dev.driftline.model.host.ConnectionFault;
import dev.driftline.model.host.Host;
import java.util.Optional;
import java.util.function.Supplier;

/// Chooses the transport by the way a host is reached. A host of which the inventory does not say it fails at once.
///
/// @param ssh needed only if a host is reached over SSH
public record Transports(Optional<Transport> ssh, Transport local) implements Transport {

  @Override
  public Ending run(Host host, Supplier<byte[]> script, Streams streams, HostClock clock)
      throws InterruptedException {
    return switch (host.connection().method()) {
      case SSH -> ssh.orElseThrow().run(host, script, streams, clock);
      case LOCAL -> local.run(host, script, streams, clock);
      case NONE -> {
        ConnectionFault fault = host.fault().orElseThrow();
        yield new Ending.Failed(Reason.INVENTORY, host + ": " + fault.detail(), fault.hint());
      }
    };
  }

  @Override
  public void close() {
    try (local) {
      ssh.ifPresent(Transport::close);
    }
  }
}
