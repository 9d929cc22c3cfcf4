package dev.driftline.probe.kit;

import dev.driftline.model.Reason;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.probe.fds.DescriptorTable;
import dev.driftline.probe.kit.process.NamedProcesses;
import dev.driftline.probe.kit.process.ProcessTable;
import dev.driftline.probe.kit.process.RunningProcess;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// The sections that several probes share, and what each makes of one that failed.
public final class Looks {

  /// What a section that calls `ls` needs.
  public static final List<String> QUIET_LS = List.of(ShellHalf.QUIET_LS);

  public static final Section PROCESSES =
      NamedProcesses.table(
          "process-table", ShellHalf.load(ProcessTable.class, "process-table"), 1024 * 1024, ShellHalf.QUIET_LS);

  private static final String DESCRIPTORS_SCRIPT = ShellHalf.load(DescriptorTable.class, "descriptors");

  /// Descriptors 0, 1 and 2.
  public static final Section STANDARD_DESCRIPTORS =
      NamedProcesses.look(
          "descriptors",
          "want='0 1 2'\n" + DESCRIPTORS_SCRIPT,
          Section.DEFAULT_MAX_BYTES,
          ShellHalf.QUIET_LS);

  public static final Section ALL_DESCRIPTORS =
      NamedProcesses.look(
          "all-descriptors",
          "want=all\n" + DESCRIPTORS_SCRIPT,
          2 * 1024 * 1024,
          ShellHalf.QUIET_LS);

  /// No path of Linux is longer, and no name.
  private static final int LONGEST = 4096;

  private static final Cell TOO_LONG =
      Cell.unread("it is longer than %d characters".formatted(LONGEST));

  private Looks() {}

  /// What reading a section came to: a table, or the answer that says why there is none.
  public sealed interface Look<T> {
    record Seen<T>(T table) implements Look<T> {}

    record Failed<T>(Answer.Unknown answer) implements Look<T> {}
  }

  public static Look<ProcessTable> processes(Transcript transcript) {
    return read(transcript, PROCESSES, "the process table", ProcessTable::read);
  }

  public static Look<DescriptorTable> descriptors(Transcript transcript, Section section) {
    return read(transcript, section, "the descriptors", DescriptorTable::read);
  }

  public static <T> Look<T> read(
      Transcript transcript,
      Section section,
      String what,
      BiFunction<String, Budget, Optional<T>> reader) {
    return switch (transcript.capture(section)) {
      case Transcript.Capture.Missing(Reason reason, String why) -> failed(reason, why, "");
      case Transcript.Capture.Cut(String out, String err, Reason reason, String why) ->
          failed(reason, "%s did not come whole: %s".formatted(what, why), tail(err));
      case Transcript.Capture.Complete(String out, String err, int exit) -> {
        Optional<T> table = exit == 0 ? reader.apply(out, transcript.budget()) : Optional.empty();
        if (table.isPresent()) {
          yield new Look.Seen<>(table.get());
        }
        yield failed(Reason.UNSUPPORTED, why(what, exit), tail(err.isBlank() ? out : err));
      }
    };
  }

  public static Cell executable(RunningProcess process) {
    return process.executablePath().map(Looks::text).orElse(Cell.unread("Permission denied"));
  }

  public static Cell text(Optional<String> text) {
    return text.map(Looks::text).orElse(Cell.none());
  }

  /// A text that many rows share. One that is longer than any path of Linux is not repeated in each of them.
  public static Cell text(String text) {
    return text.length() <= LONGEST ? Cell.text(text) : TOO_LONG;
  }

  /// Why there may be processes that the table does not list.
  public static Optional<String> gap(ProcessTable processes) {
    return processes.othersVisible()
        ? processes.complaints().stream().findFirst().map("the host said: %s"::formatted)
        : Optional.of("the host hides the processes of other users (hidepid of proc)");
  }

  private static String why(String what, int exit) {
    return switch (exit) {
      case 0 -> "what the host said about %s could not be understood".formatted(what);
      case 90, 91 -> "the host shows no /proc, so that %s cannot be read".formatted(what);
      default -> "looking at %s failed with exit status %d".formatted(what, exit);
    };
  }

  private static <T> Look<T> failed(Reason reason, String why, String evidence) {
    return new Look.Failed<>(new Answer.Unknown(reason, why, evidence));
  }

  private static String tail(String text) {
    String stripped = text.strip();
    return stripped.length() <= 400 ? stripped : stripped.substring(stripped.length() - 400);
  }
}
