package dev.driftline.ssh.key;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a file holds where a private key is wanted, if driftline cannot use it, and the command that makes it usable.
final class KeyForm {

  private static final String PKCS8 = "-----BEGIN ENCRYPTED PRIVATE KEY-----";
  private static final String OPENSSH = "-----BEGIN OPENSSH PRIVATE KEY-----";

  private static final Pattern PUBLIC =
      Pattern.compile(
          "(ssh-|ecdsa-|sk-|---- BEGIN SSH2 PUBLIC|-----BEGIN (RSA )?PUBLIC).*", Pattern.DOTALL);

  private static final Pattern PUTTY_3 =
      Pattern.compile("PuTTY-User-Key-File-3:.*\nEncryption: (?!none).*", Pattern.DOTALL);

  /// PBKDF2, 1.2.840.113549.1.5.12, as DER has it.
  private static final String PBKDF2 = der("2a864886f70d01050c");

  /// AES in CBC mode, 2.16.840.1.101.3.4.1.2, .22 and .42. JSch has no other cipher for these files.
  private static final List<String> CIPHERS =
      List.of(der("608648016503040102"), der("608648016503040116"), der("60864801650304012a"));

  private static final Pattern TOKEN =
      Pattern.compile("sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\\.com");

  private KeyForm() {}

  /// Bytes in hexadecimal, each as one character.
  private static String der(String hex) {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
  }

  /// A sentence about the file; empty if it may hold a key that can be read.
  static Optional<String> unreadable(Path file, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1).strip().replace("\r\n", "\n");
    if (text.isEmpty()) {
      return Optional.of(file + " is empty");
    }
    if (PUBLIC.matcher(text).matches()) {
      return Optional.of(
          file + " holds a public key: name the private one, which has the same name without .pub");
    }
    if (PUTTY_3.matcher(text).matches()) {
      return Optional.of(
          "%1$s is an encrypted PuTTY key of version 3, which driftline cannot read: convert it with puttygen %1$s -O private-openssh -o NEW"
              .formatted(file));
    }
    if (text.startsWith(OPENSSH) && TOKEN.matcher(body(text)).find()) {
      return Optional.of(
          file + " is the key of a security token, which somebody has to touch: use another key");
    }
    if (text.startsWith(PKCS8) && !opens(body(text))) {
      return Optional.of(
          "%1$s is encrypted in a way that driftline cannot read: convert it with ssh-keygen -p -f %1$s"
              .formatted(file));
    }
    return Optional.empty();
  }

  private static boolean opens(String der) {
    return der.contains(PBKDF2) && CIPHERS.stream().anyMatch(der::contains);
  }

  /// The bytes between the lines with BEGIN and END, each as one character. Empty if they are not Base64.
  private static String body(String text) {
    String base64 = text.replaceAll("-----[^-]*-----", "");
    try {
      return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }
}
