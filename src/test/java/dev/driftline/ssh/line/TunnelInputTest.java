package dev.driftline.ssh.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.TunnelChannel;
import dev.driftline.collect.HostClock;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What one tunnel may bring and hold, whoever reads it or not.
@Timeout(60)
class TunnelInputTest {

  private static final int WINDOW = TunnelChannel.WINDOW;
  private static final int FIRST = TunnelChannel.FIRST_WINDOW;
  private static final int MEBIBYTE = 1 << 20;

  private final SshLine line =
      new SshLine("db1", "10.0.0.1:22", new HostClock(Duration.ofMinutes(1)));
  private final List<Integer> told = new ArrayList<>();
  private final TunnelInput input = new TunnelInput(line, told::add);
  private final OutputStream sink = input.sink();

  @BeforeEach
  void logIn() throws IOException {
    line.reach(Phase.EXEC);
    sink.write(1);
    assertThat(input.read()).isEqualTo(1);
    assertThat(told).as("the window grows with the login").containsExactly(WINDOW - FIRST + 1);
    told.clear();
  }

  /// Before its login: what it is read of, and how much may wait.
  @Test
  void beforeItsLoginAHostHoldsLessAndMakesLessWork() throws IOException {
    SshLine early = new SshLine("db1", "10.0.0.1:22", new HostClock(Duration.ofMinutes(1)));
    OutputStream unread = new TunnelInput(early, told::add).sink();
    unread.write(new byte[FIRST]);
    assertThat(early.cut()).isEmpty();
    unread.write(1);
    assertThat(early.cut()).contains(SshLine.Cut.TALKS_TOO_MUCH);

    SshLine small = new SshLine("db2", "10.0.0.2:22", new HostClock(Duration.ofMinutes(1)));
    TunnelInput read = new TunnelInput(small, told::add);
    int packets = 0;
    for (OutputStream words = read.sink(); small.cut().isEmpty(); packets++) {
      words.write('x');
      if (small.cut().isEmpty()) {
        assertThat(read.read()).isEqualTo('x');
      }
    }
    assertThat(packets).isBetween(200, 260);
    assertThat(told).isEmpty();
  }

  @Test
  void whatComesIsReadInItsOrderAndTheFarEndIsToldOfAllOfIt() throws IOException {
    long seed = Long.getLong("driftline.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    int sent = 0;
    int read = 0;
    byte[] buffer = new byte[WINDOW];
    while (read < 4 * MEBIBYTE) {
      int window = WINDOW + told.stream().mapToInt(Integer::intValue).sum() - sent;
      assertThat(window).as("the far end may always go on").isPositive();
      byte[] piece = new byte[1 + random.nextInt(Math.min(window, 40_000))];
      for (int i = 0; i < piece.length; i++) {
        piece[i] = (byte) ((sent + i) % 251);
      }
      sink.write(piece, 0, piece.length);
      sent += piece.length;
      while (read < sent && (random.nextInt(4) > 0 || sent - read > WINDOW / 2)) {
        int count = input.read(buffer, 0, 1 + random.nextInt(30_000));
        for (int i = 0; i < count; i++) {
          assertThat(buffer[i]).isEqualTo((byte) ((read + i) % 251));
        }
        read += count;
      }
    }
    assertThat(line.cut()).isEmpty();
  }

  @Test
  void aHostThatIsNotReadHoldsNoMoreThanAWindowAndItsThreadNeverWaits() throws IOException {
    sink.write(new byte[WINDOW]);
    assertThat(line.cut()).isEmpty();

    sink.write(1);

    assertThat(line.cut()).contains(SshLine.Cut.TALKS_TOO_MUCH);
    assertThat(told).isEmpty();
  }

  @Test
  void whatIsReadOfAHostIsLimited() throws IOException {
    byte[] piece = new byte[32_000];
    byte[] buffer = new byte[64_000];
    long sent = 0;
    while (line.cut().isEmpty()) {
      sink.write(piece, 0, piece.length);
      sent += piece.length;
      for (int left = piece.length; left > 0 && line.cut().isEmpty(); ) {
        left -= input.read(buffer, 0, buffer.length);
      }
    }
    assertThat(line.cut()).contains(SshLine.Cut.TALKS_TOO_MUCH);
    assertThat(sent).isBetween(36L * MEBIBYTE, 41L * MEBIBYTE);
  }

  @Test
  void smallPacketsCountForTheWorkTheyMake() throws IOException {
    int packets = 0;
    while (line.cut().isEmpty()) {
      sink.write('x');
      packets++;
      if (line.cut().isEmpty()) {
        assertThat(input.read()).isEqualTo('x');
      }
    }
    assertThat(packets).isBetween(60_000, 100_000);
  }

  @Test
  void afterTheEndNothingIsToldAndNothingArrives() throws IOException {
    line.attach(input);
    sink.write(new byte[WINDOW]);
    line.close();
    sink.write(new byte[WINDOW]);

    assertThat(input.read(new byte[WINDOW], 0, WINDOW)).isEqualTo(WINDOW);
    assertThat(input.read()).isEqualTo(-1);
    assertThat(told).isEmpty();
    assertThat(line.cut()).isEmpty();
  }
}
