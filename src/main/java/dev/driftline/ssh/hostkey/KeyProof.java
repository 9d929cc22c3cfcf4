package dev.driftline.ssh.hostkey;

import java.nio.BufferUnderflowException;
import java.util.Arrays;
import java.util.Optional;

/// The host key and the signature that a host sends in one key exchange. They count only if they are of the agreed
/// algorithm, and whole.
///
/// JSch 2.28.8 chooses how to verify by the names in the key and in the signature. So a host could answer with SHA-1,
/// DSA or a key of 512 bits, whatever was agreed on. And for a signature that claims to be 2 GiB long, JSch would
/// allocate 2 GiB. So both are checked here before JSch sees them.
public final class KeyProof {

  private static final String DAMAGED = "the host's answer to the key exchange is damaged";

  /// In bytes. The longest public half of all key exchanges is that of mlkem768x25519, 1,120 bytes. JSch misreads one
  /// of more than 8 KiB.
  private static final int LONGEST_PUBLIC_HALF = 4096;

  private static final String RSA = "rsa-sha2-";

  /// How many digits follow `rsa-sha2-`: those of `256` or `512`.
  private static final int DIGEST = 3;

  private final byte[] key;
  private final byte[] signature;

  private KeyProof(byte[] key, byte[] signature) {
    this.key = key;
    this.signature = signature;
  }

  /// Takes the proof out of an answer to a key exchange.
  ///
  /// @param answer three strings of SSH: the host's key, its public half of the exchange, its signature (RFC 4253
  ///     section 8)
  public static KeyProof of(byte[] answer) {
    try {
      SshStrings words = new SshStrings(answer);
      byte[] key = words.next();
      boolean plausible = words.next().length <= LONGEST_PUBLIC_HALF;
      byte[] signature = words.next();
      return plausible && words.ended() ? new KeyProof(key, signature) : nothing();
    } catch (BufferUnderflowException _) {
      return nothing();
    }
  }

  /// A damaged answer: an empty key, for which [#problem] has a sentence.
  private static KeyProof nothing() {
    return new KeyProof(new byte[0], new byte[0]);
  }

  public boolean hasKeyOf(KeyProof other) {
    return Arrays.equals(key, other.key);
  }

  /// Why the proof does not count, as a sentence about the host. Empty if JSch may verify the signature.
  ///
  /// @param agreed the host key algorithm of this exchange: `rsa-sha2-512`, `ssh-ed25519-cert-v01@openssh.com`
  public Optional<String> problem(String agreed) {
    // First the type of the key, then its form and length, then the algorithm of the signature.
    String type = type();
    if (type.isEmpty()) {
      return Optional.of(DAMAGED);
    }
    if (!type.equals(keyType(agreed))) {
      return Optional.of("the host shows a key of type \"%s\", not %s".formatted(type, agreed));
    }
    return KeyShape.problem(key)
        .map(words -> "the host's %s key does not count: %s".formatted(type, words))
        .or(() -> signedWithAnother(KeyShape.plain(agreed)));
  }

  private String type() {
    try {
      return new SshStrings(key).text();
    } catch (BufferUnderflowException _) {
      return "";
    }
  }

  /// A signature is two strings: the name of its algorithm and the signature's bytes (RFC 4253 section 6.6).
  private Optional<String> signedWithAnother(String agreed) {
    try {
      SshStrings words = new SshStrings(signature);
      String name = words.text();
      words.next();
      if (!words.ended()) {
        return Optional.of(DAMAGED);
      }
      return name.equals(agreed)
          ? Optional.empty()
          : Optional.of("the host signs with \"%s\", not %s".formatted(name, agreed));
    } catch (BufferUnderflowException _) {
      return Optional.of(DAMAGED);
    }
  }

  /// The type of the keys of an algorithm. RSA keys sign with several algorithms but have one type (RFC 8332 section
  /// 3): `ssh-rsa` for `rsa-sha2-512`, and the same with the ending of certificates.
  private static String keyType(String algorithm) {
    return algorithm.startsWith(RSA)
        ? "ssh-rsa" + algorithm.substring(RSA.length() + DIGEST)
        : algorithm;
  }
}
