package dev.driftline.probe.command;

import dev.driftline.model.Reason;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.probe.kit.Cells;
import dev.driftline.text.Excerpt;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the output of `command.sh`: first the output of the command itself, then one line about how it ended. For
/// example, a command that printed `up` and ended with 0 after 0.2 seconds, with both streams taken whole:
///
/// ```
/// up
/// =1234.50 1234.70 x 0 o 0 e 0
/// ```
///
/// The command's own output comes before that line, and only the last line counts.
final class CommandAnswer {

  /// How many bytes of each stream the host sends.
  private static final int TAKEN = 64 * 1024;

  private static final String TOO_LONG =
      "only its first 64 KiB were taken; let the command print less";
  private static final String HELD =
      "a process of the command still held it open when its time was up, so there may be more";
  private static final String ENDED_EARLY =
      "its time limit ended it: what it would have said after that is not known";

  /// `=BEFORE AFTER` and pairs of a key and a number. Times are in seconds since the boot. `x` is the exit status, or
  /// -1 if the time was up; `o` and `e` are how many bytes of stdout and stderr were not taken.
  private static final Pattern ENDED =
      Pattern.compile(
          "=(\\d{1,12}\\.\\d{1,6}) (\\d{1,12}\\.\\d{1,6})((?: [xoe] -?\\d{1,18}){0,5})");

  private static final Pattern PAIR = Pattern.compile("([xoe]) (-?\\d{1,18})");

  /// `?WHY WHAT`: the command was not run.
  private static final Pattern REFUSAL =
      Pattern.compile("\\?(absent|refused|account|privilege|limit)(?: (.*))?");

  /// The message of dash, busybox and bash: `sh: 1: rndc: not found`, `sh: line 1: rndc: command not found`.
  private static final Pattern NOT_FOUND =
      Pattern.compile("(?:/bin/)?sh: (?:(?:line )?\\d+: )?([^ :]+): (?:command )?not found");

  private static final Pattern NOT_ALLOWED =
      Pattern.compile("(?:/bin/)?sh: (?:(?:line )?\\d+: )?([^ :]+): Permission denied");

  private CommandAnswer() {}

  /// Reads the output of the section, whose end was seen.
  static Answer read(Question question, String stdout, String stderr) {
    // the last line stands apart: the script puts a newline before it, whatever the command printed
    String whole = stdout.endsWith("\n") ? stdout.substring(0, stdout.length() - 1) : stdout;
    int newline = whole.lastIndexOf('\n');
    String last = whole.substring(newline + 1);
    Matcher ended = ENDED.matcher(last);
    // the newline before the last line is the script's, not the command's
    if (newline >= 0 && ended.matches()) {
      return ended(question, whole.substring(0, newline), stderr, ended);
    }
    Matcher refusal = REFUSAL.matcher(last);
    // a refusal is the only line: there is no output of a command before it
    if (newline < 0 && refusal.matches()) {
      String what = Optional.ofNullable(refusal.group(2)).orElse("");
      return refused(refusal.group(1), what, stderr);
    }
    return new Answer.Unknown(Reason.UNSUPPORTED, "the host's shell could not run it", stderr);
  }

  private static Answer refused(String why, String what, String stderr) {
    return switch (why) {
      case "absent" -> new Answer.Absent("command " + what);
      case "refused" -> new Answer.Unknown(Reason.PRIVILEGE, "not allowed to run " + what, stderr);
      case "account" ->
          new Answer.Unknown(Reason.UNSUPPORTED, "there is no account " + what, stderr);
      case "privilege" ->
          new Answer.Unknown(
              Reason.PRIVILEGE,
              "only root can run it as %s: log in as root, or use become".formatted(what),
              stderr);
      default ->
          new Answer.Unknown(Reason.UNSUPPORTED, "the host has no setsid to limit it with", stderr);
    };
  }

