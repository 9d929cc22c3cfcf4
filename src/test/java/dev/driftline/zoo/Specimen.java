package dev.driftline.zoo;

import java.util.List;

/// What all processes of one name that look alike have on 0, 1 and 2.
///
/// @param name  the name that the process gives itself
/// @param words for 0, 1 and 2
record Specimen(String name, List<Word> words) {

  /// @param line three words and a name, which may have spaces: `null null !closed  nsd: main`
  static Specimen read(String line) {
    String[] fields = line.split(" +", 4);
    return new Specimen(fields[3], List.of(fields).subList(0, 3).stream().map(Word::read).toList());
  }

  /// Whether the other one has the same name and descriptors, whatever is right for them.
  boolean looksLike(Specimen other) {
    return name.equals(other.name) && texts().equals(other.texts());
  }

  List<String> texts() {
    return words.stream().map(Word::text).toList();
  }

  @Override
  public String toString() {
    return "%-20s %-20s %-24s %s".formatted(words.get(0), words.get(1), words.get(2), name);
  }
}
