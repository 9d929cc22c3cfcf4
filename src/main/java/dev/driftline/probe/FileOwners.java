package dev.driftline.probe;

import dev.driftline.model.table.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which packages files are part of, as the host's package managers told `libraries.sh`.
///
/// A file that no manager knows belongs to no package only if every manager that has a database could
/// be asked for it. Filled line by line, then read only.
final class FileOwners {

  /// What dpkg takes for a pattern, and what cannot stand in a list of words.
  private static final Pattern NOT_ASKED = Pattern.compile("[\\[\\]*?\\\\ \uFFFD]|^[^/]");

  private static final Pattern UNDER_USR = Pattern.compile("/usr/(s?bin|lib[0-9a-z]*)/.*");
  private static final Pattern UNDER_ROOT = Pattern.compile("/(s?bin|lib[0-9a-z]*)/.*");

  private final List<Manager> managers = new ArrayList<>();

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
      return managers.add(new Manager(line[1]));
    }
    if (managers.isEmpty()) {
      return false;
    }
    Manager manager = managers.getLast();
    return switch (line[0] + line.length) {
      case "o3" -> put(manager.owners, line);
      case "v3" -> put(manager.versions, line);
      case "u2" -> {
        manager.unasked.add(line[1]);
        yield true;
      }
      case "w2" -> {
        String why = "%s: %s".formatted(manager.name, line[1]);
        manager.failure = manager.failure.or(() -> Optional.of(why));
        yield true;
      }
      default -> false;
    };
  }

  private static boolean put(Map<String, String> map, String[] line) {
    map.putIfAbsent(line[1], line[2]);
    return !line[1].isEmpty() && !line[2].isEmpty();
  }

  /// The cells `package`, `version` and `manager` of the file `path`; none of them if no package has it.
  Map<String, Cell> of(String path) {
    if (NOT_ASKED.matcher(path).find()) {
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
    if (UNDER_USR.matcher(path).matches()) {
      return path.substring(4);
    }
    return UNDER_ROOT.matcher(path).matches() ? "/usr" + path : path;
  }

  private static Map<String, Cell> cells(Manager manager, String owner) {
    String version = manager.versions.getOrDefault(owner, "");
    return Map.of(
        "package", Cell.text(owner.replaceFirst(":.*", "")),
        "version",
            version.isEmpty()
                ? Cell.unread(manager.failure.orElse(manager.name + " did not say"))
                : Cell.text(version),
        "manager", Cell.text(manager.name));
  }

  static Map<String, Cell> unread(String why) {
    Cell unread = Cell.unread(why);
    return Map.of("package", unread, "version", unread, "manager", unread);
  }
}
