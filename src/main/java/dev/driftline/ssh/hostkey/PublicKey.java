package dev.driftline.ssh.hostkey;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/// A public key as SSH sends it, RFC 4253 section 6.6: its type and, in Base64, the whole blob.
///
/// @param type   as in the blob itself: `ssh-ed25519`, `ssh-rsa`
/// @param base64 canonical, so that equal keys are equal text
public record PublicKey(String type, String base64) {

  private static final int LONGEST_TYPE = 64;

  /// Empty if the bytes are no key: they do not start with the name of a type.
  public static Optional<PublicKey> of(byte[] blob) {
    if (blob.length < 8) {
      return Optional.empty();
    }
    int length = ByteBuffer.wrap(blob).getInt();
    if (length < 1 || length > LONGEST_TYPE || length > blob.length - 4) {
      return Optional.empty();
    }
    String type = new String(blob, 4, length, StandardCharsets.US_ASCII);
    return Optional.of(new PublicKey(type, Base64.getEncoder().encodeToString(blob)));
  }

  /// As `ssh-keygen -l` shows it: `SHA256:` and 43 characters.
  public String fingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob());
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Why nobody should rely on it: `it has 1024 bits, and 2048 are the least`; empty if it is as strong as its type can
  /// be.
  public Optional<String> weakness() {
    return KeyShape.problem(blob());
  }

  /// The key that a certificate is about; of a plain key, this key itself. Empty if the certificate is damaged.
  public Optional<PublicKey> withoutCertificate() {
    return KeyShape.withoutCertificate(blob()).flatMap(PublicKey::of);
  }

  public byte[] blob() {
    return Base64.getDecoder().decode(base64);
  }

  /// Type and fingerprint.
  @Override
  public String toString() {
    return type + " " + fingerprint();
  }
}
