package dev.driftline.ssh.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerGreetingTest {

  private static ServerGreeting dripped(String text) {
    ServerGreeting words = new ServerGreeting();
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int at = 0; at < bytes.length; at++) {
      words.add(bytes, at, 1);
    }
    return words;
  }

  private static ServerGreeting atOnce(String text) {
    ServerGreeting words = new ServerGreeting();
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    words.add(bytes, 0, bytes.length);
    return words;
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSH-2.0-x\r\n", "SSH-1.99-x\r\n", "hello\r\nSSH-2.0-x", "\nSSH-1.99"})
  void seeAVersionHoweverItComes(String text) {
    assertThat(dripped(text).versionSeen()).isTrue();
    assertThat(atOnce(text).versionSeen()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSH-1.5-x\r\n", "hello SSH-2.0-x\r\n", "SSH-2", "SSH-1.9", ""})
  void seeNoneWhereThereIsNone(String text) {
    assertThat(dripped(text).versionSeen()).isFalse();
    assertThat(atOnce(text).versionSeen()).isFalse();
  }

  @Test
  void areShownFromTheirBeginning() {
    assertThat(dripped("x".repeat(100)).shown()).isEqualTo("x".repeat(80));
    assertThat(atOnce("HTTP/1.1 400\r\n").shown()).isEqualTo("HTTP/1.1 400\r\n");
  }

  /// As many bytes as are taken before a login, one by one: 4.4 s of CPU when all was searched each time.
  @Test
  void costEachByteOnce() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    String lines = "hello\r\n".repeat((64 << 10) / 7);
    long before = threads.getCurrentThreadCpuTime();

    assertThat(dripped(lines).versionSeen()).isFalse();

    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - before))
        .isLessThan(Duration.ofSeconds(1));
  }
}
