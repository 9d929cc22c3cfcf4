package dev.driftline.probe.kit;

import dev.driftline.model.Reason;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Answer;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// One section of the script, and the reader of its output. For example, the process table is a look that four probes
/// share.
///
/// @param section looks, on the host
/// @param reader  reads the section's output. Like [Probe#read], it has no state and tells the budget what it costs
public record Look<T>(Section section, BiFunction<Capture, Budget, Result<T>> reader) {

  /// The result of reading a look.
  public sealed interface Result<T> {

    record Seen<T>(T table) implements Result<T> {}

    /// There is no table. This is the answer to every question that needs one.
    record Failed<T>(Answer.Unknown answer) implements Result<T> {}

    /// The answer that `next` makes of the table, or the reason why there is none.
    default Answer then(Function<T, Answer> next) {
      return switch (this) {
        case Seen<T>(T table) -> next.apply(table);
        case Failed<T>(Answer.Unknown answer) -> answer;
      };
    }
  }

  /// Exit statuses of our shell halves: the host shows no `/proc`, or nothing but processes in it.
  private static final int NO_PROC = 90;

  private static final int PROCESSES_ONLY = 91;

  /// The exit status of a section that was not run, because it would write to a `/dev/null` that is not the null
  /// device.
  public static final int NO_NULL_DEVICE = 93;

  /// What is said about each question that needs such a section.
  public static final String NO_NULL_DEVICE_WHY =
      "the host's /dev/null is not the null device, and this look would write into it. As root: rm -f /dev/null &&"
          + " mknod -m 666 /dev/null c 1 3";

  private static final int LONGEST_EVIDENCE = 400;

  /// A look whose parts are worth nothing alone. It is read only if the section ran to its end and all of its output
  /// arrived.
  ///
  /// @param what   for people: `the process table`
  /// @param reader makes the table; empty if the output could not be understood
  public static <T> Look<T> whole(
      Section section, String what, BiFunction<String, Budget, Optional<T>> reader) {
    return new Look<>(
        section,
        (capture, budget) ->
            switch (capture) {
              case Capture.Missing(Reason reason, String why) -> failed(reason, why, "");
              case Capture.Cut(_, String stderr, Reason reason, String why) ->
                  failed(reason, "%s did not come whole: %s".formatted(what, why), stderr);
              case Capture.Complete complete -> read(complete, what, reader, budget);
            });
  }

  private static <T> Result<T> read(
      Capture.Complete said,
      String what,
      BiFunction<String, Budget, Optional<T>> reader,
      Budget budget) {
    // the output of a failed section is not even read
    Optional<T> table = said.exit() == 0 ? reader.apply(said.stdout(), budget) : Optional.empty();
    if (table.isPresent()) {
      return new Result.Seen<>(table.get());
    }
    // stderr says best why; without it, the output itself has to do
    String evidence = said.stderr().isBlank() ? said.stdout() : said.stderr();
    return failed(Reason.UNSUPPORTED, why(what, said.exit()), evidence);
  }

  private static String why(String what, int exit) {
    return switch (exit) {
      case 0 -> "what the host said about %s could not be understood".formatted(what);
      case NO_PROC -> "the host shows no /proc, so that %s cannot be read".formatted(what);
      case PROCESSES_ONLY ->
          "the host's /proc shows processes only, as with the mount option subset=pid, so that %s cannot be read"
              .formatted(what);
      case NO_NULL_DEVICE -> NO_NULL_DEVICE_WHY;
      default -> "looking at %s failed with exit status %d".formatted(what, exit);
    };
  }

  private static <T> Result<T> failed(Reason reason, String why, String evidence) {
    return new Result.Failed<>(new Answer.Unknown(reason, why, tail(evidence)));
  }

  private static String tail(String text) {
    String stripped = text.strip();
    return stripped.length() <= LONGEST_EVIDENCE
        ? stripped
        : stripped.substring(stripped.length() - LONGEST_EVIDENCE);
  }
}
