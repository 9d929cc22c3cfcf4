package dev.driftline.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// A short name of many texts, by SHA-256. Other texts have another one, whoever chose them.
public final class Fingerprint {

  private final MessageDigest digest;

  private Fingerprint(MessageDigest digest) {
    this.digest = digest;
  }

  /// The fingerprint of texts in their order.
  public static Fingerprint of(List<String> texts) {
    try {
      Fingerprint fingerprint = new Fingerprint(MessageDigest.getInstance("SHA-256"));
      texts.forEach(fingerprint::add);
      return fingerprint;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// The fingerprint of the same texts and one more.
  public Fingerprint and(String text) {
    Fingerprint longer = copy();
    longer.add(text);
    return longer;
  }

  /// Its first bytes in hexadecimal.
  ///
  /// @param bytes how many, 32 at most
  public String hexadecimal(int bytes) {
    // digest() ends a digest, so a copy is asked
    return HexFormat.of().formatHex(copy().digest.digest(), 0, bytes);
  }

  private Fingerprint copy() {
    try {
      return new Fingerprint((MessageDigest) digest.clone());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 of the Java platform can be copied", e);
    }
  }

  /// Adds one text with its length. Otherwise the texts `ab`, `c` and the texts `a`, `bc` would be the same.
  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }
}
