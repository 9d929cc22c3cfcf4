package dev.driftline.probe.packages;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Row;
import dev.driftline.probe.kit.Lines;
import dev.driftline.probe.kit.packages.PackageManagers;
import dev.driftline.text.Excerpt;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The output of `packages.sh` as rows, and the first reason why rows may be missing. A list of one manager looks like
/// this; the last line has the exit status and the number of packages that the manager knows:
///
/// ```
/// =dpkg
/// openssl  3.0.11-1  amd64
/// .0 431
/// =end
/// ```
///
/// @param rows     the packages of all managers
/// @param managers how many managers have a database, readable or not
/// @param gap      why rows may be missing
/// @param finished whether the script reached its last line
record PackageLists(List<Row> rows, int managers, Optional<String> gap, boolean finished) {

  /// Exit statuses of timeout(1), and of a program that SIGKILL or SIGTERM ended.
  private static final Set<Integer> TIMED_OUT = Set.of(124, 137, 143);

  private static final String TIMED_OUT_TEXT = "did not end in time";

  public PackageLists {
    rows = List.copyOf(rows);
  }

  /// Reads all whole lines. A list may be cut anywhere: the packages before the cut are good.
  static PackageLists read(String stdout, Budget budget) {
    Reading reading = new Reading(budget);
    int end = stdout.lastIndexOf('\n') + 1; // what follows is a line that was cut
    Lines.all(stdout.substring(0, end), budget, reading::line);
    return reading.result();
  }

  /// The same lists, but only with the packages of these names.
  PackageLists only(Set<String> names) {
    List<Row> some =
        rows.stream().filter(row -> row.text("name").filter(names::contains).isPresent()).toList();
    return new PackageLists(some, managers, gap, finished);
  }

  static boolean timedOut(String gap) {
    return gap.endsWith(TIMED_OUT_TEXT);
  }

  private static final class Reading {

    private static final int LONGEST_SHOWN = 200;

    private final Budget budget;
    private final List<Row> rows = new ArrayList<>();
    private final Set<String> managers = new LinkedHashSet<>();
    private Optional<String> gap = Optional.empty();

    /// The manager whose list is being read; empty between lists.
    private String open = "";

    private boolean finished;

    Reading(Budget budget) {
      this.budget = budget;
    }

    /// One line. A line that is not understood makes a gap, but the lines after it are still good.
    boolean line(String line) {
      boolean understood =
          switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '=' -> begin(line.substring(1));
            case '?' -> cannot(line.substring(1));
            // no package name begins with a dot, but then the line is shown as a bad row
            case '.' -> end(line.substring(1)) || row(line);
            default -> row(line);
          };
      if (!understood) {
        gap(() -> "not a package: \"%s\"".formatted(Excerpt.of(line, LONGEST_SHOWN)));
      }
      return true;
    }

    /// Only the first reason is kept: a hostile host may give one per line.
    private void gap(Supplier<String> why) {
      gap = gap.or(() -> Optional.of(why.get()));
    }

    /// `=dpkg` begins a list, and `=end` is the last line of all.
    private boolean begin(String manager) {
      if (!manager.equals("end") && !PackageManagers.NAMES.contains(manager)) {
        return false;
      }
      // the list before this line should have had its last line
      notEnded();
      if (manager.equals("end")) {
        finished = true;
      } else {
        managers.add(manager);
        open = manager;
      }
      return true;
    }

    /// `?dpkg WHY`: the manager has a database, but cannot be asked.
    private boolean cannot(String said) {
      int blank = said.indexOf(' ');
      String manager = blank < 0 ? said : said.substring(0, blank);
      if (!PackageManagers.NAMES.contains(manager)) {
        return false;
      }
      notEnded();
      managers.add(manager);
      String why = blank < 0 ? "cannot be asked" : said.substring(blank + 1);
      gap(() -> "%s: %s".formatted(manager, why));
      return true;
    }

    /// `.STATUS TOTAL` ends a list. TOTAL counts all packages, also those that no question wants.
    private boolean end(String said) {
      int blank = said.indexOf(' ');
      long exit = blank < 0 || blank > 3 ? -1 : Lines.number(said.substring(0, blank));
      long total = blank < 0 ? -1 : Lines.number(said.substring(blank + 1));
      // an exit status has at most three digits
      if (open.isEmpty() || exit < 0 || total < 0) {
        return false;
      }
      String manager = open;
      if (TIMED_OUT.contains((int) exit)) {
        gap(() -> manager + " " + TIMED_OUT_TEXT);
      } else if (exit != 0) {
        gap(() -> "%s ended with status %d".formatted(manager, exit));
      } else if (total == 0) {
        gap(() -> "%s has a database, but lists no package at all".formatted(manager));
      }
      open = "";
      return true;
    }

    /// `NAME VERSION ARCHITECTURE [STATUS]`, with tabs between.
    private boolean row(String line) {
      String[] parts = line.split("\t", -1);
      boolean whole = parts.length == 3 || parts.length == 4;
      if (open.isEmpty() || !whole || parts[0].isEmpty() || parts[1].isEmpty()) {
        return false;
      }
      String status = parts.length == 4 ? parts[3] : "installed";
      rows.add(budget.row(PackagesTable.row(open, parts[0], parts[1], parts[2], status)));
      return true;
    }

    /// Notes that the list being read stopped without its last line, if one is being read.
    private void notEnded() {
      if (!open.isEmpty()) {
        String manager = open;
        gap(() -> "the list of %s has no end".formatted(manager));
        open = "";
      }
    }

    PackageLists result() {
      notEnded();
      return new PackageLists(rows, managers.size(), gap, finished);
    }
  }
}
