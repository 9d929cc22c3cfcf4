package dev.driftline.ssh.openssl;

import dev.driftline.ssh.openssl.LibCrypto.NativeFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.SignatureException;

/// Signs and verifies with a key of any kind, EVP_DigestSign(3) and EVP_DigestVerify(3). Safe for many threads: each
/// call has a context of its own.
final class DigestSign {

  private static final NativeFunction NEW = LibCrypto.function("EVP_MD_CTX_new");
  private static final NativeFunction SIGN_INIT = LibCrypto.function("EVP_DigestSignInit");
  private static final NativeFunction SIGN = LibCrypto.function("EVP_DigestSign");
  private static final NativeFunction VERIFY_INIT = LibCrypto.function("EVP_DigestVerifyInit");
  private static final NativeFunction VERIFY = LibCrypto.function("EVP_DigestVerify");
  private static final NativeFunction FREE = LibCrypto.function("EVP_MD_CTX_free");

  private DigestSign() {}

  /// @param key    the address of a private key
  /// @param digest the address of a digest; 0 if the key's kind has its own
  static byte[] sign(long key, long digest, byte[] text) throws SignatureException {
    long context = NEW.call(0);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment signed = arena.allocateFrom(ValueLayout.JAVA_BYTE, text);
      MemorySegment length = arena.allocate(ValueLayout.JAVA_LONG);
      // Without a buffer, OpenSSL only says how long the signature can be.
      if (context == 0
          || !SIGN_INIT.succeeds(context, 0, digest, 0, key, 0)
          || !SIGN.succeeds(context, 0, length.address(), signed.address(), text.length, 0)) {
        throw new SignatureException("OpenSSL does not sign");
      }
      // With a buffer it signs, and says how long the signature is.
      MemorySegment signature = arena.allocate(length.get(ValueLayout.JAVA_LONG, 0));
      if (!SIGN.succeeds(
          context, signature.address(), length.address(), signed.address(), text.length, 0)) {
        throw new SignatureException("OpenSSL does not sign");
      }
      return signature
          .asSlice(0, length.get(ValueLayout.JAVA_LONG, 0))
          .toArray(ValueLayout.JAVA_BYTE);
    } finally {
      FREE.call(context);
    }
  }

  /// @param key the address of a public key that has its own digest
  static boolean verifies(long key, byte[] text, byte[] signature) {
    long context = NEW.call(0);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment signed = arena.allocateFrom(ValueLayout.JAVA_BYTE, text);
      MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, signature);
      return context != 0
          && VERIFY_INIT.succeeds(context, 0, 0, 0, key, 0)
          && VERIFY.succeeds(
              context, bytes.address(), signature.length, signed.address(), text.length, 0);
    } finally {
      FREE.call(context);
    }
  }
}
