package dev.driftline.ssh.hostkey;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Which hosts a line of known_hosts is about: the first field of sshd(8), SSH_KNOWN_HOSTS FILE FORMAT.
///
/// A name is the address that is connected to, in lower case, or `[address]:port` if the port is not 22.
sealed interface KnownHostsPattern {

  boolean matches(String name);

  /// Names and patterns with commas between them, such as `db1,*.example.org,!db9.example.org,[db1]:2222`. If a pattern
  /// with `!` matches, the line is not about the host.
  record Plain(List<String> patterns) implements KnownHostsPattern {

    @Override
    public boolean matches(String name) {
      boolean matched = false;
      for (String pattern : patterns) {
        if (pattern.startsWith("!")) {
          if (Wildcard.matches(pattern.substring(1), name)) {
            return false;
          }
        } else {
          matched |= Wildcard.matches(pattern, name);
        }
      }
      return matched;
    }

    /// Whether all are plain names, so that a map can find them.
    boolean literal() {
      return patterns.stream().noneMatch(Plain::special);
    }

    private static boolean special(String pattern) {
      return pattern.startsWith("!") || pattern.indexOf('*') >= 0 || pattern.indexOf('?') >= 0;
    }
  }

  /// `|1|salt|hash`: HMAC-SHA1 of the name, keyed with the salt.
  final class Hashed implements KnownHostsPattern {

    private static final String MAGIC = "|1|";

    private final byte[] salt;
    private final byte[] hash;

    private Hashed(byte[] salt, byte[] hash) {
      this.salt = salt;
      this.hash = hash;
    }

    static boolean looksLike(String field) {
      return field.startsWith("|");
    }

    static Optional<Hashed> parse(String field) {
      int bar = field.lastIndexOf('|');
      if (!field.startsWith(MAGIC) || bar <= MAGIC.length()) {
        return Optional.empty();
      }
      try {
        byte[] salt = Base64.getDecoder().decode(field.substring(MAGIC.length(), bar));
        byte[] hash = Base64.getDecoder().decode(field.substring(bar + 1));
        return salt.length == 0 || hash.length != 20
            ? Optional.empty()
            : Optional.of(new Hashed(salt, hash));
      } catch (IllegalArgumentException _) {
        return Optional.empty();
      }
    }

    @Override
    public boolean matches(String name) {
      try {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(salt, "HmacSHA1"));
        return MessageDigest.isEqual(hash, mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has HmacSHA1", e);
      }
    }
  }
}
