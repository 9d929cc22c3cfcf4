package dev.driftline.ssh.openssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.Signature;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SignatureException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningKeyTest {

  private static final byte[] TEXT = "what a host is told".getBytes(StandardCharsets.US_ASCII);

  @ParameterizedTest
  @CsvSource({
    "2, 1024, rsa-sha2-256",
    "2, 2048, rsa-sha2-512",
    "2, 3072, rsa-sha2-256",
    "2, 4096, rsa-sha2-512",
    "5, 256, ssh-ed25519"
  })
  void theJdkTakesItsSignatures(int kind, int size, String algorithm) throws Exception {
    KeyPair pair = KeyPair.genKeyPair(new JSch(), kind, size);

    byte[] signature = SigningKey.of(pair).orElseThrow().sign(TEXT, algorithm).orElseThrow();

    assertThat(signature).isEqualTo(pair.getSignature(TEXT, algorithm));
    assertThat(verified(pair, algorithm, signature)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"2, 2048, rsa-sha2-256", "5, 256, ssh-ed25519"})
  void aKeyThatWasEncryptedSignsOnceItIsOpen(int kind, int size, String algorithm)
      throws Exception {
    byte[] passphrase = "open it".getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    KeyPair.genKeyPair(new JSch(), kind, size).writeOpenSSHv1PrivateKey(file, passphrase.clone());
    KeyPair pair = KeyPair.load(new JSch(), file.toByteArray(), null);

    assertThat(SigningKey.of(pair)).as("closed").isEmpty();
    assertThat(pair.decrypt(passphrase)).isTrue();
    byte[] signature = SigningKey.of(pair).orElseThrow().sign(TEXT, algorithm).orElseThrow();
    assertThat(verified(pair, algorithm, signature)).isTrue();
  }

  @Test
  void otherKeysAreLeftToTheJdk() throws Exception {
    assertThat(SigningKey.of(KeyPair.genKeyPair(new JSch(), KeyPair.ECDSA, 256))).isEmpty();
  }

  @Test
  void anotherKeysAlgorithmIsNotSignedWith() throws Exception {
    SigningKey key =
        SigningKey.of(KeyPair.genKeyPair(new JSch(), KeyPair.ED25519, 256)).orElseThrow();
    assertThat(key.sign(TEXT, "ssh-rsa")).isEmpty();
    assertThatThrownBy(() -> key.sign(TEXT, "rsa-sha2-256"))
        .isInstanceOf(SignatureException.class)
        .hasMessage("OpenSSL does not sign");
  }

  /// One key signs for all hosts of a run.
  @ParameterizedTest
  @CsvSource({"2, 2048, rsa-sha2-256", "5, 256, ssh-ed25519"})
  void manyThreadsSignWithOneKey(int kind, int size, String algorithm) throws Exception {
    KeyPair pair = KeyPair.genKeyPair(new JSch(), kind, size);
    SigningKey key = SigningKey.of(pair).orElseThrow();
    byte[] expected = pair.getSignature(TEXT, algorithm);
    Callable<byte[]> sign = () -> key.sign(TEXT, algorithm).orElseThrow();
    List<Future<byte[]>> signatures = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        signatures.add(threads.submit(sign));
      }
    }
    for (Future<byte[]> signature : signatures) {
      assertThat(signature.get()).isEqualTo(expected);
    }
  }

  private static boolean verified(KeyPair pair, String algorithm, byte[] signature)
      throws Exception {
    Signature verifier = pair.getVerifier(algorithm);
    verifier.update(TEXT);
    return verifier.verify(signature);
  }
}
