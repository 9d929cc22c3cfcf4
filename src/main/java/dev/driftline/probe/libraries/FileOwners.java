package dev.driftline.probe.libraries;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Cell;
import dev.driftline.probe.kit.Cells;
import dev.driftline.probe.kit.PackageManagers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which packages files are part of, as the host's package managers told `libraries.sh`.
///
/// A file that no manager knows belongs to no package only if every manager that has a database could
/// be asked for it. Filled line by line, then read only.
final class FileOwners {

  /// What dpkg takes for a pattern, and what cannot stand in a list of words.
  private static final String NOT_ASKED = "[]*?\\ \uFFFD";

  private static final int LONGEST_REASON = 200;

  /// A place in a table.
  private static final int ENTRY = 48;

  private final Budget budget;
  private final List<Manager> managers = new ArrayList<>();

  FileOwners(Budget budget) {
    this.budget = budget;
  }

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

  /// Takes a line `k`, `o`, `v`, `u` or `w`; false if it is none of these.
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
            manager.failure.or(() -> Optional.of("%s: %s".formatted(manager.name, cut(line[1]))));
        yield true;
      }
      default -> false;
    };
  }

  /// At most three, so that nothing is looked for in many.
  private boolean isNew(String name) {
    return managers.stream().noneMatch(manager -> manager.name.equals(name));
  }

  /// Every row of a file whose owner is not known says why.
  private static String cut(String why) {
    return why.length() <= LONGEST_REASON ? why : why.substring(0, LONGEST_REASON) + "…";
  }

  private boolean put(Map<String, String> map, String[] line) {
    budget.spend(ENTRY);
    budget.text(line[1]);
    budget.text(line[2]);
    map.putIfAbsent(line[1], line[2]);
    return !line[1].isEmpty() && !line[2].isEmpty();
  }

  /// The cells `package`, `version` and `manager` of the file `path`; none of them if no package has it.
  Map<String, Cell> of(String path) {
    if (!path.startsWith("/") || path.chars().anyMatch(c -> NOT_ASKED.indexOf(c) >= 0)) {
      return unread("no package manager can be asked for a file of this name");
    }
    if (managers.isEmpty()) {
      return unread("the host has no package manager that driftline can ask for owners of files");
    }
    String other = otherSpelling(path);
    Optional<String> failure = Optional.empty();
    for (Manager manager : managers) {
      String owner = manager.owners.getOrDefault(path, manager.owners.getOrDefault(other, ""));
      if (!owner.isEmpty()) {
        return cells(manager, owner);
      }
      failure = failure.or(() -> whyNot(manager, path));
    }
    return failure.map(FileOwners::unread).orElse(Map.of());
  }

  private static Optional<String> whyNot(Manager manager, String path) {
    return manager.unasked.contains(path)
        ? Optional.of("%s tells owners only of files that are there".formatted(manager.name))
        : manager.failure;
  }

  /// Under a merged `/usr`; elsewhere the host does not tell of it.
  private static String otherSpelling(String path) {
    if (isUnder("/usr/", path)) {
      return path.substring(4);
    }
    return isUnder("/", path) ? "/usr" + path : path;
  }

  /// Whether the folder behind `root` is `bin`, `sbin`, `lib` or `lib64`, `libx32` and the like.
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
