package dev.driftline.probe.command;

import dev.driftline.model.Reason;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.probe.command.CommandStream.Ended;
import dev.driftline.probe.command.CommandStream.Fate;
import dev.driftline.probe.kit.Cells;
import dev.driftline.text.Excerpt;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the output of `command.sh`: the two streams of the command, or why it was not run.
final class CommandAnswer {

  private static final String TOO_LONG =
      "only its first 64 KiB were taken; let the command print less";
  private static final String HELD =
      "a process that the command left held it open, so there may be more";
  private static final String LEFT =
      "the command left a process in its session, which was killed and might have written more";
  private static final String ENDED_EARLY =
      "its time limit ended it: what it would have said after that is not known";

  private static final int SHOWN = 120;

  /// Of what a command said, if that is the reason.
  private static final int SAID = 400;

  /// `refused WHY WHAT`: the command was not run.
  private static final Pattern REFUSAL =
      Pattern.compile(
          "refused (absent|permission|account|privilege|tool|trial|pipefail|watcher)(?: (.*))?\n");

  /// The message of setsid, of util-linux, busybox or toybox, for a program that it could not start.
  private static final String NOT_STARTED =
      "setsid: (?:failed to execute|can't execute|exec) '?([^ :']+)'?: ";

  /// The message of dash, busybox and bash: `sh: 1: rndc: not found`, `sh: line 1: rndc: command not found`.
  private static final Pattern NOT_FOUND =
      Pattern.compile(
          "(?:/bin/)?sh: (?:(?:line )?\\d+: )?([^ :]+): (?:command )?not found|"
              + NOT_STARTED
              + "No such file or directory");

  private static final Pattern NOT_ALLOWED =
      Pattern.compile(
          "(?:/bin/)?sh: (?:(?:line )?\\d+: )?([^ :]+): Permission denied|"
              + NOT_STARTED
              + "Permission denied");

  private final Question question;
  private final int seconds;
  private final CommandStream stdout;
  private final CommandStream stderr;
  private final Ended ended;

  private CommandAnswer(
      Question question, int seconds, CommandStream stdout, CommandStream stderr, Ended ended) {
    this.question = question;
    this.seconds = seconds;
    this.stdout = stdout;
    this.stderr = stderr;
    this.ended = ended;
  }

