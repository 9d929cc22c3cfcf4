package dev.driftline.ssh.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.collect.HostClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CountedInputTest {

  private static final long MEBIBYTE = 1 << 20;

  private final SshLine line = new SshLine("h", "127.0.0.1:22", new HostClock(Duration.ofDays(1)));
  private final CountedInput input = new CountedInput(new Endless(), line);

  private static final class Endless extends InputStream {

    @Override
    public int read() {
      return 'x';
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      return length;
    }
  }

  /// How many reads of so many bytes there may be.
  private long reads(int length) {
    byte[] bytes = new byte[length];
    long reads = 0;
    try {
      while (true) {
        assertThat(input.read(bytes, 0, length)).isEqualTo(length);
        reads++;
      }
    } catch (IOException e) {
      assertThat(e).isInstanceOf(SocketException.class).hasMessage("the other side talks too much");
    }
    assertThat(line.cut()).contains(SshLine.Cut.TALKS_TOO_MUCH);
    return reads;
  }

  @Test
  void beforeTheVersionBytesAreCountedAlone() {
    assertThat(reads(1)).isEqualTo(64 * 1024);
  }

  @Test
  void afterTheLoginALargeMessageCountsForItsBytes() {
    line.reach(Phase.EXEC);

    assertThat(reads(32 * 1024) * 32 * 1024).isBetween(31 * MEBIBYTE, 32 * MEBIBYTE);
  }

  @Test
  void afterTheLoginASmallMessageCountsForTheWorkItMakes() {
    line.reach(Phase.EXEC);

    // The two parts of a message without any words.
    assertThat(reads(18)).isBetween(2 * 60_000L, 2 * 62_000L);
  }

  @Test
  void beforeTheLoginThereAreAFewHundredReads() {
    line.reach(Phase.KEY_EXCHANGE);

    assertThat(reads(18)).isBetween(235L, 245L);
  }

  @Test
  void aBastionsSessionMayBringMoreWithEachTunnel() {
    line.reach(Phase.EXEC);
    line.carriesOneMore();

    assertThat(reads(32 * 1024) * 32 * 1024).isGreaterThan(90 * MEBIBYTE);
    assertThatThrownBy(input::read).isInstanceOf(SocketException.class);
  }
}
