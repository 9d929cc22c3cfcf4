package dev.driftline.probe.kit.packages;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Cell;
import dev.driftline.probe.kit.Cells;
import dev.driftline.probe.kit.Line;
import dev.driftline.probe.kit.Lines;
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

/// The packages that files belong to, as the host's package managers told `file-owners.sh`. For example,
/// `/usr/bin/perl` belongs to `perl-base` of dpkg.
///
/// A file belongs to no package only if every manager of the host said so of this file, and no database is left that
/// could not be read. Filled line by line, then only read.
public final class FileOwners {

  /// Setups of every section that calls `print_owners`, which reads absolute paths from stdin.
  public static final List<String> SETUPS =
      Stream.concat(
              PackageManagers.SETUPS.stream(),
              Stream.of(
                  ShellHalf.awk(FileOwners.class, "file-owners"),
                  ShellHalf.awk(FileOwners.class, "rpm-files"),
                  ShellHalf.load(FileOwners.class, "file-owners")))
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

  /// How many managers the host has; -1 if it did not say.
  private long announced = -1;

  /// Why a file that nobody claims may have an owner.
  private Optional<String> doubt = Optional.empty();

  public FileOwners(Budget budget) {
    this.budget = budget;
  }

  /// The answers of one package manager.
  private static final class Manager {
    private final String name;
    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, String> versions = new HashMap<>();
    private final Set<String> nobodys = new HashSet<>();

    Manager(String name) {
      this.name = name;
    }
  }

  /// Takes a line of `print_owners`; false if it is something else. Lines belong to the last `manager` line before
  /// them:
  ///
  /// - `unread MANAGER WHY` a database that could not be read, or not all of it
  /// - `foreign NAME PATH` a database that driftline does not know
  /// - `managers COUNT` how many managers there are
  /// - `manager MANAGER`
  /// - `owner PATH PACKAGE` the owner of a file
  /// - `version PACKAGE VERSION`
  /// - `nobody PATH` a file of none of its packages
  public boolean take(Line line) {
    return switch (line.kind()) {
      case "unread" -> doubt("%s: %s", line.fields(2));
      case "foreign" ->
          doubt("there is a package database (%s: %s) that driftline cannot read", line.fields(2));
      case "managers" -> announce(line.fields(1));
      case "manager" -> manager(line.fields(1));
      case "owner" -> ofLast(line.fields(2), (manager, said) -> put(manager.owners, said));
      case "version" -> ofLast(line.fields(2), (manager, said) -> put(manager.versions, said));
      case "nobody" -> ofLast(line.fields(1), (manager, said) -> nobody(manager, said.getFirst()));
      default -> false;
    };
  }

  private boolean doubt(String form, List<String> said) {
    if (said.isEmpty()) {
      return false;
    }
    String why = form.formatted(said.getFirst(), Excerpt.of(said.getLast(), LONGEST_REASON));
    doubt = doubt.or(() -> Optional.of(Excerpt.of(why, 2 * LONGEST_REASON)));
    return true;
  }

  private boolean announce(List<String> said) {
    boolean first = announced < 0;
    announced = said.isEmpty() ? -1 : Lines.number(said.getFirst());
    return first && announced >= 0;
  }

  /// Each manager may come once. So there are three at most, and a search in their list is cheap.
  private boolean manager(List<String> said) {
    return said.size() == 1
        && PackageManagers.NAMES.contains(said.getFirst())
        && managers.stream().noneMatch(manager -> manager.name.equals(said.getFirst()))
        && managers.add(new Manager(said.getFirst()));
  }

  /// What the manager of the last `manager` line said. The list is empty if the line has another number of fields.
  private boolean ofLast(List<String> said, BiPredicate<Manager, List<String>> reader) {
    return !said.isEmpty()
        && !managers.isEmpty()
        && said.stream().noneMatch(String::isEmpty)
        && reader.test(managers.getLast(), said);
  }

  private boolean nobody(Manager manager, String path) {
    budget.spend(ENTRY);
    budget.text(path);
    return manager.nobodys.add(path);
  }

  private boolean put(Map<String, String> map, List<String> said) {
    budget.spend(ENTRY);
    budget.text(said.getFirst());
    budget.text(said.getLast());
    return map.put(said.getFirst(), said.getLast()) == null;
  }

  /// The package that the file `path` belongs to.
  public FileOwner of(String path) {
    if (!path.startsWith("/") || path.chars().anyMatch(c -> NOT_ASKED.indexOf(c) >= 0)) {
      return FileOwner.unread("no package manager can be asked for a file of this name");
    }
    for (Manager manager : managers) {
      String owner = manager.owners.get(path);
      if (owner != null) {
        return owner(manager, owner);
      }
    }
    return whyUnknown(path).map(FileOwner::unread).orElse(FileOwner.NOBODY);
  }

  /// Why it is not sure that a file which nobody claims belongs to no package; empty if it is.
  private Optional<String> whyUnknown(String path) {
    if (doubt.isPresent()) {
      return doubt;
    }
    if (announced == 0) {
      return Optional.of(
          "the host has no package manager that driftline can ask for owners of files");
    }
    if (managers.size() != announced) {
      return Optional.of("not every package manager of the host was asked for owners of files");
    }
    return managers.stream()
        .filter(manager -> !manager.nobodys.contains(path))
        .map(manager ->
            manager.name.equals(PackageManagers.RPM)
                ? "rpm tells owners only of files that are there"
                : manager.name + " did not tell the owner")
        .findFirst();
  }

  private static FileOwner owner(Manager manager, String owner) {
    String version = manager.versions.getOrDefault(owner, "");
    // dpkg adds the architecture to some names: `libc6:amd64`
    int colon = owner.indexOf(':');
    return new FileOwner(
        Cells.text(owner.substring(0, colon < 0 ? owner.length() : colon)),
        version.isEmpty() ? Cell.unread(manager.name + " did not say") : Cells.text(version),
        Cell.text(manager.name));
  }
}
