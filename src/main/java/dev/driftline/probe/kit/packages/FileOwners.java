package dev.driftline.probe.kit.packages;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Cell;
import dev.driftline.probe.kit.Cells;
import dev.driftline.probe.kit.Line;
import dev.driftline.probe.kit.ShellHalf;
import dev.driftline.text.Excerpt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/// The packages that files belong to, as the host's package managers told `file-owners.sh`. For example, `/usr/bin/perl`
/// belongs to `perl-base` of dpkg.
///
/// That a file belongs to no package is said only if all managers with a database could be asked for it. Filled line by
/// line, then only read.
public final class FileOwners {

  /// Setups of every section that calls `print_owners`, which reads absolute paths from stdin.
  public static final List<String> SETUPS =
      Stream.concat(
              PackageManagers.SETUPS.stream(),
              Stream.of(ShellHalf.load(FileOwners.class, "file-owners")))
          .toList();

  /// Characters of paths that no manager is asked for: dpkg takes some for a pattern, and others cannot be in a list of
  /// words.
  private static final String NOT_ASKED = "[]*?\\ \uFFFD";

  /// In characters. Each row of a file whose owner is not known repeats the reason.
  private static final int LONGEST_REASON = 200;

  /// What a place in a map takes in memory.
  private static final int ENTRY = 48;

  private final Budget budget;
  private final List<Manager> managers = new ArrayList<>();

  public FileOwners(Budget budget) {
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

  /// Takes a line of `print_owners`; false if it is something else. Lines belong to the last `k` line before them:
  ///
  /// - `k MANAGER` a manager that has a database
  /// - `o PATH PACKAGE` the owner of a file
  /// - `v PACKAGE VERSION`
  /// - `u PATH` a file that the manager cannot be asked for, because it was removed
  /// - `w WHY` the manager failed
  public boolean take(Line line) {
    return switch (line.kind()) {
      case "k" -> manager(line.fields(1));
      case "o" -> ofLast(line.fields(2), (manager, said) -> put(manager.owners, said));
      case "v" -> ofLast(line.fields(2), (manager, said) -> put(manager.versions, said));
      case "u" -> ofLast(line.fields(1), (manager, said) -> unasked(manager, said.getFirst()));
      case "w" -> ofLast(line.fields(1), (manager, said) -> failed(manager, said.getFirst()));
      default -> false;
    };
  }

  private boolean manager(List<String> said) {
    return said.size() == 1
        && PackageManagers.NAMES.contains(said.getFirst())
        && isNew(said.getFirst())
        && managers.add(new Manager(said.getFirst()));
  }

  /// What the manager of the last `k` line said. The list is empty if the line has another number of fields.
  private boolean ofLast(List<String> said, BiPredicate<Manager, List<String>> reader) {
    return !said.isEmpty() && !managers.isEmpty() && reader.test(managers.getLast(), said);
  }

  private boolean unasked(Manager manager, String path) {
    budget.spend(ENTRY);
    budget.text(path);
    manager.unasked.add(path);
    return true;
  }

  private static boolean failed(Manager manager, String why) {
    String reason = "%s: %s".formatted(manager.name, Excerpt.of(why, LONGEST_REASON));
    manager.failure = manager.failure.or(() -> Optional.of(reason));
    return true;
  }

  /// Each manager may come once. So there are three at most, and a search in their list is cheap.
  private boolean isNew(String name) {
    return managers.stream().noneMatch(manager -> manager.name.equals(name));
  }

  private boolean put(Map<String, String> map, List<String> said) {
    budget.spend(ENTRY);
    budget.text(said.getFirst());
    budget.text(said.getLast());
    map.putIfAbsent(said.getFirst(), said.getLast()); // the first answer counts
    return !said.getFirst().isEmpty() && !said.getLast().isEmpty();
  }

  /// The package that the file `path` belongs to.
  public FileOwner of(String path) {
    if (!path.startsWith("/") || path.chars().anyMatch(c -> NOT_ASKED.indexOf(c) >= 0)) {
      return FileOwner.unread("no package manager can be asked for a file of this name");
    }
    if (managers.isEmpty()) {
      return FileOwner.unread("the host has no package manager that driftline can ask for owners of files");
    }
    // ask each manager; the first that owns the file is right
    String other = otherSpelling(path);
    Optional<String> failure = Optional.empty();
    for (Manager manager : managers) {
      String owner = manager.owners.getOrDefault(path, manager.owners.getOrDefault(other, ""));
      if (!owner.isEmpty()) {
        return owner(manager, owner);
      }
      // this manager does not own it, or it could not be asked
      failure = failure.or(() -> whyNot(manager, path));
    }
    return failure.map(FileOwner::unread).orElse(FileOwner.NOBODY);
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

  private static FileOwner owner(Manager manager, String owner) {
    String version = manager.versions.getOrDefault(owner, "");
    // dpkg adds the architecture to some names: `libc6:amd64`
    int colon = owner.indexOf(':');
    return new FileOwner(
        Cells.text(owner.substring(0, colon < 0 ? owner.length() : colon)),
        version.isEmpty()
            ? Cell.unread(manager.failure.orElse(manager.name + " did not say"))
            : Cells.text(version),
        Cell.text(manager.name));
  }
}
