package dev.driftline.ssh.login;

import com.jcraft.jsch.Session;
import dev.driftline.ssh.hostkey.KnownHosts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// How a session is set up, every option of JSch 2.28.8 that matters named. Left out: whatever rests on
/// SHA-1, group exchange (its server chooses the prime), CBC, compression, every kind of forwarding.
final class Algorithms {

  private static final String KEY_EXCHANGE =
      "mlkem768x25519-sha256,curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,"
          + "ecdh-sha2-nistp384,ecdh-sha2-nistp521,diffie-hellman-group16-sha512,"
          + "diffie-hellman-group18-sha512,diffie-hellman-group14-sha256";
  private static final String CIPHERS =
      "aes128-gcm@openssh.com,aes256-gcm@openssh.com,aes128-ctr,aes192-ctr,aes256-ctr";
  private static final String MACS =
      "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha2-256,hmac-sha2-512";
  private static final List<String> CERTIFICATES =
      List.of(
          "ssh-ed25519-cert-v01@openssh.com",
          "ecdsa-sha2-nistp256-cert-v01@openssh.com",
          "ecdsa-sha2-nistp384-cert-v01@openssh.com",
          "ecdsa-sha2-nistp521-cert-v01@openssh.com",
          "rsa-sha2-512-cert-v01@openssh.com",
          "rsa-sha2-256-cert-v01@openssh.com");

  /// The first is the cheapest for both sides: OpenSSL verifies it in 0.1 ms, and a host signs with RSA for more than a
  /// millisecond. RSA is verified ten times as fast as ECDSA, which is Java's work.
  private static final List<String> HOST_KEYS_KNOWN =
      List.of(
          "ssh-ed25519",
          "rsa-sha2-512",
          "rsa-sha2-256",
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp384",
          "ecdsa-sha2-nistp521");

  private static final List<String> HOST_KEYS =
      List.of(
          "ssh-ed25519",
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp384",
          "ecdsa-sha2-nistp521",
          "rsa-sha2-512",
          "rsa-sha2-256");

  /// JSch checks host keys for the literal words `yes` and `ask` only: any other text accepts a changed key.
  /// Server-side checks of availability would make a key pair for each algorithm at each connection; all that
  /// is named here is in every JDK 25.
  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("kex", KEY_EXCHANGE),
          Map.entry("cipher.c2s", CIPHERS),
          Map.entry("cipher.s2c", CIPHERS),
          Map.entry("mac.c2s", MACS),
          Map.entry("mac.s2c", MACS),
          Map.entry("compression.c2s", "none"),
          Map.entry("compression.s2c", "none"),
          Map.entry("CheckKexes", ""),
          Map.entry("CheckCiphers", ""),
          Map.entry("CheckMacs", ""),
          Map.entry("CheckSignatures", ""),
          Map.entry("enable_strict_kex", "yes"),
          Map.entry("StrictHostKeyChecking", "yes"),
          Map.entry("enable_auth_none", "no"),
          Map.entry("try_additional_pubkey_algorithms", "no"),
          Map.entry("prefer_known_host_key_types", "no"),
          Map.entry("host_certificate_to_key_fallback", "yes"),
          Map.entry("HashKnownHosts", "no"),
          Map.entry("ClearAllForwardings", "yes"),
          Map.entry("MaxAuthTries", "6"));

  private Algorithms() {}

  /// The order in which a host is asked for its key: of the types that known_hosts holds first. A certificate
  /// is asked for only where an authority is known.
  static String hostKeys(KnownHosts known, Destination to) {
    List<String> order = new ArrayList<>();
    if (!known.authorities(to.address(), to.port()).isEmpty()) {
      order.addAll(CERTIFICATES);
    }
    return ordered(order, known.types(to.address(), to.port()));
  }

  static String hostKeys(Collection<String> types) {
    return ordered(new ArrayList<>(), types);
  }

  private static String ordered(List<String> order, Collection<String> types) {
    HOST_KEYS_KNOWN.stream().filter(name -> types.contains(type(name))).forEach(order::add);
    HOST_KEYS.stream().filter(name -> !types.contains(type(name))).forEach(order::add);
    return String.join(",", order);
  }

  private static String type(String algorithm) {
    return algorithm.startsWith("rsa-") ? "ssh-rsa" : algorithm;
  }

  /// @param query whether the host is asked about each key before it is signed with: one more round trip,
  ///     worth it if there are several
  static void configure(Session session, String hostKeys, String methods, boolean query) {
    OPTIONS.forEach((name, value) -> set(session, name, value));
    set(session, "server_host_key", hostKeys);
    set(session, "PreferredAuthentications", methods);
    set(session, "enable_pubkey_auth_query", query ? "yes" : "no");
  }

  /// Sets an option and reads it back: JSch neither knows which names there are nor says what it makes of one.
  private static void set(Session session, String name, String value) {
    session.setConfig(name, value);
    if (!value.equals(session.getConfig(name))) {
      throw new IllegalStateException("JSch does not keep " + name);
    }
  }
}