  private static Answer ended(Question question, String stdout, String stderr, Matcher line) {
    Map<String, Long> said = new HashMap<>();
    Matcher pair = PAIR.matcher(line.group(3));
    // the first value of a key counts: at the time limit `x -1` comes before the status of the
    // killed command
    while (pair.find()) {
      said.putIfAbsent(pair.group(1), Long.parseLong(pair.group(2)));
    }
    Long exit = said.get("x");
    return exit == null
        ? new Answer.Unknown(Reason.UNSUPPORTED, "it was not seen to end", stderr)
        : notRun(exit, stderr).orElseGet(() -> row(question, stdout, stderr, line, said, exit));
  }

  /// The answer for a command that the shell could not start. Only if stderr is the shell's own message, and nothing
  /// else: a command that ran may end with 126 or 127 itself.
  private static Optional<Answer> notRun(long exit, String stderr) {
    Matcher found = NOT_FOUND.matcher(stderr.strip());
    Matcher allowed = NOT_ALLOWED.matcher(stderr.strip());
    if (exit == 127 && found.matches()) {
      return Optional.of(new Answer.Absent("command " + found.group(1)));
    }
    if (exit == 126 && allowed.matches()) {
      String why = "not allowed to run " + allowed.group(1);
      return Optional.of(new Answer.Unknown(Reason.PRIVILEGE, why, stderr));
    }
    return Optional.empty();
  }

  private static Answer row(
      Question question,
      String stdout,
      String stderr,
      Matcher line,
      Map<String, Long> said,
      long exit) {
    // a shell reports signal N as 128 + N; Linux has 64 signals
    boolean timedOut = exit < 0;
    boolean died = exit > 128 && exit <= 192;
    // from seconds with two decimals
    long millis =
        new BigDecimal(line.group(2))
            .subtract(new BigDecimal(line.group(1)))
            .movePointRight(3)
            .longValue();
    Map<String, Cell> cells = new HashMap<>();
    cells.put("command", Cell.text(question.parameter("command")));
    cells.put("user", user(question));
    cells.put("exit", timedOut ? Cell.none() : Cell.integer(exit));
    cells.put("signal", died ? Cell.integer(exit - 128) : Cell.none());
    cells.put("stdout", stream(stdout, said.get("o")));
    cells.put("stderr", stream(stderr, said.get("e")));
    cells.put("duration", Cell.integer(Math.max(0, millis)));
    cells.put("timed_out", Cell.bool(timedOut));
    cells.put("truncated", truncated(stdout, stderr, said));
    Row row = Row.of(CommandTable.COLUMNS, cells);
    Optional<String> gap = timedOut ? Optional.of(ENDED_EARLY) : Optional.empty();
    return new Answer.Observed(List.of(row), Optional.empty(), gap);
  }

  /// The cell of a stream. It is cut if the host counted more, sent more than it should, or did not see its end.
  ///
  /// @param rest how many bytes were not taken; null if the end of the stream was not seen
  private static Cell stream(String text, @Nullable Long rest) {
    String taken = withoutLastNewlines(Excerpt.beginning(text, TAKEN));
    if (rest == null) {
      return Cells.cut(taken, HELD);
    }
    return rest > 0 || size(text) > TAKEN ? Cells.cut(taken, TOO_LONG) : Cell.text(taken);
  }

  /// Like the shell's `$(command)` and like Ansible, so that a policy can say `stdout: "640"`.
  private static String withoutLastNewlines(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
    }
    return text.substring(0, end);
  }

  private static Cell truncated(String stdout, String stderr, Map<String, Long> said) {
    boolean more = said.getOrDefault("o", 0L) > 0 || said.getOrDefault("e", 0L) > 0;
    if (more || size(stdout) > TAKEN || size(stderr) > TAKEN) {
      return Cell.bool(true);
    }
    return said.containsKey("o") && said.containsKey("e") ? Cell.bool(false) : Cell.unread(HELD);
  }

  /// The number of bytes that the host sent, at least. A U+FFFD stands for one byte or more.
  private static int size(String text) {
    return text.indexOf('\uFFFD') >= 0
        ? text.length()
        : text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static Cell user(Question question) {
    String user = question.parameter("user");
    return user.isEmpty() ? Cell.none() : Cell.text(user);
  }
}
