package dev.driftline.ssh.openssl;

import com.jcraft.jsch.SignatureEdDSA;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.SignatureException;
import java.util.Arrays;

/// Makes or verifies one signature of RFC 8032. JSch creates it by its class name.
public final class Ed25519 implements SignatureEdDSA {

  private static final byte[] NAME = "ssh-ed25519".getBytes(StandardCharsets.US_ASCII);

  /// Of a signature, in bytes.
  private static final int LENGTH = 64;

  private final ByteArrayOutputStream text = new ByteArrayOutputStream();

  /// The private half to sign with, or the public half to verify with.
  private byte[] half = {};

  @Override
  public void init() {
    text.reset();
  }

  @Override
  public void setPubKey(byte[] key) {
    half = key;
  }

  @Override
  public void setPrvKey(byte[] key) {
    half = key;
  }

  @Override
  public void update(byte[] more) {
    text.writeBytes(more);
  }

  @Override
  public byte[] sign() throws InvalidKeyException, SignatureException {
    try (RawKey key = RawKey.ofPrivate(RawKey.Kind.ED25519, half)) {
      return DigestSign.sign(key.address(), 0, text.toByteArray());
    }
  }

  /// @param said bare, or as SSH sends it: the algorithm's name and the signature, each with its length before it
  ///     (RFC 8709 section 6)
  @Override
  public boolean verify(byte[] said) throws InvalidKeyException {
    byte[] signature = bare(said);
    if (signature.length != LENGTH) {
      return false;
    }
    try (RawKey key = RawKey.ofPublic(RawKey.Kind.ED25519, half)) {
      return DigestSign.verifies(key.address(), text.toByteArray(), signature);
    }
  }

  /// The 64 bytes of the signature; empty if the name is another, or if the lengths do not fit.
  private static byte[] bare(byte[] said) {
    if (said.length == LENGTH) {
      return said;
    }
    try {
      ByteBuffer words = ByteBuffer.wrap(said);
      byte[] signature = Arrays.equals(word(words), NAME) ? word(words) : new byte[0];
      return words.hasRemaining() ? new byte[0] : signature;
    } catch (BufferUnderflowException _) {
      return new byte[0];
    }
  }

  private static byte[] word(ByteBuffer words) {
    int length = words.getInt();
    if (length < 0 || length > words.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] word = new byte[length];
    words.get(word);
    return word;
  }
}
