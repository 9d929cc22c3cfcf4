package dev.driftline.ssh.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.HostClock;
import dev.driftline.ssh.line.SshLine;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyExchangeWatcherTest {

  @ParameterizedTest
  @CsvSource({
    "curve25519-sha256, 400",
    "ecdh-sha2-nistp256, 400",
    "diffie-hellman-group14-sha256, 80",
    "diffie-hellman-group16-sha512, 8",
    "diffie-hellman-group18-sha512, 8",
    "diffie-hellman-group-exchange-sha256, 8"
  })
  void lettingAHostExchangeKeysCostsNoMoreThanALittle(String algorithm, long times) {
    SshLine line = new SshLine("app1", "10.0.0.7:22", new HostClock(Duration.ofSeconds(60)));
    KeyExchangeWatcher watcher = new KeyExchangeWatcher(line, new LoginSteps());

    assertThat(Stream.generate(() -> watcher.keysWanted(algorithm)).takeWhile(may -> may).count())
        .isEqualTo(times);
    assertThat(line.cut()).contains(SshLine.Cut.TALKS_TOO_MUCH);
  }
}
