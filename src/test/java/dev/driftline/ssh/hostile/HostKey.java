package dev.driftline.ssh.hostile;

import dev.driftline.ssh.hostkey.PublicKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/// A key that a server shows as its own.
interface HostKey {

  byte[] blob();

  /// A signature as SSH sends it: the algorithm's name and the bytes.
  byte[] sign(byte[] hash) throws GeneralSecurityException;

  static HostKey make() {
    try {
      return new Ed25519(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The last 32 bytes of the encoded form, as of every key on this curve.
  static byte[] raw(java.security.PublicKey key) {
    byte[] encoded = key.getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
  }

  /// A line of known_hosts.
  default String line(int port) {
    return line("127.0.0.1", port);
  }

  default String line(String address, int port) {
    return "[%s]:%d %s %s\n"
        .formatted(
            address,
            port,
            PublicKey.of(blob()).orElseThrow().type(),
            Base64.getEncoder().encodeToString(blob()));
  }

  /// The usual one.
  record Ed25519(KeyPair pair) implements HostKey {

    @Override
    public byte[] blob() {
      return Message.untyped().string("ssh-ed25519").string(raw(pair.getPublic())).bytes();
    }

    @Override
    public byte[] sign(byte[] hash) throws GeneralSecurityException {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(hash);
      return Message.untyped().string("ssh-ed25519").string(signature.sign()).bytes();
    }
  }
}
