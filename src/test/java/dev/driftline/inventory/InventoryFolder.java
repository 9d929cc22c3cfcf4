package dev.driftline.inventory;

import dev.driftline.cli.option.InventoryTemplates;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Inventories written for one test.
record InventoryFolder(Path path) {

  Path write(String name, String text) throws IOException {
    Path file = path.resolve(name);
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    return Files.writeString(file, text);
  }

  Inventory read(Problems problems, String... sources) {
    List<Path> paths = Stream.of(sources).map(path::resolve).toList();
    return Inventory.read(paths, List.of(), new InventoryTemplates(), problems);
  }

  /// What was reported, with the name of the folder left out.
  String shown(Problems problems) {
    return problems.sorted().stream()
        .map(Problem::render)
        .collect(Collectors.joining())
        .replace(path + "/", "")
        .replace(path.toString(), ".");
  }
}
