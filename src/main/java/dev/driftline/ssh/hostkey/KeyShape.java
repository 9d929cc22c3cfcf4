package dev.driftline.ssh.hostkey;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Whether a public key, or the key in a certificate, has the form of its type and is long enough to be safe.
///
/// Forms: RFC 4253 section 6.6, RFC 5656 section 3.1, RFC 8709 section 4, and PROTOCOL.certkeys of OpenSSH.
final class KeyShape {

  /// NIST SP 800-57 part 1, table 2: 2,048 bits are as strong as 112 bits of a cipher. OpenSSH allows 1,024.
  private static final int LEAST_BITS = 2048;

  /// The longest RSA key that the JDK accepts.
  private static final int MOST_BITS = 16_384;

  private static final String CERTIFICATE = "-cert-v01@openssh.com";
  private static final int ED25519_BYTES = 32;

  /// The first byte of a point of which both coordinates follow (SEC 1, section 2.3.3).
  private static final int UNCOMPRESSED = 4;

  private static final Optional<String> DAMAGED = Optional.of("it is damaged");
  private static final Optional<String> NONE = Optional.empty();

  private KeyShape() {}

  /// What is wrong with the key, such as `it is damaged`. Empty if it is fine, or if its type is one that is never
  /// agreed on.
  static Optional<String> problem(byte[] blob) {
    try {
      SshStrings words = new SshStrings(blob);
      String type = words.text();
      boolean certificate = type.endsWith(CERTIFICATE);
      if (certificate) {
        words.next(); // a nonce stands before the key; all else in a certificate comes after it
      }
      return problem(plain(type), words)
          .or(() -> words.ended() || certificate || !known(type) ? NONE : DAMAGED);
    } catch (BufferUnderflowException _) {
      return DAMAGED;
    }
  }

  /// The blob of the plain key in a certificate: its type without the ending, and the words of the key. Anything else
  /// stays as it is, also certificates of types that are never agreed on.
  static Optional<byte[]> withoutCertificate(byte[] blob) {
    try {
      SshStrings words = new SshStrings(blob);
      String type = words.text();
      if (!type.endsWith(CERTIFICATE) || !known(plain(type))) {
        return Optional.of(blob);
      }
      words.next(); // the nonce
      ByteArrayOutputStream key = new ByteArrayOutputStream();
      key.writeBytes(SshStrings.written(plain(type).getBytes(StandardCharsets.US_ASCII)));
      for (int word = plain(type).equals("ssh-ed25519") ? 1 : 2; word > 0; word--) {
        key.writeBytes(SshStrings.written(words.next()));
      }
      return Optional.of(key.toByteArray());
    } catch (BufferUnderflowException _) {
      return Optional.empty();
    }
  }

  /// `ssh-rsa` of `ssh-rsa-cert-v01@openssh.com`.
  static String plain(String name) {
    return name.endsWith(CERTIFICATE)
        ? name.substring(0, name.length() - CERTIFICATE.length())
        : name;
  }

  private static boolean known(String type) {
    return type.equals("ssh-rsa") || type.equals("ssh-ed25519") || type.startsWith("ecdsa-sha2-");
  }

  private static Optional<String> problem(String type, SshStrings words) {
    return switch (type) {
      case "ssh-rsa" -> rsa(words);
      case "ssh-ed25519" -> words.next().length == ED25519_BYTES ? NONE : DAMAGED;
      case "ecdsa-sha2-nistp256" -> point(words, "nistp256", 256);
      case "ecdsa-sha2-nistp384" -> point(words, "nistp384", 384);
      case "ecdsa-sha2-nistp521" -> point(words, "nistp521", 521);
      default -> NONE;
    };
  }

  private static Optional<String> rsa(SshStrings words) {
    words.number(); // the exponent, which the JDK checks
    int bits = words.number().bitLength();
    if (bits > MOST_BITS) {
      return Optional.of("it has %d bits, and %d are the most".formatted(bits, MOST_BITS));
    }
    return bits < LEAST_BITS
        ? Optional.of("it has %d bits, and %d are the least".formatted(bits, LEAST_BITS))
        : NONE;
  }

  /// A key on a curve: the curve's name, then a point with two coordinates of the curve's length.
  private static Optional<String> point(SshStrings words, String curve, int bits) {
    boolean named = words.text().equals(curve);
    byte[] point = words.next();
    int coordinate = (bits + Byte.SIZE - 1) / Byte.SIZE;
    return named && point.length == 1 + 2 * coordinate && point[0] == UNCOMPRESSED ? NONE : DAMAGED;
  }
}
