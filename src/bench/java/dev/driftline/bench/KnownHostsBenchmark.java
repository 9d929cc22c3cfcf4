package dev.driftline.bench;

import dev.driftline.ssh.hostkey.HostKeyVerdict;
import dev.driftline.ssh.hostkey.KnownHosts;
import dev.driftline.ssh.hostkey.PublicKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What a connection pays for 10,000 hashed lines of known_hosts, each with a key of its own.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class KnownHostsBenchmark {

  private static final int HOSTS = 10_000;
  private static final int PORT = 22;

  private Optional<KnownHosts> known = Optional.empty();
  private int host;

  @Setup
  public void write() throws Exception {
    StringBuilder lines = new StringBuilder();
    Base64.Encoder base64 = Base64.getEncoder();
    for (int number = 0; number < HOSTS; number++) {
      byte[] salt = ByteBuffer.allocate(20).putInt(number).array();
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(salt, "HmacSHA1"));
      byte[] hash = mac.doFinal(name(number).getBytes(StandardCharsets.US_ASCII));
      lines
          .append("|1|%s|%s ".formatted(base64.encodeToString(salt), base64.encodeToString(hash)))
          .append("ssh-ed25519 ")
          .append(key(number).base64())
          .append('\n');
    }
    Path file = Files.createTempFile("driftline-bench-", ".known_hosts");
    try {
      Files.writeString(file, lines);
      known = Optional.of(KnownHosts.read(List.of(file)));
    } finally {
      Files.delete(file);
    }
  }

  private static String name(int number) {
    return "host%d.example.org".formatted(number);
  }

  private static PublicKey key(int number) {
    byte[] type = "ssh-ed25519".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer blob = ByteBuffer.allocate(4 + type.length + 4 + 32);
    blob.putInt(type.length).put(type).putInt(32).putInt(number);
    return PublicKey.of(blob.array()).orElseThrow();
  }

  /// The check of one host's key.
  @Benchmark
  public HostKeyVerdict check() {
    host = (host + 1) % HOSTS;
    HostKeyVerdict verdict = known.orElseThrow().check(name(host), PORT, key(host));
    if (!(verdict instanceof HostKeyVerdict.Known)) {
      throw new IllegalStateException(verdict.toString());
    }
    return verdict;
  }
}
