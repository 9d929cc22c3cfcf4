package dev.driftline.ssh.hostkey;

import java.nio.BufferUnderflowException;
import java.util.Arrays;
import java.util.Optional;

/// How a host proves its key in one key exchange: with what was agreed on, and with nothing weaker.
///
/// JSch 2.28.8 picks the verifier by the names that the host puts into its key and its signature. So a host could
/// answer with SHA-1, DSA or a key of 512 bits, whatever was agreed on; and a signature that claims to be 2 GiB long
/// would be given the memory for it. Here both are looked at before JSch sees them.
public final class KeyProof {

  private static final String DAMAGED = "the host's answer to the key exchange is damaged";

  /// The longest public half is that of mlkem768x25519, 1,120 bytes. JSch reads one of more than 8 KiB otherwise than
  /// it was sent.
  private static final int LONGEST_PUBLIC_HALF = 4096;

  private static final String RSA = "rsa-sha2-";

  /// The digits of `256` and `512`.
  private static final int DIGEST = 3;

  private final byte[] key;
  private final byte[] signature;

  private KeyProof(byte[] key, byte[] signature) {
    this.key = key;
    this.signature = signature;
  }

  /// Takes the proof out of an answer to a key exchange.
  ///
  /// @param answer of the host: its key, its public half of the exchange, its signature (RFC 4253 section 8)
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

  private static KeyProof nothing() {
    return new KeyProof(new byte[0], new byte[0]);
  }

  public boolean hasKeyOf(KeyProof other) {
    return Arrays.equals(key, other.key);
  }

  /// Why it does not count, as a sentence about the host; empty if the signature may be verified.
  ///
  /// @param agreed the host key algorithm of this exchange: `rsa-sha2-512`, `ssh-ed25519-cert-v01@openssh.com`
  public Optional<String> problem(String agreed) {
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

  /// RFC 8332 section 3: RSA keys sign with several algorithms, and are of one type.
  private static String keyType(String algorithm) {
    return algorithm.startsWith(RSA)
        ? "ssh-rsa" + algorithm.substring(RSA.length() + DIGEST)
        : algorithm;
  }
}
