package dev.driftline.model.host;

import java.util.List;
import java.util.Set;

/// What two sides of SSH agree on, each with the algorithms that driftline can use.
///
/// The usual ones rest on nothing that is broken. The older ones are for servers that know nothing better, and are used
/// only where the inventory names them for a host. What is on neither list is never used: DSA and `hmac-md5`, since
/// every server that has them has RSA and `hmac-sha1` too; RC4, Blowfish and `none`; group exchange with SHA-1, since RFC
/// 4253 asks every server for the two fixed groups.
@SuppressWarnings("ImmutableEnumChecker") // its lists and sets are immutable ones
public enum AlgorithmKind {
  /// The first is the cheapest for both sides: OpenSSL verifies it in 0.1 ms, and a host signs with RSA for more than a
  /// millisecond.
  HOST_KEY(
      "HostKeyAlgorithms",
      "host_key_algorithms",
      List.of(
          "ssh-ed25519",
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp384",
          "ecdsa-sha2-nistp521",
          "rsa-sha2-512",
          "rsa-sha2-256"),
      List.of("ssh-rsa"),
      Set.of("ssh-ed448")),
  /// In group exchange the server chooses a prime, which nobody checks: here only the host itself can do so, since its
  /// key signs the choice, and of 2,048 bits at least.
  KEY_EXCHANGE(
      "KexAlgorithms",
      "kex_algorithms",
      List.of(
          "mlkem768x25519-sha256",
          "curve25519-sha256",
          "curve25519-sha256@libssh.org",
          "ecdh-sha2-nistp256",
          "ecdh-sha2-nistp384",
          "ecdh-sha2-nistp521",
          "diffie-hellman-group16-sha512",
          "diffie-hellman-group18-sha512",
          "diffie-hellman-group14-sha256"),
      List.of(
          "diffie-hellman-group-exchange-sha256",
          "diffie-hellman-group14-sha1",
          "diffie-hellman-group1-sha1"),
      Set.of("sntrup761x25519-sha512", "sntrup761x25519-sha512@openssh.com")),
  CIPHER(
      "Ciphers",
      "cipher_algorithms",
      List.of(
          "aes128-gcm@openssh.com",
          "aes256-gcm@openssh.com",
          "aes128-ctr",
          "aes192-ctr",
          "aes256-ctr"),
      List.of("aes128-cbc", "aes192-cbc", "aes256-cbc", "3des-cbc"),
      Set.of("chacha20-poly1305@openssh.com")),
  MAC(
      "MACs",
      "mac_algorithms",
      List.of(
          "hmac-sha2-256-etm@openssh.com",
          "hmac-sha2-512-etm@openssh.com",
          "hmac-sha2-256",
          "hmac-sha2-512"),
      List.of("hmac-sha1-etm@openssh.com", "hmac-sha1"),
      Set.of(
          "umac-64-etm@openssh.com",
          "umac-128-etm@openssh.com",
          "umac-64@openssh.com",
          "umac-128@openssh.com")),
  /// With what the keys of users sign.
  USER_KEY(
      "PubkeyAcceptedAlgorithms",
      "user_key_algorithms",
      List.of(
          "ssh-ed25519",
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp384",
          "ecdsa-sha2-nistp521",
          "rsa-sha2-512",
          "rsa-sha2-256"),
      List.of("ssh-rsa"),
      Set.of("ssh-ed448"));

  private static final String CERTIFICATE = "-cert-v01@openssh.com";

  private final String option;
  private final String variable;
  private final List<String> usual;
  private final List<String> older;
  private final Set<String> others;

  AlgorithmKind(
      String option, String variable, List<String> usual, List<String> older, Set<String> others) {
    this.option = option;
    this.variable = variable;
    this.usual = usual;
    this.older = older;
    this.others = others;
  }

  /// Of ssh_config(5).
  public String option() {
    return option;
  }

  /// Of an inventory.
  public String variable() {
    return variable;
  }

  /// Used with every host, the best first.
  public List<String> usual() {
    return usual;
  }

  /// Used where they are named, the best first.
  public List<String> older() {
    return older;
  }

  /// Whether a list written for ssh may hold the name, though driftline has no use for it: nothing weak.
  ///
  /// A certificate is asked for where its plain algorithm is.
  public boolean passesOver(String name) {
    return others.contains(name)
        || name.startsWith("sk-")
        || name.startsWith("webauthn-")
        || (name.endsWith(CERTIFICATE) && usual.contains(plain(name)));
  }

  private static String plain(String certificate) {
    return certificate.substring(0, certificate.length() - CERTIFICATE.length());
  }
}
