package dev.driftline.probe.packages;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Row;
import dev.driftline.probe.kit.Line;
import dev.driftline.probe.kit.Lines;
import dev.driftline.probe.kit.packages.PackageManagers;
import dev.driftline.text.Excerpt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The output of `packages.sh` as rows, and the first reason why rows may be missing. A host with one manager says,
/// with a tab between two fields:
///
/// ```
/// look
/// databases  1
/// database   dpkg
/// package    openssl  3.0.11-1  amd64  ok    the packages that questions name
/// listed     dpkg  0  431  1                 exit status, packages known, lines printed above
/// package    bash  5.2.15-2  amd64  ok       the others, if a question wants all
/// whole      dpkg  1
/// end        1
/// ```
///
/// So an answer that was cut among the others is still whole for the questions that name packages.
///
/// @param rows     the packages of all managers
/// @param managers how many managers have a database, readable or not
/// @param gap      why rows may be missing, although the output is whole
/// @param whole    whether all lists came to their end
/// @param finished whether the script reached its last line
record PackageLists(
    List<Row> rows, int managers, Optional<String> gap, boolean whole, boolean finished) {

  /// The part of each list that is read: the packages that questions name, or all.
  enum Part {
    NAMED,
    ALL
  }

  /// Exit statuses of timeout(1), and of a program that SIGKILL or SIGTERM ended.
  private static final Set<Integer> TIMED_OUT = Set.of(124, 137, 143);

  private static final String TIMED_OUT_TEXT = "did not end in time";

  public PackageLists {
    rows = List.copyOf(rows);
  }

  /// Reads all whole lines. The output may be cut anywhere: the packages before the cut are good.
  static PackageLists read(String stdout, Part part, Budget budget) {
    Reading reading = new Reading(part, budget);
    int end = stdout.lastIndexOf('\n') + 1; // what follows is a line that was cut
    Lines.all(stdout.substring(0, end), budget, reading::line);
    return reading.result();
  }

  /// The same lists, but only with the packages of these names.
  PackageLists only(Set<String> names) {
    List<Row> some =
        rows.stream().filter(row -> row.text("name").filter(names::contains).isPresent()).toList();
    return new PackageLists(some, managers, gap, whole, finished);
  }

  static boolean timedOut(String gap) {
    return gap.endsWith(TIMED_OUT_TEXT);
  }

  private static final class Reading {

    private static final int LONGEST_SHOWN = 200;

    private final Part part;
    private final Budget budget;
    private final List<Row> rows = new ArrayList<>();
    private final Set<String> lists = new HashSet<>();
    private int managers;
    private Optional<String> gap = Optional.empty();

    /// Why a list without any package may be wrong. It is not, if another manager has packages.
    private Optional<String> nothing = Optional.empty();

    /// The manager whose list is being read; empty between lists.
    private String open = "";

    /// How many packages of the open list came, and whether the line `listed` did.
    private long printed;

    private boolean listed;
    private long announced = -1;
    private long ended;
    private long known;
    private boolean finished;

    Reading(Part part, Budget budget) {
      this.part = part;
      this.budget = budget;
    }

    /// One line. A line that is not understood makes a gap, but the lines after it are still good.
    boolean line(String text) {
      if (!text.isEmpty() && !take(new Line(text, 0, text.length()))) {
        gap(() -> "not a package: \"%s\"".formatted(shown(text)));
      }
      return true;
    }

    private boolean take(Line line) {
      return switch (line.kind()) {
        case "look" -> !line.hasField();
        case "databases" -> announce(line.fields(1));
        case "database" -> begin(line.fields(1));
        case "package" -> (listed && part == Part.NAMED) || row(line);
        case "listed" -> listed(line.fields(4));
        case "whole" -> whole(line.fields(2));
        case "unread" -> unread(line.fields(2));
        case "foreign" -> foreign(line.fields(2));
        case "end" -> end(line.fields(1));
        default -> false;
      };
    }

    /// Only the first reason is kept: a hostile host may give one per line.
    private void gap(Supplier<String> why) {
      gap = gap.or(() -> Optional.of(why.get()));
    }

    private static String shown(String text) {
      return Excerpt.of(text, LONGEST_SHOWN);
    }

    private boolean announce(List<String> said) {
      announced = said.isEmpty() ? -1 : Lines.number(said.getFirst());
      return announced >= 0;
    }

    private boolean begin(List<String> said) {
      // the list before this line should have had its last line
      notEnded();
      if (said.isEmpty()
          || !PackageManagers.NAMES.contains(said.getFirst())
          || !lists.add(said.getFirst())) {
        return false;
      }
      managers++;
      open = said.getFirst();
      printed = 0;
      listed = false;
      return true;
    }

    /// A package: `NAME VERSION ARCHITECTURE STATE`. A line that was cut has no state, or none that there is.
    private boolean row(Line line) {
      printed++;
      List<String> fields = line.fields(4);
      if (open.isEmpty()
          || fields.isEmpty()
          || fields.get(0).isEmpty()
          || fields.get(1).isEmpty()) {
        return false;
      }
      String state = fields.get(3).equals("ok") ? "installed" : fields.get(3);
      if (!PackagesTable.STATES.contains(state)) {
        return false;
      }
      rows.add(
          budget.row(PackagesTable.row(open, fields.get(0), fields.get(1), fields.get(2), state)));
      return true;
    }

    /// `listed MANAGER EXIT KNOWN PRINTED` comes behind the packages that questions name.
    private boolean listed(List<String> said) {
      if (said.isEmpty() || open.isEmpty() || !said.getFirst().equals(open) || listed) {
        return false;
      }
      String manager = open;
      long exit = Lines.number(said.get(1));
      long knows = Lines.number(said.get(2));
      notPrinted(said.get(3));
      if (exit < 0) {
        gap(() -> "the list of %s broke off before its end".formatted(manager));
      } else if (exit <= 255 && TIMED_OUT.contains((int) exit)) {
        gap(() -> manager + " " + TIMED_OUT_TEXT);
      } else if (exit > 0) {
        gap(() -> "%s ended with status %d".formatted(manager, exit));
      } else if (knows == 0) {
        nothing = Optional.of("%s has a database, but lists no package at all".formatted(manager));
      }
      known += Math.max(knows, 0);
      listed = true;
      if (part == Part.NAMED) {
        close();
      }
      return true;
    }

    /// `whole MANAGER PRINTED` comes behind all other packages.
    private boolean whole(List<String> said) {
      if (part == Part.NAMED) {
        return true;
      }
      if (said.isEmpty() || !said.getFirst().equals(open) || !listed) {
        return false;
      }
      notPrinted(said.get(1));
      close();
      return true;
    }

    /// Compares the number of packages that came with the number that the host says.
    private void notPrinted(String number) {
      String manager = open;
      long missing = Lines.number(number) - printed;
      if (missing != 0) {
        gap(() -> "packages are missing in the list of %s".formatted(manager));
      }
      printed = 0;
    }

    private void close() {
      open = "";
      ended++;
    }

    /// `unread MANAGER WHY`: there is a database, but it cannot be read.
    private boolean unread(List<String> said) {
      if (said.isEmpty()) {
        return false;
      }
      managers++;
      gap(() -> "%s: %s".formatted(shown(said.getFirst()), shown(said.getLast())));
      if (said.getFirst().equals(open)) {
        close();
      }
      return true;
    }

    private boolean foreign(List<String> said) {
      if (said.isEmpty()) {
        return false;
      }
      managers++;
      gap(() ->
          "there is a package database (%s: %s) that driftline cannot read"
              .formatted(shown(said.getFirst()), shown(said.getLast())));
      return true;
    }

    private boolean end(List<String> said) {
      notEnded();
      finished = !said.isEmpty() && Lines.number(said.getFirst()) == announced;
      return finished;
    }

    /// Notes that the list being read stopped without its last line, if one is being read.
    private void notEnded() {
      if (!open.isEmpty()) {
        String manager = open;
        gap(() -> "the list of %s broke off before its end".formatted(manager));
        open = "";
      }
    }

    PackageLists result() {
      if (known == 0) {
        gap = gap.or(() -> nothing);
      }
      boolean whole = announced >= 0 && ended == announced;
      return new PackageLists(rows, managers, gap, whole, finished);
    }
  }
}
