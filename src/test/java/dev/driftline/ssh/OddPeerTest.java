package dev.driftline.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import dev.driftline.collect.Transport.Ending;
import dev.driftline.model.Reason;
import dev.driftline.ssh.OddPeer.Act;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Listeners that are no SSH server, or a broken one, before any key is exchanged.
@Timeout(60)
class OddPeerTest {

  private static final String VERSION = "SSH-2.0-odd\r\n";
  private static final String BROKE_RULES = "key exchange: the other side broke the rules of SSH";
  private static final String CLOSED = "the host closed the connection";
  private static final String TOO_MUCH = "more was sent than any honest server sends";
  private static final String TOO_LATE = "no login when the time was up";

  @TempDir static Path directory;

  static Stream<Arguments> peers() {
    return Stream.of(
        peer("silent", Reason.TIMEOUT, "version exchange: " + TOO_LATE),
        peer(
            "web server",
            Reason.PROTOCOL,
            "version exchange: what listens there does not speak SSH 2; it said:"
                + " HTTP/1.1 400 Bad Request",
            Act.say("HTTP/1.1 400 Bad Request\r\n\r\n"),
            new Act.Close()),
        peer(
            "SSH 1",
            Reason.PROTOCOL,
            "version exchange: what listens there does not speak SSH 2; it said: SSH-1.5-old",
            Act.say("SSH-1.5-old\r\n"),
            new Act.Close()),
        peer("hangs up at once", Reason.PROTOCOL, "version exchange: " + CLOSED, new Act.Close()),
        peer(
            "hangs up after its version",
            Reason.PROTOCOL,
            "key exchange: " + CLOSED,
            Act.say(VERSION),
            new Act.Close()),
        peer(
            "resets after its version",
            Reason.PROTOCOL,
            "key exchange: " + CLOSED,
            Act.say(VERSION),
            new Act.Hear(200),
            new Act.Reset()),
        peer(
            "drips a banner",
            Reason.TIMEOUT,
            "version exchange: " + TOO_LATE + "; it said: " + "h".repeat(80),
            Act.say("h".repeat(80) + "\r\n"),
            new Act.Drip("hello\r\n".getBytes(StandardCharsets.US_ASCII))),
        peer(
            "drips its key exchange",
            Reason.TIMEOUT,
            "key exchange: " + TOO_LATE,
            Act.say(VERSION),
            new Act.Drip(packet(900, (byte) 20))),
        peer("length 0", Reason.PROTOCOL, BROKE_RULES, Act.say(VERSION), length(0)),
        peer("length 1", Reason.PROTOCOL, BROKE_RULES, Act.say(VERSION), length(1)),
        peer("length -1", Reason.PROTOCOL, BROKE_RULES, Act.say(VERSION), length(-1)),
        peer("length 2^31-1", Reason.PROTOCOL, BROKE_RULES, Act.say(VERSION), length(0x7fffffff)),
        peer(
            "floods with a banner",
            Reason.LIMIT,
            "version exchange: " + TOO_MUCH,
            new Act.Flood("welcome\r\n".getBytes(StandardCharsets.US_ASCII))),
        peer(
            "floods with one line",
            Reason.PROTOCOL,
            "version exchange: what listens there does not speak SSH 2; it said: " + "x".repeat(80),
            new Act.Flood("x".repeat(4096).getBytes(StandardCharsets.US_ASCII))),
        peer(
            "floods with IGNORE",
            Reason.LIMIT,
            "key exchange: " + TOO_MUCH,
            Act.say(VERSION),
            new Act.Flood(packet(200, (byte) 2))));
  }

  private static Arguments peer(String name, Reason reason, String words, Act... acts) {
    return Arguments.of(name, reason, words, List.of(acts));
  }

  /// The beginning of a packet that says it is so long.
  private static Act length(int bytes) {
    return new Act.Say(ByteBuffer.allocate(64).putInt(bytes).array());
  }

  /// A packet in the clear with nothing but zeros in it.
  private static byte[] packet(int content, byte type) {
    int padding = 8 - (content + 5) % 8 + 8;
    return ByteBuffer.allocate(4 + 1 + content + padding)
        .putInt(1 + content + padding)
        .put((byte) padding)
        .put(type)
        .array();
  }

  static SshSettings settings(Path directory, String known) throws Exception {
    return Hosts.settings(known(directory, known), key(directory));
  }

  static SshSettings acceptingNew(Path directory) throws Exception {
    return Hosts.acceptingNew(known(directory, ""), key(directory));
  }

  private static Path key(Path directory) throws Exception {
    Path key = directory.resolve("key");
    if (Files.notExists(key)) {
      KeyPair.genKeyPair(new JSch(), KeyPair.ECDSA, 256).writePrivateKey(key.toString());
      Files.setPosixFilePermissions(
          key, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    }
    return key;
  }

  private static Path known(Path directory, String lines) throws Exception {
    return Files.writeString(Files.createTempFile(directory, "known", "hosts"), lines);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("peers")
  void endsInTimeAndSaysWhatWasMet(String name, Reason reason, String words, List<Act> acts)
      throws Exception {
    try (OddPeer peer = new OddPeer(acts, 1)) {
      SshSettings settings =
          Hosts.impatient(known(directory, ""), key(directory), Duration.ofMillis(1500));
      long start = System.nanoTime();

      Ending ending =
          Hosts.run(settings, Hosts.host("app1", peer.port()), "echo", Recorder.patient());

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      Ending.Failed failed = (Ending.Failed) ending;
      assertThat(failed.detail()).isEqualTo("app1: 127.0.0.1:" + peer.port() + ": " + words);
      assertThat(failed.reason()).isEqualTo(reason);
      assertThat(peer.allHaveHungUp()).as("the connection is closed: %s", name).isTrue();
    }
  }
}
