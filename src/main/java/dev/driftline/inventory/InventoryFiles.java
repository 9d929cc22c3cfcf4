package dev.driftline.inventory;

import dev.driftline.file.FileTree;
import dev.driftline.source.FileProblem;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds the files of one source, `-i`: a file, or a folder whose files are read in ASCII order.
///
/// Files that Ansible ignores in a folder (`INVENTORY_IGNORE_EXTS` in `ansible/config/base.yml`) are ignored here, too,
/// with a warning. A file that Ansible would read and driftline cannot (INI, a script) is an error.
final class InventoryFiles {

  private static final Set<String> VARIABLES = Set.of("group_vars", "host_vars", "vars_plugins");
  private static final Pattern YAML = Pattern.compile(".*\\.(?:yml|yaml|json)");
  private static final Pattern PASSED_OVER =
      Pattern.compile(".*(?:\\.(?:pyc|pyo|swp|bak|rpm|md|txt|rst|orig|ini|cfg|retry)|~)");
  private static final int MAX_DEPTH = 8;

  private final ReadFiles files;
  private final Problems problems;
  private final InventoryBuilder builder;

  InventoryFiles(ReadFiles files, Problems problems, InventoryBuilder builder) {
    this.files = files;
    this.problems = problems;
    this.builder = builder;
  }

  /// Reads one source, and returns the folder of its `group_vars/` and `host_vars/`. Empty if it cannot be read, which
  /// is reported.
  Optional<FileTree> read(Path source) {
    builder.beginSource();
    try {
      FileTree tree = FileTree.named(source);
      if (Files.isDirectory(source)) {
        readFolder(tree, source, 0);
      } else {
        readFile(tree, source);
      }
      return Optional.of(tree);
    } catch (IOException e) {
      problems.add(FileProblem.of(source, "cannot read the file", e));
      return Optional.empty();
    }
  }

  private void readFolder(FileTree tree, Path folder, int depth) {
    for (Path entry : list(tree, folder, problems)) {
      String name = String.valueOf(entry.getFileName());
      if (name.startsWith(".") || VARIABLES.contains(name) || AnsibleConfig.isNamed(entry)) {
        continue;
      }
      if (PASSED_OVER.matcher(name).matches()) {
        problems.add(
            Problem.note(
                start(entry),
                "not read: Ansible passes over files of this name in a folder",
                "rename it to .yml if it belongs to the inventory"));
      } else if (!Files.isDirectory(entry)) {
        readFile(tree, entry);
      } else if (depth < MAX_DEPTH) {
        readFolder(tree, entry, depth + 1);
      } else {
        problems.add(
            Problem.error(start(entry), "", "folders nested deeper than " + MAX_DEPTH, "flatten"));
      }
    }
  }

  /// The entries of a folder in the order of Python's `sorted`.
  static List<Path> list(FileTree tree, Path folder, Problems problems) {
    try {
      return tree.list(folder).stream()
          .sorted(
              Comparator.comparing(
                  entry -> String.valueOf(entry.getFileName()), InventoryOrder::compareCodePoints))
          .toList();
    } catch (IOException e) {
      problems.add(FileProblem.of(folder, "cannot list the folder", e));
      return List.of();
    }
  }

  private void readFile(FileTree tree, Path path) {
    Optional<SourceFile> file = files.read(tree, path, problems);
    if (file.isEmpty() || refused(path, file.get())) {
      return;
    }
    Optional<YamlNode> root = files.parse(file.get(), problems);
    root.ifPresent(new YamlInventory(builder)::read);
  }

  /// Whether the file is no YAML inventory, which is reported.
  private boolean refused(Path path, SourceFile file) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    // a dynamic inventory
    if (file.text().startsWith("#!")) {
      refuse(file, 1, "an inventory script is not run", path);
      return true;
    }
    Optional<Integer> line = firstLine(file);
    if (line.isEmpty()) {
      files.warning(problems, file.at(1, 1), "the file holds no host", "add hosts or remove it");
      return true;
    }
    String text = file.line(line.get()).strip();
    // `[web]` is a section of INI; a name without an extension may be either, so its first line
    // tells
    boolean ini =
        (text.startsWith("[") && text.endsWith("]"))
            || (!YAML.matcher(name).matches() && !looksLikeYaml(text));
    if (ini) {
      refuse(file, line.get(), "this is not a YAML inventory; INI is not read", path);
    }
    return ini;
  }

  private static boolean looksLikeYaml(String line) {
    return line.startsWith("---")
        || line.startsWith("%YAML")
        || line.startsWith("{")
        || line.matches("[\"']?[^=]*[\"']?:(?:\\s.*)?");
  }

  private static Optional<Integer> firstLine(SourceFile file) {
    int lines = (int) file.text().chars().filter(c -> c == '\n').count() + 1;
    for (int number = 1; number <= lines; number++) {
      String line = file.line(number).strip();
      if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith(";")) {
        return Optional.of(number);
      }
    }
    return Optional.empty();
  }

  private void refuse(SourceFile file, int line, String message, Path path) {
    files.error(
        problems,
        file.at(line, 1),
        message,
        "convert it: ansible-inventory -i %s --list --yaml --output inventory.yml".formatted(path));
  }

  private static SourceLocation start(Path path) {
    return new SourceLocation(path.toString(), 1, 1);
  }
}
