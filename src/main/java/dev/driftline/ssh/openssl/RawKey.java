package dev.driftline.ssh.openssl;

import dev.driftline.ssh.openssl.LibCrypto.NativeFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.InvalidKeyException;

/// The private or the public half of a key pair on Curve25519, in OpenSSL's memory until it is closed. For one thread.
final class RawKey implements AutoCloseable {

  /// What a key is for, by OpenSSL's number of it: `NID_X25519`, `NID_ED25519`.
  enum Kind {
    X25519(1034),
    ED25519(1087);

    private final int number;

    Kind(int number) {
      this.number = number;
    }
  }

  /// The length of either half, in bytes.
  static final int LENGTH = 32;

  private static final NativeFunction OF_PRIVATE =
      LibCrypto.function("EVP_PKEY_new_raw_private_key");
  private static final NativeFunction OF_PUBLIC = LibCrypto.function("EVP_PKEY_new_raw_public_key");
  private static final NativeFunction GET_PUBLIC =
      LibCrypto.function("EVP_PKEY_get_raw_public_key");
  private static final NativeFunction FREE = LibCrypto.function("EVP_PKEY_free");

  private final long address;

  private RawKey(long address) {
    this.address = address;
  }

  /// @throws InvalidKeyException if these bytes are no key, or OpenSSL knows no keys of this kind
  static RawKey ofPrivate(Kind kind, byte[] half) throws InvalidKeyException {
    return of(OF_PRIVATE, kind, half);
  }

  /// @throws InvalidKeyException if these bytes are no key, or OpenSSL knows no keys of this kind
  static RawKey ofPublic(Kind kind, byte[] half) throws InvalidKeyException {
    return of(OF_PUBLIC, kind, half);
  }

  private static RawKey of(NativeFunction maker, Kind kind, byte[] half)
      throws InvalidKeyException {
    if (half.length != LENGTH) {
      throw new InvalidKeyException("a key of " + half.length + " bytes");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, half);
      long address = maker.call(kind.number, 0, bytes.address(), LENGTH);
      // OpenSSL has its own copy by now.
      bytes.fill((byte) 0);
      if (address == 0) {
        throw new InvalidKeyException("OpenSSL refuses the " + kind + " key");
      }
      return new RawKey(address);
    }
  }

  /// Valid until the key is closed.
  long address() {
    return address;
  }

  byte[] publicHalf() throws InvalidKeyException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment half = arena.allocate(LENGTH);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_LONG, LENGTH);
      if (!GET_PUBLIC.succeeds(address, half.address(), length.address(), 0)) {
        throw new InvalidKeyException("OpenSSL gives no public half");
      }
      return half.toArray(ValueLayout.JAVA_BYTE);
    }
  }

  @Override
  public void close() {
    FREE.call(address);
  }
}
