package dev.driftline.model.host;

import java.util.List;
import java.util.Set;

/// A kind of algorithm that both sides of SSH must agree on, with the names that driftline can use.
///
/// - The **usual** names rest on nothing that is broken.
/// - The **older** names are for old servers. They are used only for hosts whose inventory names them.
/// - Other names are never used. DSA and `hmac-md5`: a server that has them also has RSA and `hmac-sha1`. RC4, Blowfish
///   and `none`: too weak. Group exchange with SHA-1: RFC 4253 requires the two fixed groups of every server.
@SuppressWarnings("ImmutableEnumChecker") // its lists and sets are immutable ones
public enum AlgorithmKind {
  /// The first one is the cheapest for both sides: OpenSSL verifies it in 0.1 ms, and a host needs more than 1 ms to
  /// sign with RSA.
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
  /// In group exchange the server chooses the prime, and the client cannot check it. So it is an older algorithm,
  /// though the host's key signs the choice and the prime has at least 2,048 bits.
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
  /// Signatures with the keys of users.
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

  /// The option of ssh_config(5).
  public String option() {
    return option;
  }

  /// The variable of an inventory.
  public String variable() {
    return variable;
  }

  /// Names for every host, the best first.
  public List<String> usual() {
    return usual;
  }

  /// Names for hosts whose inventory names them, the best first.
  public List<String> older() {
    return older;
  }

  /// Whether a list that was written for ssh may contain the name, though driftline cannot use it. These names are not
  /// weak, so leaving them out is no risk. A certificate counts if its plain algorithm is a usual one.
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
