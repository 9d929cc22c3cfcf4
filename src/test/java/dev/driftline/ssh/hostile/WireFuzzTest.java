package dev.driftline.ssh.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.host.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Thousands of sessions with servers that are honest but for one thing in a random place, before or after the keys:
/// a message that is changed, cut, doubled, swapped, left out or invented, a sealed packet that is. For more of them:
/// `mvn test -Dtest=WireFuzzTest -Ddriftline.fuzz.sessions=100000`; the seed is printed, and taken from
/// `-Ddriftline.fuzz.seed`.
@Timeout(3600)
class WireFuzzTest {

  private static final int FIRST = Integer.getInteger("driftline.fuzz.first", 0);
  private static final int SESSIONS = Integer.getInteger("driftline.fuzz.sessions", 2000);
  private static final long SEED = Long.getLong("driftline.fuzz.seed", 20_261_125);
  private static final int AT_ONCE = 250;
  private static final int FORKS = 48;
  private static final Duration LOGIN = Duration.ofMillis(1500);
  private static final Duration HOST = Duration.ofMillis(2200);
  private static final Duration LATE = Duration.ofMillis(500);
  private static final long MORE_HEAP = 24 << 20;

  /// About as many messages as an honest server sends.
  private static final int MESSAGES = 19;

  @TempDir Path directory;

  @Test
  void noSessionHangsEndsTheRunOrAnswersWhatWasNotSaid() throws Exception {
    System.out.println("seed " + SEED + ", " + SESSIONS + " sessions");
    long sockets = 0;
    long heap = 0;
    for (int from = FIRST; from < SESSIONS; from += AT_ONCE) {
      playAll(from, Math.min(SESSIONS, from + AT_ONCE));
      if (from == FIRST) {
        sockets = Leftovers.sockets();
        heap = heap();
      }
    }
    assertThat(Leftovers.beyond(sockets, directory)).isEmpty();
    assertThat(heap()).isLessThan(heap + MORE_HEAP);
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private void playAll(int from, int to) throws Exception {
    Map<Integer, HostileServer> servers = new HashMap<>();
    Map<Integer, Boolean> whole = new ConcurrentHashMap<>();
    StringBuilder known = new StringBuilder();
    List<Host> hosts = new ArrayList<>();
    try (Delays delays = new Delays()) {
      for (int number = from; number < to; number++) {
        HostileServer server = new HostileServer(play(number, whole));
        servers.put(number, server);
        known.append(server.known());
        hosts.add(
            HostileRun.host(String.valueOf(number), "127.0.0.1", server.port(), Optional.empty()));
      }
      Map<String, HostAnswers> answers =
          HostileRun.collect(
              HostileRun.within(HostileRun.settings(directory, known.toString()), LOGIN),
              HOST,
              FORKS,
              hosts);
      for (int number = from; number < to; number++) {
        verify(number, answers.get(String.valueOf(number)), whole, delays.worst());
      }
    } finally {
      for (HostileServer server : servers.values()) {
        server.close();
      }
    }
  }

  private static void verify(
      int number, HostAnswers got, Map<Integer, Boolean> whole, Duration delay) {
    String which = "seed " + SEED + ", session " + number + ": " + got.outcome();
    assertThat(got.elapsed()).as(which).isLessThan(HOST.plus(LATE).plus(delay));
    switch (got.outcome()) {
      case Outcome.Answered() -> {
        assertThat(whole).as(which).containsKey(number);
        assertThat(Inquiry.said(got, "first")).as(which).isPresent();
        assertThat(Inquiry.said(got, "second")).as(which).isPresent();
      }
      case Outcome.Unreachable(Reason reason, String detail, String hint) -> {
        assertThat(reason).as(which).isNotEqualTo(Reason.INTERNAL);
        assertThat(detail).as(which).startsWith(number + ": ").doesNotContain("Exception", "jsch");
        assertThat(hint).as(which).endsWith(".");
        assertThat(Inquiry.said(got, "second")).as(which).isEmpty();
      }
    }
  }

  private static Play play(int number, Map<Integer, Boolean> whole) {
    return Play.honest()
        .before(Play.Stage.VERSION, peer -> new Fault(number).hide(peer))
        .before(Play.Stage.END, _ -> whole.put(number, true));
  }

  /// The one thing that is wrong in a session.
  private static final class Fault {

    private final Random random;
    private final int place;
    private final int kind;
    private int messages;
    private Optional<byte[]> held = Optional.empty();

    Fault(int number) {
      this.random = new Random(SEED * 1_000_003 + number);
      this.place = random.nextInt(MESSAGES);
      this.kind = random.nextInt(12);
    }

    void hide(Peer peer) throws IOException {
      switch (kind) {
        case 0 -> peer.spoil(packet -> isHere() ? flipped(packet) : packet);
        case 1 -> peer.spoil(packet -> isHere() ? cut(packet) : packet);
        case 2 -> peer.spoil(packet -> isHere() ? invented() : packet);
        default -> peer.twist(payload -> isHere() ? wrong(payload) : right(payload));
      }
    }

    private boolean isHere() {
      return messages++ == place;
    }

    private List<byte[]> wrong(byte[] payload) {
      return switch (kind) {
        case 3 -> List.of(flipped(payload));
        case 4 -> List.of(cut(payload));
        case 5 -> List.of(payload, payload);
        case 6 -> List.of();
        case 7 -> {
          held = Optional.of(payload);
          yield List.of();
        }
        case 8 -> List.of(invented(), payload);
        case 9 -> List.of(huge(payload));
        case 10 -> List.of(Message.untyped().raw(payload).raw(invented()).bytes());
        default -> List.of(ofOtherType(payload));
      };
    }

    /// With what was held back behind it.
    private List<byte[]> right(byte[] payload) {
      if (held.isEmpty()) {
        return List.of(payload);
      }
      byte[] late = held.get();
      held = Optional.empty();
      return List.of(payload, late);
    }

    private byte[] flipped(byte[] bytes) {
      byte[] changed = bytes.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(255));
      }
      return changed;
    }

    private byte[] cut(byte[] bytes) {
      return java.util.Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
    }

    private byte[] invented() {
      byte[] bytes = new byte[1 + random.nextInt(200)];
      random.nextBytes(bytes);
      return bytes;
    }

    /// A length or a number in it is beyond all measure.
    private byte[] huge(byte[] bytes) {
      byte[] changed = bytes.clone();
      int at = 1 + random.nextInt(Math.max(1, changed.length - 4));
      for (int i = at; i < Math.min(changed.length, at + 4); i++) {
        changed[i] = random.nextBoolean() ? (byte) 0xff : (byte) 0x7f;
      }
      return changed;
    }

    private byte[] ofOtherType(byte[] bytes) {
      byte[] changed = bytes.clone();
      changed[0] = (byte) random.nextInt(256);
      return changed;
    }
  }
}
