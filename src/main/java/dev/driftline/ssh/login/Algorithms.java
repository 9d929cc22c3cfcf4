package dev.driftline.ssh.login;

import com.jcraft.jsch.Session;
import dev.driftline.model.host.AlgorithmKind;
import dev.driftline.model.host.AlgorithmNames;
import dev.driftline.ssh.hostkey.KnownHosts;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Sets the options of a session: which algorithms may be agreed on with a host, and every option of JSch 2.28.8 that
/// matters. Compression and every kind of forwarding are off.
final class Algorithms {

  /// Preferred if known_hosts holds such a key. RSA comes before ECDSA: Java verifies it ten times as fast.
  private static final List<String> PREFERRED_IF_KNOWN =
      List.of("ssh-ed25519", "rsa-sha2-512", "rsa-sha2-256");

  private static final String CERTIFICATE = "-cert-v01@openssh.com";

  /// `StrictHostKeyChecking`: JSch knows the words `yes` and `ask`; with any other text it accepts a changed key.
  /// `CheckKexes` and its like are empty: JSch would generate a key pair per algorithm at each connection, to see what
  /// the JDK has. Every JDK 25 has all that is named here.
  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("ca_signature_algorithms", String.join(",", AlgorithmKind.HOST_KEY.usual())),
          Map.entry("dhgex_min", "2048"),
          Map.entry("dhgex_preferred", "3072"),
          Map.entry("dhgex_max", "8192"),
          Map.entry("enable_server_sig_algs", "yes"),
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

  private static final Map<String, AlgorithmKind> SETTINGS =
      Map.of(
          "kex", AlgorithmKind.KEY_EXCHANGE,
          "cipher.c2s", AlgorithmKind.CIPHER,
          "cipher.s2c", AlgorithmKind.CIPHER,
          "mac.c2s", AlgorithmKind.MAC,
          "mac.s2c", AlgorithmKind.MAC);

  /// The options for the usual algorithms, which most hosts have: made once.
  private static final Map<String, String> USUAL = chosen(AlgorithmNames.USUAL);

  private Algorithms() {}

  /// The host key algorithms, the best first: those of the types that known_hosts holds. Certificates come before all,
  /// but only if an authority is known for the host.
  static String hostKeys(KnownHosts known, Destination to) {
    List<String> allowed = to.algorithms().of(AlgorithmKind.HOST_KEY);
    boolean certified = !known.authorities(to.address(), to.port()).isEmpty();
    Stream<String> certificates = certified ? certificates(allowed) : Stream.empty();
    return joined(certificates, ordered(allowed, known.types(to.address(), to.port())));
  }

  static String hostKeys(AlgorithmNames algorithms, Collection<String> types) {
    return joined(Stream.of(), ordered(algorithms.of(AlgorithmKind.HOST_KEY), types));
  }

  /// The same algorithms with certificates, without those that sign with SHA-1.
  private static Stream<String> certificates(List<String> plain) {
    return plain.stream()
        .filter(AlgorithmKind.HOST_KEY.usual()::contains)
        .map(name -> name + CERTIFICATE);
  }

  private static Stream<String> ordered(List<String> allowed, Collection<String> types) {
    Predicate<String> held = name -> types.contains(type(name));
    Stream<String> best = PREFERRED_IF_KNOWN.stream().filter(allowed::contains).filter(held);
    return Stream.of(best, allowed.stream().filter(held), allowed.stream())
        .flatMap(Function.identity())
        .distinct();
  }

  private static String type(String algorithm) {
    return algorithm.startsWith("rsa-") ? "ssh-rsa" : algorithm;
  }

  private static String joined(Stream<String> first, Stream<String> second) {
    return Stream.concat(first, second).collect(Collectors.joining(","));
  }

  /// @param query whether the host is asked about each key before it is signed with: one more round trip,
  ///     worth it if there are several
  static void configure(
      Session session, AlgorithmNames algorithms, String hostKeys, String methods, boolean query) {
    OPTIONS.forEach((name, value) -> set(session, name, value));
    Map<String, String> chosen =
        algorithms.equals(AlgorithmNames.USUAL) ? USUAL : chosen(algorithms);
    chosen.forEach((name, value) -> set(session, name, value));
    set(session, "server_host_key", hostKeys);
    set(session, "PreferredAuthentications", methods);
    set(session, "enable_pubkey_auth_query", query ? "yes" : "no");
  }

  private static Map<String, String> chosen(AlgorithmNames algorithms) {
    Map<String, String> chosen = new HashMap<>();
    SETTINGS.forEach((name, kind) -> chosen.put(name, String.join(",", algorithms.of(kind))));
    List<String> userKeys = algorithms.of(AlgorithmKind.USER_KEY);
    chosen.put("PubkeyAcceptedAlgorithms", joined(certificates(userKeys), userKeys.stream()));
    return chosen;
  }

  /// Sets an option and reads it back: JSch neither knows which names there are nor says what it makes of one.
  private static void set(Session session, String name, String value) {
    session.setConfig(name, value);
    if (!value.equals(session.getConfig(name))) {
      throw new IllegalStateException("JSch does not keep " + name);
    }
  }
}
