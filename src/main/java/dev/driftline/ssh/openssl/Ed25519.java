package dev.driftline.ssh.openssl;

import com.jcraft.jsch.SignatureEdDSA;
import dev.driftline.ssh.openssl.LibCrypto.Function;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.SignatureException;
import java.util.Arrays;

/// Signatures of RFC 8032, made or checked. Made by JSch, by name; for one signature.
public final class Ed25519 implements SignatureEdDSA {

  private static final Function NEW = LibCrypto.function("EVP_MD_CTX_new");
  private static final Function SIGN_INIT = LibCrypto.function("EVP_DigestSignInit");
  private static final Function SIGN = LibCrypto.function("EVP_DigestSign");
  private static final Function VERIFY_INIT = LibCrypto.function("EVP_DigestVerifyInit");
  private static final Function VERIFY = LibCrypto.function("EVP_DigestVerify");
  private static final Function FREE = LibCrypto.function("EVP_MD_CTX_free");

  private static final byte[] NAME = "ssh-ed25519".getBytes(StandardCharsets.US_ASCII);

  /// Of a signature, in bytes.
  private static final int LENGTH = 64;

  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
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
    long context = NEW.call(0);
    try (RawKey key = RawKey.ofPrivate(RawKey.Kind.ED25519, half);
        Arena arena = Arena.ofConfined()) {
      MemorySegment signed = text(arena);
      MemorySegment signature = arena.allocate(LENGTH);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_LONG, LENGTH);
      if (context == 0
          || !SIGN_INIT.succeeds(context, 0, 0, 0, key.address(), 0)
          || !SIGN.succeeds(
              context,
              signature.address(),
              length.address(),
              signed.address(),
              signed.byteSize(),
              0)) {
        throw new SignatureException("OpenSSL does not sign");
      }
      return signature.toArray(ValueLayout.JAVA_BYTE);
    } finally {
      FREE.call(context);
    }
  }

  private MemorySegment text(Arena arena) {
    return arena.allocateFrom(ValueLayout.JAVA_BYTE, text.toByteArray());
  }

  /// @param said bare, or as SSH sends it: the algorithm's name and the signature, each with its length before it
  ///     (RFC 8709 section 6)
  @Override
  public boolean verify(byte[] said) throws InvalidKeyException {
    byte[] signature = bare(said);
    if (signature.length != LENGTH) {
      return false;
    }
    long context = NEW.call(0);
    try (RawKey key = RawKey.ofPublic(RawKey.Kind.ED25519, half);
        Arena arena = Arena.ofConfined()) {
      MemorySegment signed = text(arena);
      MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, signature);
      return context != 0
          && VERIFY_INIT.succeeds(context, 0, 0, 0, key.address(), 0)
          && VERIFY.succeeds(
              context, bytes.address(), LENGTH, signed.address(), signed.byteSize(), 0);
    } finally {
      FREE.call(context);
    }
  }

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
