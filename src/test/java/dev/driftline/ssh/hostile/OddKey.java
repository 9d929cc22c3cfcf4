package dev.driftline.ssh.hostile;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/// A host key of any type, which signs with what it likes, under the name it likes.
///
/// @param signer JCA's name of what it signs with
/// @param name   what it says that it signs with
/// @param twist  what becomes of its signature as SSH sends it
@SuppressWarnings("ArrayRecordComponent") // never compared
record OddKey(byte[] blob, KeyPair pair, String signer, String name, UnaryOperator<byte[]> twist)
    implements HostKey {

  static OddKey rsa(int bits, String signer, String name) {
    KeyPair pair = pair("RSA", bits);
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    byte[] blob =
        Message.untyped()
            .string("ssh-rsa")
            .string(key.getPublicExponent().toByteArray())
            .string(key.getModulus().toByteArray())
            .bytes();
    return new OddKey(blob, pair, signer, name, UnaryOperator.identity());
  }

  static OddKey dsa() {
    KeyPair pair = pair("DSA", 1024);
    DSAPublicKey key = (DSAPublicKey) pair.getPublic();
    byte[] blob =
        Message.untyped()
            .string("ssh-dss")
            .string(key.getParams().getP().toByteArray())
            .string(key.getParams().getQ().toByteArray())
            .string(key.getParams().getG().toByteArray())
            .string(key.getY().toByteArray())
            .bytes();
    return new OddKey(blob, pair, "SHA1withDSAinP1363Format", "ssh-dss", UnaryOperator.identity());
  }

  /// @param type  as the blob begins
  /// @param curve as it goes on
  /// @param bits  of the curve on which the key really is
  static OddKey ecdsa(String type, String curve, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp" + bits + "r1"));
      KeyPair pair = generator.generateKeyPair();
      ECPublicKey key = (ECPublicKey) pair.getPublic();
      byte[] point =
          Message.untyped()
              .octet(4)
              .raw(wide(key.getW().getAffineX().toByteArray(), bits / 8))
              .raw(wide(key.getW().getAffineY().toByteArray(), bits / 8))
              .bytes();
      byte[] blob = Message.untyped().string(type).string(curve).string(point).bytes();
      return new OddKey(blob, pair, "SHA256withECDSA", type, UnaryOperator.identity());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Shows another blob than is its own.
  OddKey showing(byte[] other) {
    return new OddKey(other, pair, signer, name, twist);
  }

  OddKey twisting(UnaryOperator<byte[]> other) {
    return new OddKey(blob, pair, signer, name, other);
  }

  @Override
  public byte[] sign(byte[] hash) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(signer);
    signature.initSign(pair.getPrivate());
    signature.update(hash);
    return twist.apply(Message.untyped().string(name).string(signature.sign()).bytes());
  }

  private static KeyPair pair(String kind, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] wide(byte[] number, int length) {
    byte[] wide = new byte[length];
    int from = Math.max(0, number.length - length);
    System.arraycopy(number, from, wide, length - number.length + from, number.length - from);
    return wide;
  }

  @Override
  public String toString() {
    return name + " " + Arrays.hashCode(blob);
  }
}
