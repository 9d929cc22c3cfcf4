package com.jcraft.jsch;

import java.util.Optional;
import org.jspecify.annotations.NullMarked;

/// A private key as bytes that can be wiped. Outside its own package, JSch 2.28.8 only writes a key as PEM text to a
/// stream.
///
/// `docs/jsch.md` says which fault this mends, and which test fails when JSch changes.
@NullMarked
public final class PrivateHalf {

  private PrivateHalf() {}

  /// The key in the encoding of its type; an RSA key is an RSAPrivateKey of RFC 8017, appendix A.1.2. Empty if JSch has
  /// no encoding for this type. The array is a fresh copy, which the caller wipes. JSch keeps its own copy as long as
  /// the pair lives.
  public static Optional<byte[]> of(KeyPair pair) {
    return Optional.ofNullable(pair.getPrivateKey());
  }
}
