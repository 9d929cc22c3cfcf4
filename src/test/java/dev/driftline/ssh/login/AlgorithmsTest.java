package dev.driftline.ssh.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SteadySession;
import dev.driftline.collect.HostClock;
import dev.driftline.model.host.AlgorithmNames;
import dev.driftline.ssh.line.SshLine;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a session is told before it connects, as JSch reads it.
class AlgorithmsTest {

  private static Session session() throws Exception {
    return new SteadySession(
        new JSch(),
        "probe",
        "127.0.0.1",
        22,
        new KeyExchangeWatcher(
            new SshLine("h", "127.0.0.1:22", new HostClock(Duration.ofSeconds(1))),
            new LoginSteps()));
  }

  private static void configure(Session session) {
    Algorithms.configure(session, AlgorithmNames.USUAL, "ssh-ed25519", "publickey", false);
  }

  /// JSch's names are exact: a variant is another option, and must not stand for the one that counts.
  @ParameterizedTest
  @CsvSource({
    "StrictHostKeyChecking, yes, no",
    "PreferredAuthentications, publickey, 'none,password'",
    "server_host_key, ssh-ed25519, ssh-dss",
    "enable_auth_none, no, yes",
    "enable_strict_kex, yes, no",
    "enable_pubkey_auth_query, no, yes",
    "try_additional_pubkey_algorithms, no, yes",
    "ClearAllForwardings, yes, no",
    "compression.c2s, none, zlib",
    "compression.s2c, none, zlib",
    "MaxAuthTries, 6, 600",
  })
  void isNotMovedByAVariantOfAnOption(String name, String safe, String unsafe) throws Exception {
    Session session = session();
    for (String variant :
        List.of(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT))) {
      session.setConfig(variant, unsafe);
    }

    configure(session);

    assertThat(session.getConfig(name)).isEqualTo(safe);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kex", "cipher.c2s", "cipher.s2c", "mac.c2s", "mac.s2c"})
  void offersNothingThatIsBroken(String name) throws Exception {
    Session session = session();
    session.setConfig(name, "none");

    configure(session);

    assertThat(session.getConfig(name).split(",", -1))
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allSatisfy(algorithm ->
            assertThat(algorithm)
                .isNotBlank()
                .doesNotMatch(".*(sha1|md5|cbc|arcfour|none|group1-|group-exchange).*")
                .doesNotMatch("hmac-sha1.*|3des.*|blowfish.*"));
  }

  @Test
  void makesNoKeyPairToSeeWhatTheRuntimeHas() throws Exception {
    Session session = session();

    configure(session);

    assertThat(List.of("CheckKexes", "CheckCiphers", "CheckMacs", "CheckSignatures"))
        .allSatisfy(name -> assertThat(session.getConfig(name)).isEmpty());
  }
}
