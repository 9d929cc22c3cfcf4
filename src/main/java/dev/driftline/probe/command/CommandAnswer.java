package dev.driftline.probe.command;

import dev.driftline.model.Reason;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.probe.command.CommandStream.Ended;
import dev.driftline.probe.command.CommandStream.Fate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the output of `command.sh`: the two streams of the command, or why it was not run.
final class CommandAnswer {

  private static final String HELD =
      "a process that the command left held it open, so there may be more";
  private static final String LEFT =
      "the command left a process in its session, which was killed and might have written more";
  private static final String ENDED_EARLY =
      "its time limit ended it: what it would have said after that is not known";

  /// `refused WHY WHAT`: the command was not run.
  private static final Pattern REFUSAL =
      Pattern.compile("refused (absent|permission|account|privilege|tool|watcher)(?: (.*))?\n");

  /// The message of dash, busybox and bash: `sh: 1: rndc: not found`, `sh: line 1: rndc: command not found`.
  private static final Pattern NOT_FOUND =
      Pattern.compile("(?:/bin/)?sh: (?:(?:line )?\\d+: )?([^ :]+): (?:command )?not found");

  private static final Pattern NOT_ALLOWED =
      Pattern.compile("(?:/bin/)?sh: (?:(?:line )?\\d+: )?([^ :]+): Permission denied");

  private final Question question;
  private final CommandStream stdout;
  private final CommandStream stderr;
  private final Ended ended;

  private CommandAnswer(
      Question question, CommandStream stdout, CommandStream stderr, Ended ended) {
    this.question = question;
    this.stdout = stdout;
    this.stderr = stderr;
    this.ended = ended;
  }

  /// Reads the output of the section, which ran to its end.
  static Answer read(Question question, String saidOnStdout, String saidOnStderr) {
    Matcher refusal = REFUSAL.matcher(saidOnStdout);
    if (refusal.matches()) {
      String what = Optional.ofNullable(refusal.group(2)).orElse("");
      return refused(refusal.group(1), what, saidOnStderr);
    }
    Optional<CommandStream> stdout = CommandStream.read(saidOnStdout);
    Optional<CommandStream> stderr = CommandStream.read(saidOnStderr);
    Optional<Ended> ended = stdout.flatMap(CommandStream::ended);
    if (stderr.isEmpty()
        || ended.isEmpty()
        || !stdout.get().secret().equals(stderr.get().secret())) {
      return new Answer.Unknown(
          Reason.UNSUPPORTED,
          "it was not seen to end, or the host's dd did not pass its output on",
          saidOnStderr);
    }
    return new CommandAnswer(question, stdout.get(), stderr.get(), ended.get()).answer();
  }

  private static Answer refused(String why, String what, String stderr) {
    return switch (why) {
      case "absent" -> new Answer.Absent("command " + what);
      case "permission" ->
          new Answer.Unknown(Reason.PRIVILEGE, "not allowed to run " + what, stderr);
      case "account" ->
          new Answer.Unknown(Reason.UNSUPPORTED, "there is no account " + what, stderr);
      case "privilege" ->
          new Answer.Unknown(
              Reason.PRIVILEGE,
              "only root can run it as %s: log in as root, or use become".formatted(what),
              stderr);
      case "tool" ->
          new Answer.Unknown(
              Reason.UNSUPPORTED,
              "the host has no %s, which running a command needs".formatted(what),
              stderr);
      default ->
          new Answer.Unknown(
              Reason.UNSUPPORTED,
              "the process that ends commands in time is not there, or /proc does not show it",
              stderr);
    };
  }

  private Answer answer() {
    return notRun().orElseGet(this::observed);
  }

  /// The answer for a command that the shell could not start. Only if stderr is the shell's own message, and nothing
  /// else: a command that ran may end with 126 or 127 itself.
  private Optional<Answer> notRun() {
    String message = stderr.text().strip();
    Matcher found = NOT_FOUND.matcher(message);
    Matcher allowed = NOT_ALLOWED.matcher(message);
    if (ended.status() == 127 && found.matches()) {
      return Optional.of(new Answer.Absent("command " + found.group(1)));
    }
    if (ended.status() == 126 && allowed.matches()) {
      String why = "not allowed to run " + allowed.group(1);
      return Optional.of(new Answer.Unknown(Reason.PRIVILEGE, why, stderr.text()));
    }
    return Optional.empty();
  }

  private Answer observed() {
    int exit = ended.status();
    // the watcher looks once per second, so a command can run a little longer than its limit
    boolean timedOut = ended.millis() >= CommandProbe.seconds(question) * 1000L;
    // a shell reports signal N as 128 + N; Linux has 64 signals
    boolean died = !timedOut && exit > 128 && exit <= 192;
    Map<String, Cell> cells = new HashMap<>();
    cells.put("command", Cell.text(question.parameter("command")));
    cells.put("user", user());
    cells.put("exit", timedOut ? Cell.none() : Cell.integer(exit));
    cells.put("signal", died ? Cell.integer(exit - 128) : Cell.none());
    cells.put("stdout", cell(stdout));
    cells.put("stderr", cell(stderr));
    cells.put("duration", Cell.integer(ended.millis()));
    cells.put("timed_out", Cell.bool(timedOut));
    cells.put("truncated", truncated());
    Row row = Row.of(CommandTable.COLUMNS, cells);
    Optional<String> gap =
        gap("stdout", stdout)
            .or(() -> gap("stderr", stderr))
            .or(() -> timedOut ? Optional.of(ENDED_EARLY) : Optional.empty());
    return new Answer.Observed(List.of(row), Optional.empty(), gap);
  }

  /// Why this stream may have more than was taken. Then the check can become drift, but cannot pass.
  private Optional<String> gap(String name, CommandStream stream) {
    if (stream.overflows()) {
      return Optional.of(
          "only the first 64 KiB of %s were taken; send it to /dev/null where it does not matter"
              .formatted(name));
    }
    return more(stream)
        .filter(why -> !stream.text().isBlank())
        .map(why -> "the end of %s was not seen: %s".formatted(name, why));
  }

  /// Why more could have been written, if that is not known.
  private Optional<String> more(CommandStream stream) {
    if (stream.fate() == Fate.HELD) {
      return Optional.of(HELD);
    }
    return ended.left() ? Optional.of(LEFT) : Optional.empty();
  }

  /// The cell of a stream. If its end was not seen and it is blank so far, it is unread: it may be clean, or not. If it
  /// has text, it is dirty whatever follows.
  private Cell cell(CommandStream stream) {
    Optional<String> why = more(stream).filter(_ -> stream.text().isBlank());
    return why.isPresent() ? Cell.unread(why.get()) : Cell.text(stream.shown());
  }

  private Cell truncated() {
    if (stdout.overflows() || stderr.overflows()) {
      return Cell.bool(true);
    }
    Optional<String> why = more(stdout).or(() -> more(stderr));
    return why.isPresent() ? Cell.unread(why.get()) : Cell.bool(false);
  }

  private Cell user() {
    String user = question.parameter("user");
    return user.isEmpty() ? Cell.none() : Cell.text(user);
  }
}
