package dev.driftline.ssh.login;

import dev.driftline.model.host.AlgorithmKind;
import dev.driftline.model.host.AlgorithmNames;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The algorithms that a host proposes, as JSch logs them, and which older ones would reach it if there is none in
/// common. Only names from our own lists are ever shown, never the host's text.
final class ServerProposal {

  private static final String PROPOSES = "server proposal: ";
  private static final String SIGNATURES = "server-sig-algs=<";

  /// How JSch's log lines begin for each kind. One direction of ciphers and MACs is enough: servers propose the same
  /// for both.
  private static final Map<AlgorithmKind, String> WORDS =
      Map.of(
          AlgorithmKind.KEY_EXCHANGE, PROPOSES + "KEX algorithms: ",
          AlgorithmKind.HOST_KEY, PROPOSES + "host key algorithms: ",
          AlgorithmKind.CIPHER, PROPOSES + "ciphers c2s: ",
          AlgorithmKind.MAC, PROPOSES + "MACs c2s: ");

  private final Map<AlgorithmKind, String> proposed = new EnumMap<>(AlgorithmKind.class);
  private boolean takesSha2;

  synchronized void heard(String message) {
    if (message.startsWith(PROPOSES)) {
      WORDS.forEach((kind, words) -> {
        if (message.startsWith(words)) {
          proposed.putIfAbsent(kind, message.substring(words.length()));
        }
      });
    } else if (message.startsWith(SIGNATURES)) {
      takesSha2 = message.contains("rsa-sha2-");
    }
  }

  /// Whether the server accepts RSA signatures with SHA-2 (RFC 8332), which it says in its extensions (RFC 8308).
  synchronized boolean takesSha2() {
    return takesSha2;
  }

  /// The sound algorithms of this kind that the host offers and driftline does not have. Empty if it offers none of
  /// those that we know by name.
  synchronized List<String> lackedHere(AlgorithmKind kind) {
    return Stream.of(proposed.getOrDefault(kind, "").split(",", -1))
        .filter(kind::passesOver)
        .filter(name -> !name.contains("-cert-"))
        .toList();
  }

  /// What the inventory would have to say to reach this host, such as `kex_algorithms: +diffie-hellman-group14-sha1`.
  /// Empty if nothing would help.
  synchronized Optional<String> olderNeeded(AlgorithmNames ours) {
    List<String> needed = new ArrayList<>();
    for (Map.Entry<AlgorithmKind, String> each : proposed.entrySet()) {
      AlgorithmKind kind = each.getKey();
      List<String> theirs = List.of(each.getValue().split(","));
      if (ours.of(kind).stream().noneMatch(theirs::contains)) {
        Optional<String> older = kind.older().stream().filter(theirs::contains).findFirst();
        if (older.isEmpty()) {
          return Optional.empty();
        }
        needed.add(kind.variable() + ": +" + older.get());
      }
    }
    return needed.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", needed));
  }
}
