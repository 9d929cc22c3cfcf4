package dev.driftline.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a folder of classes was made from, as a file remembers it between two runs. Contents are compared, never times.
///
/// @param context what all files depend on: the class path and what is visible of it
/// @param files   each file and the hash of its content
record Inputs(String context, Map<String, String> files) {

  Inputs {
    files = Map.copyOf(files);
  }

  static Inputs of(String context, List<Path> files) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    for (Path file : files) {
      hashes.put(file.toString(), Hash.of(Files.readAllBytes(file)));
    }
    return new Inputs(context, hashes);
  }

  /// Nothing in particular, if the file is not there.
  static Inputs read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new Inputs("", Map.of());
    }
    List<String> lines = Files.readAllLines(file);
    Map<String, String> hashes = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      hashes.put(line.substring(line.indexOf(' ') + 1), line.substring(0, line.indexOf(' ')));
    }
    return new Inputs(lines.getFirst(), hashes);
  }

  void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>(List.of(context));
    new TreeMap<>(files).forEach((name, hash) -> lines.add(hash + " " + name));
    Path whole = Files.write(file.resolveSibling(file.getFileName() + ".new"), lines);
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Whether no file came or went and the context is the same.
  boolean hasSameNamesAs(Inputs before) {
    return context.equals(before.context) && files.keySet().equals(before.files.keySet());
  }

  /// The files whose content is not as it was.
  List<Path> changedSince(Inputs before) {
    return files.entrySet().stream()
        .filter(file -> !file.getValue().equals(before.files.get(file.getKey())))
        .map(file -> Path.of(file.getKey()))
        .sorted()
        .toList();
  }
}
