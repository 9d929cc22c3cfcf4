package dev.driftline.probe.command;

import dev.driftline.text.Excerpt;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One of the two streams of a command, as `command-streams.sh` passes it on. For example, the stdout of a command that
/// printed `up` and ended with 0 after 0.2 seconds:
///
/// ```
/// up
///
/// ended 1f3c… 0 1234.50 1234.70 none
///
/// whole 1f3c… 48
/// ```
///
/// The first of these lines came through the same pipe as the output. So if it is there, nothing before it is missing.
/// No command knows the number in both lines, so no command can write one of them.
///
/// @param text   the output; at most a little more than 64 KiB, and then the last bytes of it are missing
/// @param secret the number in both lines
/// @param ended  how the command ended; empty on stderr
/// @param fate   whether the end of the stream was seen
record CommandStream(String text, String secret, Optional<Ended> ended, Fate fate) {

  /// How many bytes of a stream are taken.
  static final int TAKEN = 64 * 1024;

  /// What became of a stream.
  enum Fate {
    /// Its end was seen.
    WHOLE,
    /// More came than is taken.
    CUT,
    /// A process held it open, and was not waited for.
    HELD
  }

  /// How a command ended.
  ///
  /// @param status as the shell tells it: 128 and the number of a signal, or the exit status
  /// @param millis how long it ran
  /// @param left   whether a process of its session lived on, which could have written more. It was killed
  record Ended(int status, long millis, boolean left) {}

  private static final Pattern LAST =
      Pattern.compile("\n(whole|cut|held) ([0-9a-f-]{36})(?: (\\d{1,9}|-))?\n$");

  private static final Pattern ENDED =
      Pattern.compile("(\\d{1,3}) (\\d{1,12}\\.\\d{1,6}) (\\d{1,12}\\.\\d{1,6}) (none|left)");

  /// Reads what the section said on one stream. Empty if the stream did not come whole, or the command was not seen to
  /// end.
  static Optional<CommandStream> read(String said) {
    Matcher last = LAST.matcher(said.substring(Math.max(0, said.length() - 80)));
    if (!last.find()) {
      return Optional.empty();
    }
    String passed = said.substring(0, said.length() - last.group().length());
    String secret = last.group(2);
    String mark = "\nended " + secret;
    int at = passed.lastIndexOf(mark);
    int newline = at < 0 ? -1 : passed.indexOf('\n', at + 1);
    if (newline < 0 || !counted(passed, last.group(3))) {
      return Optional.empty();
    }
    Fate fate = Fate.valueOf(last.group(1).toUpperCase(Locale.ROOT));
    // what comes after that line was written by a process that the command left
    String text = passed.substring(0, at) + passed.substring(newline + 1);
    // a cut stream that is short was cut by a fault of the host's dd
    if (fate == Fate.CUT && size(text) < TAKEN) {
      return Optional.empty();
    }
    String words = passed.substring(at + mark.length(), newline).strip();
    return Optional.of(new CommandStream(text, secret, ended(words), fate));
  }

  private static Optional<Ended> ended(String words) {
    Matcher form = ENDED.matcher(words);
    if (!form.matches()) {
      return Optional.empty();
    }
    BigDecimal seconds = new BigDecimal(form.group(3)).subtract(new BigDecimal(form.group(2)));
    return Optional.of(
        new Ended(
            Integer.parseInt(form.group(1)),
            Math.max(0, seconds.movePointRight(3).longValue()),
            form.group(4).equals("left")));
  }

  /// Whether as much came as dd says that it passed on. It says nothing about a stream that was cut or held, and some
  /// count pieces only.
  private static boolean counted(String passed, @Nullable String said) {
    if (said == null || said.equals("-")) {
      return true;
    }
    // a U+FFFD stands for one, two or three bytes
    long unclear = passed.chars().filter(c -> c == '\uFFFD').count();
    long most = passed.getBytes(StandardCharsets.UTF_8).length;
    long count = Long.parseLong(said);
    return most - 2 * unclear <= count && count <= most;
  }

  /// Whether more was written than is taken.
  boolean overflows() {
    return fate == Fate.CUT || size(text) > TAKEN;
  }

  /// The output without the newlines at its end, like the shell's `$(command)` and like Ansible. So a policy can say
  /// `stdout: "640"`.
  String shown() {
    String taken = Excerpt.beginning(text, TAKEN);
    int end = taken.length();
    while (end > 0 && taken.charAt(end - 1) == '\n') {
      end--;
    }
    return taken.substring(0, end);
  }

  /// The number of bytes that the host sent, at least. A U+FFFD stands for one byte or more.
  private static int size(String text) {
    return text.indexOf('\uFFFD') >= 0
        ? text.length()
        : text.getBytes(StandardCharsets.UTF_8).length;
  }
}
