package dev.driftline.cli.command;

import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import java.io.PrintWriter;
import java.util.List;

/// Ends a command because the inventory or the policies are wrong. Holds all their problems.
public final class BadFiles extends Exception {

  private static final int SHOWN = 100;

  private final transient Problems problems;

  BadFiles(Problems problems) {
    super("problems in the inventory or the policies");
    this.problems = problems;
  }

  /// Shows the problems if they are warnings only. Errors end the command, and are shown then.
  ///
  /// @throws BadFiles if there is an error
  static void check(Problems problems, PrintWriter err) throws BadFiles {
    if (problems.hasErrors()) {
      throw new BadFiles(problems);
    }
    show(problems, err);
  }

  public void show(PrintWriter err) {
    show(problems, err);
  }

  private static void show(Problems problems, PrintWriter err) {
    List<Problem> all = problems.sorted();
    all.stream().limit(SHOWN).map(Problem::render).forEach(err::print);
    if (all.size() > SHOWN) {
      err.println("… and %d more".formatted(all.size() - SHOWN));
    }
    if (!all.isEmpty()) {
      long errors = all.stream().filter(p -> p.level() == Problem.Level.ERROR).count();
      err.println(
          "driftline: %s, %s"
              .formatted(count(errors, "error"), count(all.size() - errors, "warning")));
    }
    err.flush();
  }

  private static String count(long number, String thing) {
    return number == 1 ? "1 " + thing : number + " " + thing + "s";
  }
}
