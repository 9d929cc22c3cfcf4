package dev.driftline.model.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The algorithms that may be used with one host, in order of preference.
///
/// @param named the names in the inventory, by kind; they replace the usual ones of that kind
public record AlgorithmNames(Map<AlgorithmKind, List<String>> named) {

  /// The usual names only.
  public static final AlgorithmNames USUAL = new AlgorithmNames(Map.of());

  public AlgorithmNames {
    named = Map.copyOf(named);
  }

  public List<String> of(AlgorithmKind kind) {
    return named.getOrDefault(kind, kind.usual());
  }

  public AlgorithmNames with(AlgorithmKind kind, List<String> names) {
    Map<AlgorithmKind, List<String>> more = new HashMap<>(named);
    more.put(kind, List.copyOf(names));
    return new AlgorithmNames(more);
  }

  /// The older ones among them: `ssh-rsa`, `aes128-cbc`.
  public List<String> older() {
    List<String> older = new ArrayList<>();
    for (AlgorithmKind kind : AlgorithmKind.values()) {
      of(kind).stream().filter(kind.older()::contains).forEach(older::add);
    }
    return older.stream().distinct().toList();
  }

  /// All names of a kind that driftline can use, the best first.
  public static List<String> known(AlgorithmKind kind) {
    return Stream.concat(kind.usual().stream(), kind.older().stream()).toList();
  }
}
