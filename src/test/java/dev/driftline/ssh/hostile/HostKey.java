package dev.driftline.ssh.hostile;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/// An Ed25519 key that a server shows as its own.
record HostKey(KeyPair pair) {

  static HostKey make() {
    try {
      return new HostKey(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The last 32 bytes of the encoded form, as of every key on this curve.
  static byte[] raw(java.security.PublicKey key) {
    byte[] encoded = key.getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
  }

  byte[] blob() {
    return Message.untyped().string("ssh-ed25519").string(raw(pair.getPublic())).bytes();
  }

  byte[] sign(byte[] hash) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update(hash);
    return Message.untyped().string("ssh-ed25519").string(signature.sign()).bytes();
  }

  /// A line of known_hosts.
  String line(int port) {
    return line("127.0.0.1", port);
  }

  String line(String address, int port) {
    return "[%s]:%d ssh-ed25519 %s\n"
        .formatted(address, port, Base64.getEncoder().encodeToString(blob()));
  }
}
