package dev.driftline.ssh.openssl;

import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/// Whether this machine's OpenSSL does the cryptography, and which of our classes JSch has to create for it.
public final class OpenSsl {

  /// `-Ddriftline.openssl=no` leaves all cryptography to the JDK.
  private static final String WANTED = "driftline.openssl";

  private static final Map<String, String> CLASSES =
      Map.of(
          "xdh", X25519.class.getName(),
          "ssh-ed25519", Ed25519.class.getName(),
          "aes128-gcm@openssh.com", AesGcm.Aes128.class.getName(),
          "aes256-gcm@openssh.com", AesGcm.Aes256.class.getName());

  private static final Optional<String> VERSION = find();

  private OpenSsl() {}

  /// The version of the OpenSSL in use; empty if there is none, or if it failed its test.
  public static Optional<String> version() {
    return VERSION;
  }

  /// The class names by JSch's name of the algorithm; empty if the JDK does all cryptography.
  public static Map<String, String> classes() {
    return VERSION.isPresent() ? CLASSES : Map.of();
  }

  private static Optional<String> find() {
    if (System.getProperty(WANTED, "yes").equals("no") || !LibCrypto.present()) {
      return Optional.empty();
    }
    try {
      LibCrypto.start();
      return KnownAnswers.given() ? Optional.of(LibCrypto.version()) : Optional.empty();
    } catch (GeneralSecurityException
        | IllegalStateException
        | NoSuchElementException
        | LinkageError _) {
      // This OpenSSL lacks something: it is old, or its administrator has restricted it (FIPS).
      return Optional.empty();
    }
  }
}
