package dev.driftline.inventory;

import dev.driftline.file.FileTree;
import dev.driftline.inventory.value.Variable;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode.Entry;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `group_vars/` or `host_vars/` of one folder.
///
/// For each name Ansible takes only the first of `name`, `name.yml`, `name.yaml`, `name.json`. If `name` is a folder,
/// it takes all such files below it (`find_vars_files` in `ansible/parsing/dataloader.py`).
final class VariableFiles {

  private static final Pattern WITH_EXTENSION = Pattern.compile("(.*)\\.(?:yml|yaml|json)");
  private static final Pattern ANY_EXTENSION = Pattern.compile(".+\\.[^.]*");
  private static final Pattern SOPS = Pattern.compile(".*\\.sops\\.(?:yml|yaml|json)");
  private static final String ELSEWHERE =
      "driftline decrypts nothing: write what it needs of them elsewhere";
  private static final int MAX_DEPTH = 8;

  private final ReadFiles files;
  private final Problems problems;

  VariableFiles(ReadFiles files, Problems problems) {
    this.files = files;
    this.problems = problems;
  }

  /// Hands over each variable that it finds. Of two with the same name, the later one wins.
  ///
  /// @param tree  the folder
  /// @param kind  `group` or `host`
  /// @param known the names that exist; a file for another name is reported
  void read(FileTree tree, String kind, Set<String> known, BiConsumer<String, Variable> found) {
    Path place = tree.folder().resolve(kind + "_vars");
    if (!Files.isDirectory(place)) {
      if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        problems.add(Problem.error(start(place), "", "not a folder", "make it one or rename it"));
      }
      return;
    }
    // the file that was taken for each name
    Map<String, Path> taken = new HashMap<>();
    for (Path entry : inSearchOrder(tree, place)) {
      String file = String.valueOf(entry.getFileName());
      if (file.startsWith(".") || file.endsWith("~")) {
        continue;
      }
      String name = owner(file, known);
      if (SOPS.matcher(file).matches()) {
        note(entry, "encrypted by sops: its variables are not known here", ELSEWHERE);
        continue;
      }
      if (!known.contains(name)) {
        note(entry, unused(kind, name), "rename the file or remove it");
        continue;
      }
      Path first = taken.putIfAbsent(name, entry);
      if (first == null) {
        readEntry(tree, entry, 0, variable -> found.accept(name, variable));
      } else {
        warn(
            entry,
            "not read: Ansible takes %s for %s \"%s\"".formatted(first, kind, name),
            "keep one of them, or move both into a folder called \"%s\"".formatted(name));
      }
    }
  }

  private static String unused(String kind, String name) {
    return name.equals("localhost")
        ? "driftline has no implicit localhost as Ansible has: these variables are used nowhere"
        : "no %s is called \"%s\": its variables are used nowhere".formatted(kind, name);
  }

  /// The entries without an extension first, then `.yml`, `.yaml`, `.json`.
  private List<Path> inSearchOrder(FileTree tree, Path place) {
    return InventoryFiles.list(tree, place, problems).stream()
        .sorted((a, b) -> Integer.compare(rank(a), rank(b)))
        .toList();
  }

  private static int rank(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.endsWith(".json") ? 3 : name.endsWith(".yaml") ? 2 : name.endsWith(".yml") ? 1 : 0;
  }

  /// The host or group of a file. `db1.yml` belongs to `db1`, unless a host is really called `db1.yml`.
  private static String owner(String file, Set<String> known) {
    Matcher withExtension = WITH_EXTENSION.matcher(file);
    return !known.contains(file) && withExtension.matches() ? withExtension.group(1) : file;
  }

  private void readEntry(FileTree tree, Path entry, int depth, Consumer<Variable> found) {
    if (!Files.isDirectory(entry)) {
      files
          .mapping(tree, entry, problems)
          .ifPresent(mapping -> {
            for (Entry variable : mapping.entries()) {
              found.accept(
                  new Variable(variable.key().text(), variable.value(), variable.key().at()));
            }
          });
      return;
    }
    if (depth == MAX_DEPTH) {
      problems.add(
          Problem.error(start(entry), "", "folders nested deeper than " + MAX_DEPTH, "flatten"));
      return;
    }
    for (Path inner : InventoryFiles.list(tree, entry, problems)) {
      String name = String.valueOf(inner.getFileName());
      boolean extension = ANY_EXTENSION.matcher(name).matches();
      // Ansible skips folders with an extension, and files with another one
      boolean taken =
          Files.isDirectory(inner)
              ? !extension
              : !extension || WITH_EXTENSION.matcher(name).matches();
      if (name.startsWith(".") || name.endsWith("~")) {
        continue;
      }
      if (SOPS.matcher(name).matches()) {
        note(inner, "encrypted by sops: its variables are not known here", ELSEWHERE);
      } else if (taken) {
        readEntry(tree, inner, depth + 1, found);
      } else {
        note(inner, "not read: Ansible reads .yml, .yaml and .json here", "rename or remove it");
      }
    }
  }

  private void note(Path path, String message, String hint) {
    problems.add(Problem.note(start(path), message, hint));
  }

  private void warn(Path path, String message, String hint) {
    problems.add(Problem.warning(start(path), "", message, hint));
  }

  private static SourceLocation start(Path path) {
    return new SourceLocation(path.toString(), 1, 1);
  }
}
