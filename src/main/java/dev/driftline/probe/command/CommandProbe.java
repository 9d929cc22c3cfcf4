package dev.driftline.probe.command;

import dev.driftline.model.Reason;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.probe.kit.Capture;
import dev.driftline.probe.kit.Look;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.ShellHalf;
import dev.driftline.probe.kit.Transcript;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs a command and tells its exit status, stdout and stderr. For example, `rndc status` ends with 0, but writes a
/// warning on stderr.
///
/// The command runs under a time limit. It has its own session (setsid(2)), and all processes of the session are killed
/// at the end; see `docs/probes/command.md`. driftline cannot tell whether a command only reads. Its author must know.
public final class CommandProbe implements Probe {

  /// The time limit of a command whose question gives none.
  public static final String DEFAULT_TIMEOUT = "10s";

  private static final int MAX_SECONDS = 3600;

  /// Sent once per host. Each command calls the last one in its own subshell.
  private static final List<String> SETUPS =
      List.of(
          ShellHalf.awk(CommandProbe.class, "members"),
          ShellHalf.load(CommandProbe.class, "command-watch"),
          ShellHalf.load(CommandProbe.class, "command-streams"),
          "run_command() {\n%s}\n".formatted(ShellHalf.load(CommandProbe.class, "command")));

  private static final Pattern PLAIN =
      Pattern.compile("\\s*([A-Za-z0-9_./+][A-Za-z0-9_./+-]*)(?:\\s.*)?", Pattern.DOTALL);
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  private static final List<String> SHELL_WORDS =
      List.of("if", "for", "while", "until", "case", "exec", "set", "!", "{");

  /// Words that mean to a shell what they mean to a program.
  private static final Pattern WORDS =
      Pattern.compile("[A-Za-z0-9_./+][A-Za-z0-9_./+-]*(?: +[A-Za-z0-9_./:=,@%+-]+)*");

  /// What some shell does itself, without a program: dash(1), bash(1), mksh(1), busybox. The program of this name may
  /// do something else.
  private static final Set<String> OF_THE_SHELL =
      Set.of(
          (". : [ alias bg bind break builtin caller case cat cd chdir command compgen complete compopt continue"
                  + " coproc declare dirs disown do done echo elif else enable esac eval exec exit export false fc fg"
                  + " fi for function getopts global hash help history if in integer jobs kill let local logout mapfile"
                  + " mknod nameref nohup popd print printf pushd pwd read readarray readonly realpath rename return"
                  + " select set shift shopt sleep source suspend test then time times trap true type typeset ulimit"
                  + " umask unalias unset until wait whence which while")
              .split(" "));

  @Override
  public TableDefinition definition() {
    return CommandTable.DEFINITION;
  }

  @Override
  public List<Section> sections(Question question) {
    return refusal(question).isPresent() ? List.of() : List.of(section(question));
  }

  /// Why the command cannot be run at all; empty if it can. The policy compiler refuses such commands, so this is for
  /// other callers.
  private static Optional<Answer> refusal(Question question) {
    boolean nul = question.parameters().values().stream().anyMatch(text -> text.indexOf('\0') >= 0);
    String timeout = question.parameters().getOrDefault("timeout", DEFAULT_TIMEOUT);
    if (nul) {
      return Optional.of(
          new Answer.Unknown(Reason.UNSUPPORTED, "a NUL cannot be given to a shell", ""));
    }
    return DURATION.matcher(timeout).matches()
        ? Optional.empty()
        : Optional.of(
            new Answer.Unknown(Reason.UNSUPPORTED, "no duration: \"%s\"".formatted(timeout), ""));
  }

  private static Section section(Question question) {
    String command = question.parameter("command");
    String given =
        "command=%s\nfirst=%s\ndirect=%s\naccount=%s\nseconds=%d\npipefail=%s\n"
            .formatted(
                ShellHalf.quoted(command),
                ShellHalf.quoted(first(command)),
                isDirect(command) ? "yes" : "''",
                ShellHalf.quoted(question.parameter("user")),
                seconds(question),
                question.parameter("pipefail").equals("true") ? "yes" : "''");
    return new Section("command", given + "run_command\n", Section.DEFAULT_MAX_BYTES, SETUPS);
  }

  /// The program that `command` starts with: `rndc` of `rndc status`. Empty if the text begins with something else,
  /// such as a variable, a quote or a word of the shell.
  static String first(String command) {
    Matcher plain = PLAIN.matcher(command);
    return plain.matches() && !SHELL_WORDS.contains(plain.group(1)) ? plain.group(1) : "";
  }

  /// Whether `command` is a program and its words, and nothing that only a shell understands. Then no shell is started
  /// for it, which saves the host a fork and a program.
  static boolean isDirect(String command) {
    String first = first(command);
    return !first.isEmpty() && !OF_THE_SHELL.contains(first) && WORDS.matcher(command).matches();
  }

  /// The time limit in whole seconds, from 1 to 3600.
  static int seconds(Question question) {
    String given = question.parameters().getOrDefault("timeout", DEFAULT_TIMEOUT);
    Matcher duration = DURATION.matcher(given);
    if (!duration.matches()) {
      throw new IllegalArgumentException("no duration: \"%s\"".formatted(given));
    }
    long number = Long.parseLong(duration.group(1));
    long millis =
        switch (duration.group(2)) {
          case "ms" -> number;
          case "s" -> number * 1000;
          case "m" -> number * 60_000;
          default -> number * 3_600_000;
        };
    // rounded up: a limit of 1 ms is 1 s
    return Math.clamp((millis + 999) / 1000, 1, MAX_SECONDS);
  }

  @Override
  public Answer read(Question question, Transcript transcript) {
    Optional<Answer> refusal = refusal(question);
    return refusal.isPresent() ? refusal.get() : said(question, transcript);
  }

  private static Answer said(Question question, Transcript transcript) {
    return switch (transcript.capture(section(question))) {
      case Capture.Missing(Reason reason, String why) -> new Answer.Unknown(reason, why, "");
      case Capture.Cut(String _, String stderr, Reason reason, String why) ->
          new Answer.Unknown(reason, "the command's answer did not come whole: " + why, stderr);
      case Capture.Complete(String stdout, String stderr, int exit) ->
          switch (exit) {
            case 0 -> CommandAnswer.read(question, seconds(question), stdout, stderr);
            case Look.NO_NULL_DEVICE ->
                new Answer.Unknown(Reason.UNSUPPORTED, Look.NO_NULL_DEVICE_WHY, stderr);
            default ->
                new Answer.Unknown(
                    Reason.UNSUPPORTED,
                    "the shell that ran the command ended with %d".formatted(exit),
                    stderr);
          };
    };
  }
}
