package dev.driftline.ssh.openssl;

import com.jcraft.jsch.XDH;
import dev.driftline.ssh.openssl.LibCrypto.NativeFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;

/// The key agreement of RFC 7748, with a new key pair for one key exchange. JSch creates it by its class name.
public final class X25519 implements XDH {

  private static final NativeFunction NEW = LibCrypto.function("EVP_PKEY_CTX_new");
  private static final NativeFunction INIT = LibCrypto.function("EVP_PKEY_derive_init");
  private static final NativeFunction SET_PEER = LibCrypto.function("EVP_PKEY_derive_set_peer");
  private static final NativeFunction DERIVE = LibCrypto.function("EVP_PKEY_derive");
  private static final NativeFunction FREE = LibCrypto.function("EVP_PKEY_CTX_free");
  private static final SecureRandom RANDOM = new SecureRandom();

  private byte[] own = {};

  @Override
  public void init(String curve, int length) throws GeneralSecurityException {
    if (!curve.equals("X25519")) {
      throw new NoSuchAlgorithmException(curve);
    }
    byte[] drawn = new byte[RawKey.LENGTH];
    RANDOM.nextBytes(drawn);
    init(drawn);
  }

  /// @param privateHalf 32 bytes; this object keeps the array, and wipes it at the end
  void init(byte[] privateHalf) {
    own = privateHalf;
  }

  /// The public half, 32 bytes.
  @Override
  public byte[] getQ() throws InvalidKeyException {
    try (RawKey key = ownKey()) {
      return key.publicHalf();
    }
  }

  private RawKey ownKey() throws InvalidKeyException {
    return RawKey.ofPrivate(RawKey.Kind.X25519, own);
  }

  /// The shared secret, 32 bytes. The private half is wiped.
  ///
  /// @param other the other side's public half
  /// @throws InvalidKeyException if OpenSSL refuses the other half: with a point of small order the secret would be
  ///     zero
  @Override
  public byte[] getSecret(byte[] other) throws InvalidKeyException {
    try (RawKey key = ownKey();
        RawKey peer = RawKey.ofPublic(RawKey.Kind.X25519, other)) {
      return secret(key, peer);
    } finally {
      Arrays.fill(own, (byte) 0);
    }
  }

  /// EVP_PKEY_derive(3): a context for our key, the other side's key, then the secret.
  private static byte[] secret(RawKey key, RawKey peer) throws InvalidKeyException {
    long context = NEW.call(key.address(), 0);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment secret = arena.allocate(RawKey.LENGTH);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_LONG, RawKey.LENGTH);
      if (context == 0
          || !INIT.succeeds(context, 0)
          || !SET_PEER.succeeds(context, peer.address())
          || !DERIVE.succeeds(context, secret.address(), length.address(), 0)) {
        throw new InvalidKeyException("OpenSSL refuses the other side's key");
      }
      byte[] copy = secret.toArray(ValueLayout.JAVA_BYTE);
      secret.fill((byte) 0);
      return copy;
    } finally {
      FREE.call(context);
    }
  }

  @Override
  public boolean validate(byte[] other) {
    return other.length == RawKey.LENGTH;
  }
}
