package dev.driftline.probe.libraries;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Cell;
import dev.driftline.probe.kit.Cells;
import dev.driftline.probe.kit.PackageManagers;
import dev.driftline.text.Excerpt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The packages that files belong to, as the host's package managers told `libraries.sh`. For example, `/usr/bin/perl`
/// belongs to `perl-base` of dpkg.
///
/// That a file belongs to no package is said only if all managers with a database could be asked for it. Filled line by
/// line, then only read.
final class FileOwners {

  /// Characters of paths that no manager is asked for: dpkg takes some for a pattern, and others cannot be in a list of
  /// words.
  private static final String NOT_ASKED = "[]*?\\ \uFFFD";

  /// In characters. Each row of a file whose owner is not known repeats the reason.
  private static final int LONGEST_REASON = 200;

  /// What a place in a map takes in memory.
  private static final int ENTRY = 48;

  private final Budget budget;
  private final List<Manager> managers = new ArrayList<>();

  FileOwners(Budget budget) {
    this.budget = budget;
  }

  /// What one package manager told.
  private static final class Manager {
    private final String name;
    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, String> versions = new HashMap<>();
    private final Set<String> unasked = new HashSet<>();
    private Optional<String> failure = Optional.empty();

    Manager(String name) {
      this.name = name;
    }
  }

  /// Takes a line about owners; false if it is something else. Lines belong to the last `k` line before them:
  ///
  /// - `k MANAGER` a manager that has a database
  /// - `o PATH PACKAGE` the owner of a file
  /// - `v PACKAGE VERSION`
  /// - `u PATH` a file that the manager cannot be asked for, because it was removed
  /// - `w WHY` the manager failed
  boolean take(String[] line) {
    if (line[0].equals("k") && line.length == 2) {
      return PackageManagers.NAMES.contains(line[1])
          && isNew(line[1])
          && managers.add(new Manager(line[1]));
    }
    if (managers.isEmpty()) {
      return false;
    }
    Manager manager = managers.getLast();
    return switch (line[0] + line.length) {
      case "o3" -> put(manager.owners, line);
      case "v3" -> put(manager.versions, line);
      case "u2" -> {
        budget.spend(ENTRY);
        budget.text(line[1]);
        manager.unasked.add(line[1]);
        yield true;
      }
      case "w2" -> {
        manager.failure =
            manager.failure.or(() ->
                Optional.of("%s: %s".formatted(manager.name, Excerpt.of(line[1], LONGEST_REASON))));
        yield true;
      }
      default -> false;
    };
  }

  /// Each manager may come once. So there are three at most, and a search in their list is cheap.
  private boolean isNew(String name) {
    return managers.stream().noneMatch(manager -> manager.name.equals(name));
  }

  private boolean put(Map<String, String> map, String[] line) {
    budget.spend(ENTRY);
    budget.text(line[1]);
    budget.text(line[2]);
    map.putIfAbsent(line[1], line[2]); // the first answer counts
    return !line[1].isEmpty() && !line[2].isEmpty();
  }

  /// The cells `package`, `version` and `manager` of the file `path`. The map is empty if the file belongs to no
  /// package.
  Map<String, Cell> of(String path) {
    if (!path.startsWith("/") || path.chars().anyMatch(c -> NOT_ASKED.indexOf(c) >= 0)) {
      return unread("no package manager can be asked for a file of this name");
    }
    if (managers.isEmpty()) {
      return unread("the host has no package manager that driftline can ask for owners of files");
    }
    // ask each manager; the first that owns the file is right
    String other = otherSpelling(path);
    Optional<String> failure = Optional.empty();
    for (Manager manager : managers) {
      String owner = manager.owners.getOrDefault(path, manager.owners.getOrDefault(other, ""));
      if (!owner.isEmpty()) {
        return cells(manager, owner);
      }
      // this manager does not own it, or it could not be asked
      failure = failure.or(() -> whyNot(manager, path));
    }
    return failure.map(FileOwners::unread).orElse(Map.of());
  }

  /// Why the manager's silence about a path does not mean "not mine"; empty if it does.
  private static Optional<String> whyNot(Manager manager, String path) {
    return manager.unasked.contains(path)
        ? Optional.of("%s tells owners only of files that are there".formatted(manager.name))
        : manager.failure;
  }

  /// The other path of the same file under a merged `/usr`: `/lib/x` and `/usr/lib/x`. Without a merged `/usr` the host
  /// says nothing about the other path.
  private static String otherSpelling(String path) {
    if (isUnder("/usr/", path)) {
      return path.substring(4);
    }
    return isUnder("/", path) ? "/usr" + path : path;
  }

  /// Whether `path` is in a folder `bin`, `sbin`, `lib`, `lib64`, `libx32` or the like of `root`.
  private static boolean isUnder(String root, String path) {
    int slash = path.indexOf('/', root.length());
    if (slash < 0 || !path.startsWith(root)) {
      return false;
    }
    String folder = path.substring(root.length(), slash);
    return folder.equals("bin")
        || folder.equals("sbin")
        || (folder.startsWith("lib") && folder.chars().allMatch(FileOwners::isLowerOrDigit));
  }

  private static boolean isLowerOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private static Map<String, Cell> cells(Manager manager, String owner) {
    String version = manager.versions.getOrDefault(owner, "");
    // dpkg adds the architecture to some names: `libc6:amd64`
    int colon = owner.indexOf(':');
    return Map.of(
        "package", Cells.text(owner.substring(0, colon < 0 ? owner.length() : colon)),
        "version",
            version.isEmpty()
                ? Cell.unread(manager.failure.orElse(manager.name + " did not say"))
                : Cells.text(version),
        "manager", Cell.text(manager.name));
  }

  static Map<String, Cell> unread(String why) {
    Cell unread = Cell.unread(why);
    return Map.of("package", unread, "version", unread, "manager", unread);
  }
}
