package com.jcraft.jsch;

import java.util.Optional;
import org.jspecify.annotations.NullMarked;

/// A private key as bytes that can be wiped. JSch 2.28.8 gives it to others as text only, between lines of words.
@NullMarked
public final class PrivateHalf {

  private PrivateHalf() {}

  /// In the form of its type, an RSA key as RFC 8017 appendix A.1.2 has it; empty if JSch cannot write it down. A fresh
  /// copy, which its receiver wipes. JSch keeps its own as long as the pair lives.
  public static Optional<byte[]> of(KeyPair pair) {
    return Optional.ofNullable(pair.getPrivateKey());
  }
}
