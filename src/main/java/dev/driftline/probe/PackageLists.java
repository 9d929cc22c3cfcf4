package dev.driftline.probe;

import dev.driftline.model.table.Row;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What `packages.sh` said, as rows and the first reason why some may be missing.
///
/// @param rows     the packages of all managers
/// @param managers how many managers have a database, readable or not
/// @param gap      why rows may be missing
/// @param finished whether the script reached its last line
record PackageLists(List<Row> rows, int managers, Optional<String> gap, boolean finished) {

  private static final Pattern CONTROL = Pattern.compile("([=?])([a-z]+)(?: (.*))?");
  private static final Pattern END = Pattern.compile("\\.([0-9]{1,3}) ([0-9]{1,9})");
  private static final Set<Integer> TIMED_OUT = Set.of(124, 137, 143);
  private static final String TIMED_OUT_TEXT = "did not end in time";

  PackageLists {
    rows = List.copyOf(rows);
  }

  static PackageLists read(String stdout) {
    Reading reading = new Reading();
    int end = stdout.lastIndexOf('\n') + 1; // what follows is a line that was cut
    stdout.substring(0, end).lines().forEach(reading::line);
    return reading.result();
  }

  /// The same, with the packages of these names only.
  PackageLists only(Set<String> names) {
    List<Row> some =
        rows.stream().filter(row -> row.text("name").filter(names::contains).isPresent()).toList();
    return new PackageLists(some, managers, gap, finished);
  }

  static boolean timedOut(String gap) {
    return gap.endsWith(TIMED_OUT_TEXT);
  }

  private static final class Reading {
    private final List<Row> rows = new ArrayList<>();
    private final Set<String> managers = new LinkedHashSet<>();
    private final List<String> gaps = new ArrayList<>();
    private String open = "";
    private boolean finished;

    void line(String line) {
      Matcher control = CONTROL.matcher(line);
      Matcher end = END.matcher(line);
      if (control.matches()) {
        control(control.group(1), control.group(2), control.group(3));
      } else if (!open.isEmpty() && end.matches()) {
        end(Integer.parseInt(end.group(1)), Integer.parseInt(end.group(2)));
      } else {
        row(line);
      }
    }

    private void control(String sign, String manager, @Nullable String why) {
      notEnded();
      if (sign.equals("=") && manager.equals("end")) {
        finished = true;
        return;
      }
      managers.add(manager);
      if (sign.equals("=")) {
        open = manager;
      } else {
        gaps.add("%s: %s".formatted(manager, why == null ? "cannot be asked" : why));
      }
    }

    private void end(int exit, int total) {
      if (TIMED_OUT.contains(exit)) {
        gaps.add(open + " " + TIMED_OUT_TEXT);
      } else if (exit != 0) {
        gaps.add("%s ended with status %d".formatted(open, exit));
      } else if (total == 0) {
        gaps.add("%s has a database, but lists no package at all".formatted(open));
      }
      open = "";
    }

    private void row(String line) {
      String[] parts = line.split("\t", -1);
      boolean whole = parts.length == 3 || parts.length == 4;
      if (open.isEmpty() || !whole || parts[0].isEmpty() || parts[1].isEmpty()) {
        gaps.add("not a package: \"%s\"".formatted(line));
        return;
      }
      String status = parts.length == 4 ? parts[3] : "installed";
      rows.add(PackagesProbe.row(open, parts[0], parts[1], parts[2], status));
    }

    private void notEnded() {
      if (!open.isEmpty()) {
        gaps.add("the list of %s has no end".formatted(open));
        open = "";
      }
    }

    PackageLists result() {
      notEnded();
      return new PackageLists(rows, managers.size(), gaps.stream().findFirst(), finished);
    }
  }
}