  /// Reads the output of the section, which ran to its end.
  ///
  /// @param seconds the time limit of the command
  static Answer read(Question question, int seconds, String saidOnStdout, String saidOnStderr) {
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
          "the command was not seen to end, or the host's dd lost a part of its output",
          saidOnStderr);
    }
    return new CommandAnswer(question, seconds, stdout.get(), stderr.get(), ended.get()).answer();
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
              "only root can run it as %s: log in as root, or use --become".formatted(what),
              stderr);
      case "tool" ->
          new Answer.Unknown(
              Reason.UNSUPPORTED,
              "the host has no %s, which running a command needs".formatted(what),
              stderr);
      case "pipefail" ->
          new Answer.Unknown(
              Reason.UNSUPPORTED,
              "the host's shell does not know pipefail (set -o pipefail)",
              stderr);
      case "trial" ->
          new Answer.Unknown(
              Reason.UNSUPPORTED,
              "setsid or sh does not work: a trial, setsid sh -c 'echo runs', did not print runs",
              stderr);
      default ->
          new Answer.Unknown(
              Reason.UNSUPPORTED,
              "the process that enforces the time limit has ended, or /proc does not show it",
              stderr);
    };
  }

  private Answer answer() {
    // what the policy says about an exit code counts more than the shell's message
    if (endedWithOneOf(codes("absent_exit"))) {
      return new Answer.Absent("subject of the command: it ended with " + ended.status());
    }
    if (endedWithOneOf(codes("unknown_exit"))) {
      return couldNotLook();
    }
    return notRun()
        .orElseGet(() -> endedWithOneOf(CommandTable.NOT_STARTED) ? couldNotLook() : observed());
  }

  /// The exit codes that the policy gives.
  private List<String> codes(String parameter) {
    return List.of(question.parameters().getOrDefault(parameter, "").split(",", -1));
  }

  private boolean endedWithOneOf(List<String> codes) {
    return !timedOut() && codes.contains(Integer.toString(ended.status()));
  }

  private Answer couldNotLook() {
    String said = stderr.shown().isBlank() ? stdout.shown() : stderr.shown();
    return new Answer.Unknown(
        Reason.UNSUPPORTED,
        "it could not look, %s%s"
            .formatted(
                howItEnded(), said.isBlank() ? "" : ", and said: " + Excerpt.lines(said, SAID)),
        stderr.text());
  }

  private String howItEnded() {
    return "\"%s\": it ended with %d"
        .formatted(Excerpt.of(question.parameter("command"), SHOWN), ended.status());
  }

  /// The answer for a command that the shell could not start. Only if stderr is the shell's own message, and nothing
  /// else: a command that ran may end with 126 or 127 itself.
  private Optional<Answer> notRun() {
    String message = stderr.text().strip();
    Matcher found = NOT_FOUND.matcher(message);
    Matcher allowed = NOT_ALLOWED.matcher(message);
    if (ended.status() == 127 && found.matches()) {
      return Optional.of(new Answer.Absent("command " + program(found)));
    }
    if (ended.status() == 126 && allowed.matches()) {
      String why = "not allowed to run " + program(allowed);
      return Optional.of(new Answer.Unknown(Reason.PRIVILEGE, why, stderr.text()));
    }
    return Optional.empty();
  }

  private static String program(Matcher message) {
    return Optional.ofNullable(message.group(1)).orElse(message.group(2));
  }

  /// The watcher looks once per second, so a command can run a little longer than its limit.
  private boolean timedOut() {
    return ended.millis() >= seconds * 1000L;
  }

  private Answer observed() {
    int exit = ended.status();
    boolean timedOut = timedOut();
    Map<String, Cell> cells = new HashMap<>();
    cells.put("command", Cell.text(question.parameter("command")));
    cells.put("user", user());
    cells.put("exit", timedOut ? Cell.unread(ENDED_EARLY) : Cell.integer(exit));
    cells.put("signal", timedOut ? Cell.unread(ENDED_EARLY) : signal(exit));
    cells.put("stdout", cell(stdout));
    cells.put("stderr", cell(stderr));
    cells.put("duration", Cell.integer(ended.millis()));
    cells.put("timed_out", Cell.bool(timedOut));
    cells.put("truncated", truncated());
    Row row = Row.of(CommandTable.COLUMNS, cells);
    Optional<String> gap = timedOut ? Optional.of(ENDED_EARLY) : Optional.empty();
    return new Answer.Observed(List.of(row), Optional.empty(), gap);
  }

  /// A shell reports signal N as 128 + N. Linux has 64 signals.
  private static Cell signal(int exit) {
    return exit > 128 && exit <= 192 ? Cell.integer(exit - 128) : Cell.none();
  }

  /// The cell of a stream. It is cut if more was written than is taken, or might have been written.
  private Cell cell(CommandStream stream) {
    Optional<String> why = stream.overflows() ? Optional.of(TOO_LONG) : more(stream);
    if (why.isEmpty() && timedOut()) {
      why = Optional.of(ENDED_EARLY);
    }
    return why.isPresent() ? Cells.cut(stream.shown(), why.get()) : Cell.text(stream.shown());
  }

  /// Why more could have been written, if that is not known.
  private Optional<String> more(CommandStream stream) {
    if (stream.fate() == Fate.HELD) {
      return Optional.of(HELD);
    }
    // what was killed at the time limit is no more than the command itself
    return ended.left() && !timedOut() ? Optional.of(LEFT) : Optional.empty();
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
