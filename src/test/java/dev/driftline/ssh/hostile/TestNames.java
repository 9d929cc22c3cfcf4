package dev.driftline.ssh.hostile;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Answers for names below `hostile.test` in the tests' process, and leaves all others to Java: `missing` does not
/// exist, `failing` is answered with a failure, `slow` after 30 seconds; `moved` is 127.0.0.1, and 127.0.0.2 when it is
/// written in capitals: Java remembers what a name stood for.
public final class TestNames extends InetAddressResolverProvider {

  @Override
  public String name() {
    return "names of tests";
  }

  @Override
  public InetAddressResolver get(Configuration configuration) {
    InetAddressResolver builtIn = configuration.builtinResolver();
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        return switch (host) {
          case "missing.hostile.test" -> throw new UnknownHostException(host + ": NXDOMAIN");
          case "failing.hostile.test" ->
              throw new UnknownHostException(host + ": Temporary failure in name resolution");
          case "moved.hostile.test" -> Stream.of(InetAddress.ofLiteral("127.0.0.1"));
          case "MOVED.hostile.test" -> Stream.of(InetAddress.ofLiteral("127.0.0.2"));
          case "slow.hostile.test" -> late(host);
          default -> builtIn.lookupByName(host, policy);
        };
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        return builtIn.lookupByAddress(address);
      }
    };
  }

  /// As Java's own look-up, it cannot be interrupted.
  private static Stream<InetAddress> late(String host) throws UnknownHostException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    boolean interrupted = false;
    while (System.nanoTime() < end) {
      try {
        new CountDownLatch(1).await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    throw new UnknownHostException(host);
  }
}
