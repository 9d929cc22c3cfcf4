package dev.driftline.ssh.openssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jcraft.jsch.Cipher;
import com.jcraft.jsch.SignatureEdDSA;
import com.jcraft.jsch.XDH;
import com.jcraft.jsch.jce.AES128GCM;
import com.jcraft.jsch.jce.AES256GCM;
import com.jcraft.jsch.jce.SignatureEd25519;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import javax.crypto.AEADBadTagException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// OpenSSL and the JDK, each checking what the other made. Needs libcrypto, which every machine with `ssh` has.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenSslTest {

  private static final int ROUNDS = 300;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void thisMachineHasOne() {
    assertThat(OpenSsl.version())
        .hasValueSatisfying(text -> assertThat(text).startsWith("OpenSSL "));
    assertThat(OpenSsl.classes()).hasSize(4);
  }

  @Test
  void theJdkTakesItsSignaturesAndItTakesTheJdks() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] half = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
      byte[] whole = pair.getPublic().getEncoded();
      byte[] publicHalf = Arrays.copyOfRange(whole, whole.length - 32, whole.length);
      byte[] text = bytes(random.nextInt(2000));

      byte[] signature = sign(new Ed25519(), half, text);

      assertThat(signature).as("seed %d", seed).isEqualTo(sign(new SignatureEd25519(), half, text));
      assertThat(verify(new Ed25519(), publicHalf, text, signature)).isTrue();
      assertThat(verify(new Ed25519(), publicHalf, text, asSshSendsIt("ssh-ed25519", signature)))
          .isTrue();
      assertRefusedIfChanged(publicHalf, text, signature);
    }
  }

  private void assertRefusedIfChanged(byte[] publicHalf, byte[] text, byte[] signature)
      throws Exception {
    byte[] changed = signature.clone();
    changed[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
    byte[] otherText = Arrays.copyOf(text, text.length + 1);
    assertThat(verify(new Ed25519(), publicHalf, text, changed)).as("seed %d", seed).isFalse();
    assertThat(verify(new Ed25519(), publicHalf, otherText, signature)).isFalse();
  }

  @Test
  void whatIsNoSignatureIsRefused() throws Exception {
    byte[] key =
        HexFormat.of().parseHex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    byte[] signature = new byte[64];
    for (byte[] said :
        List.of(
            new byte[0],
            new byte[3],
            new byte[63],
            new byte[65],
            asSshSendsIt("ssh-ed448", signature),
            asSshSendsIt("ssh-ed25519", new byte[63]),
            asSshSendsIt("ssh-ed25519", new byte[65]),
            Arrays.copyOf(asSshSendsIt("ssh-ed25519", signature), 84),
            new byte[] {127, -1, -1, -1, 0, 0, 0, 0},
            new byte[] {-1, -1, -1, -1, 0, 0, 0, 0})) {
      assertThat(verify(new Ed25519(), key, new byte[0], said)).isFalse();
    }
    assertThatThrownBy(() -> verify(new Ed25519(), new byte[31], new byte[0], signature))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessage("a key of 31 bytes");
    assertThatThrownBy(() -> sign(new Ed25519(), new byte[33], new byte[0]))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessage("a key of 33 bytes");
  }

  @Test
  void bothSidesAgreeOnOneSecret() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      XDH ours = new X25519();
      XDH theirs = new com.jcraft.jsch.jce.XDH();
      ours.init("X25519", 32);
      theirs.init("X25519", 32);
      byte[] publicHalf = ours.getQ();
      assertThat(ours.getSecret(theirs.getQ())).hasSize(32).isEqualTo(theirs.getSecret(publicHalf));
      assertThat(ours.getQ())
          .as("of a pair that gave its secret nothing is left")
          .isNotEqualTo(publicHalf);
    }
  }

  @Test
  void aKeyThatMakesAKnownSecretIsRefused() throws Exception {
    XDH ours = new X25519();
    ours.init("X25519", 32);
    byte[] one = new byte[32];
    one[0] = 1;
    for (byte[] low : List.of(new byte[32], one)) {
      assertThatThrownBy(() -> ours.getSecret(low))
          .isInstanceOf(InvalidKeyException.class)
          .hasMessage("OpenSSL refuses the other side's key");
    }
    assertThatThrownBy(() -> ours.getSecret(new byte[31]))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessage("a key of 31 bytes");
    assertThat(ours.validate(new byte[31])).isFalse();
  }

  @Test
  void theJdkReadsItsPacketsAndItReadsTheJdks() throws Exception {
    assertTalk(AesGcm.Aes128::new, AES128GCM::new, 16);
    assertTalk(AES128GCM::new, AesGcm.Aes128::new, 16);
    assertTalk(AesGcm.Aes256::new, AES256GCM::new, 32);
    assertTalk(AES256GCM::new, AesGcm.Aes256::new, 32);
  }

  private void assertTalk(Supplier<Cipher> sender, Supplier<Cipher> receiver, int keyLength)
      throws Exception {
    byte[] key = bytes(64);
    byte[] start = bytes(16);
    Cipher sends = sender.get();
    Cipher receives = receiver.get();
    sends.init(Cipher.ENCRYPT_MODE, key, start);
    receives.init(Cipher.DECRYPT_MODE, key, start);
    assertThat(sends.getBlockSize()).isEqualTo(receives.getBlockSize());
    for (int round = 0; round < ROUNDS; round++) {
      int length = random.nextInt(40_000);
      byte[] plain = bytes(4 + length + 16);
      byte[] packet = plain.clone();
      sends.updateAAD(packet, 0, 4);
      sends.doFinal(packet, 4, length, packet, 4);
      receives.updateAAD(packet, 0, 4);
      receives.doFinal(packet, 4, length + 16, packet, 4);
      assertThat(Arrays.copyOf(packet, 4 + length))
          .as("seed %d, key of %d bytes", seed, keyLength)
          .isEqualTo(Arrays.copyOf(plain, 4 + length));
    }
  }

  @Test
  void aPacketThatWasTouchedIsRefused() throws Exception {
    byte[] key = bytes(16);
    byte[] start = bytes(12);
    for (int round = 0; round < ROUNDS; round++) {
      Cipher sends = new AesGcm.Aes128();
      Cipher receives = new AesGcm.Aes128();
      sends.init(Cipher.ENCRYPT_MODE, key, start);
      receives.init(Cipher.DECRYPT_MODE, key, start);
      byte[] packet = bytes(4 + 64 + 16);
      sends.updateAAD(packet, 0, 4);
      sends.doFinal(packet, 4, 64, packet, 4);
      packet[random.nextInt(packet.length)] ^= (byte) (1 << random.nextInt(8));
      receives.updateAAD(packet, 0, 4);
      assertThatThrownBy(() -> receives.doFinal(packet, 4, 80, packet, 4))
          .as("seed %d", seed)
          .isInstanceOf(AEADBadTagException.class)
          .hasMessage("not what the other side sent");
    }
  }

  @Test
  void aPacketShorterThanItsTagIsRefused() throws Exception {
    Cipher receives = new AesGcm.Aes128();
    receives.init(Cipher.DECRYPT_MODE, bytes(16), bytes(12));
    assertThatThrownBy(() -> receives.doFinal(new byte[15], 0, 15, new byte[15], 0))
        .isInstanceOf(AEADBadTagException.class)
        .hasMessage("a packet shorter than its tag");
  }

  /// RFC 5647 section 7.1; a counter that came round would repeat a nonce, which gives the key away.
  @Test
  void noNonceIsUsedTwice() throws Exception {
    Cipher sends = new AesGcm.Aes128();
    byte[] start = new byte[12];
    Arrays.fill(start, 4, 12, (byte) 0xff);
    sends.init(Cipher.ENCRYPT_MODE, bytes(16), start);
    byte[] first = new byte[32];
    byte[] second = new byte[32];
    sends.doFinal(first, 0, 16, first, 0);
    sends.doFinal(second, 0, 16, second, 0);
    assertThat(first).isNotEqualTo(second);
  }

  private static byte[] sign(SignatureEdDSA signer, byte[] half, byte[] text) throws Exception {
    signer.init();
    signer.setPrvKey(half);
    signer.update(text);
    return signer.sign();
  }

  private static boolean verify(SignatureEdDSA verifier, byte[] half, byte[] text, byte[] said)
      throws Exception {
    verifier.init();
    verifier.setPubKey(half);
    verifier.update(text);
    return verifier.verify(said);
  }

  /// RFC 8709 section 6.
  private static byte[] asSshSendsIt(String name, byte[] signature) {
    return ByteBuffer.allocate(8 + name.length() + signature.length)
        .putInt(name.length())
        .put(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        .putInt(signature.length)
        .put(signature)
        .array();
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  void noMemoryIsTakenForALengthThatIsNotThere() throws Exception {
    Cipher cipher = new AesGcm.Aes128();
    cipher.init(Cipher.DECRYPT_MODE, new byte[16], new byte[16]);
    byte[] packet = new byte[64];

    assertThatThrownBy(() -> cipher.doFinal(packet, 4, Integer.MAX_VALUE, packet, 4))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> cipher.updateAAD(packet, 0, Integer.MAX_VALUE))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
