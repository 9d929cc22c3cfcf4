package dev.driftline.cli.command;

import dev.driftline.cli.process.Console;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import dev.driftline.text.Count;
import java.io.PrintWriter;
import java.util.List;

/// Ends a command because the inventory or the policies are wrong. Holds all their problems.
public final class BadFiles extends Exception {

  private static final int SHOWN = 100;

  private final transient Problems problems;

  public BadFiles(Problems problems) {
    super("problems in the inventory or the policies");
    this.problems = problems;
  }

  /// Shows the problems if they are warnings and notes only. Errors end the command, and are shown then.
  ///
  /// @throws BadFiles if there is an error
  static void check(Problems problems, Console console) throws BadFiles {
    check(problems, problems.sorted(), console);
  }

  /// The same for a command that asks hosts, perhaps every night: it does not show notes.
  ///
  /// @throws BadFiles if there is an error
  public static void checkForRun(Problems problems, Console console) throws BadFiles {
    List<Problem> shown =
        problems.sorted().stream().filter(p -> p.level() != Problem.Level.NOTE).toList();
    check(problems, shown, console);
  }

  private static void check(Problems problems, List<Problem> shown, Console console)
      throws BadFiles {
    if (problems.hasErrors()) {
      throw new BadFiles(problems);
    }
    show(shown, console);
  }

  public void show(Console console) {
    show(problems.sorted(), console);
  }

  private static void show(List<Problem> all, Console console) {
    PrintWriter err = console.err();
    boolean ascii = console.terminal().ascii();
    all.stream().limit(SHOWN).map(problem -> problem.render(ascii)).forEach(err::print);
    if (all.size() > SHOWN) {
      err.println("… and %d more".formatted(all.size() - SHOWN));
    }
    if (!all.isEmpty()) {
      long errors = number(Problem.Level.ERROR, all);
      long warnings = number(Problem.Level.WARNING, all);
      long notes = number(Problem.Level.NOTE, all);
      err.println(
          "driftline: %s, %s%s"
              .formatted(
                  Count.of(errors, "error"),
                  Count.of(warnings, "warning"),
                  notes == 0 ? "" : ", " + Count.of(notes, "note")));
    }
    err.flush();
  }

  private static long number(Problem.Level level, List<Problem> all) {
    return all.stream().filter(problem -> problem.level() == level).count();
  }
}
