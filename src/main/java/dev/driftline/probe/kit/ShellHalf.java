package dev.driftline.probe.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The shell half of a probe: the files `NAME.sh` and `NAME.awk` beside a class. They are sent without comments,
/// indentation and blank lines, which are two fifths of each file. Otherwise they are sent as written.
///
/// An awk program that is longer than a few lines is a file of its own, so that it needs no quotes. A file can also be
/// a library: functions for several programs. Each is a setup that puts the text into a shell variable, and the shell
/// half joins what it needs: `awk "$awk_stat$awk_table" [0-9]*`.
public final class ShellHalf {

  /// The files that were read, by their place: several probes need the same libraries.
  private static final Map<String, String> READ = new ConcurrentHashMap<>();

  /// Setups for several probes. `quiet-ls.sh` has functions that call `ls` so that it prints the same everywhere.
  /// `time-limit.sh` runs programs that may hang.
  public static final String QUIET_LS = load(ShellHalf.class, "quiet-ls");

  /// The awk library `ls.awk`.
  public static final String LS = awk(ShellHalf.class, "ls");

  /// A setup: the functions of awk that ask `ls` about names with `*`.
  public static final String LS_ALL = awk(ShellHalf.class, "ls-all");

  public static final String TIME_LIMIT = load(ShellHalf.class, "time-limit");

  private ShellHalf() {}

  /// Reads `NAME.sh` beside `owner`. Lines inside of quotes, such as an awk program, lose their indentation too. So a
  /// script must not depend on it.
  ///
  /// @throws UncheckedIOException if it cannot be read
  public static String load(Class<?> owner, String name) {
    return text(owner, name + ".sh");
  }

  /// Reads `NAME.awk` beside `owner`, as shell text that puts the program into the variable `awk_NAME`. A `-` of the
  /// name is a `_` there: `process-stat.awk` becomes `awk_process_stat`.
  ///
  /// @throws UncheckedIOException if it cannot be read
  public static String awk(Class<?> owner, String name) {
    String program = quoted(text(owner, name + ".awk"));
    return "awk_%s=%s\n".formatted(name.replace('-', '_'), program);
  }

  /// Whether a setup is one of [#awk]: it only fills a variable, and starts and writes nothing.
  public static boolean isAwk(String setup) {
    return setup.startsWith("awk_");
  }

  /// The bare text of a file beside a class.
  private static String text(Class<?> owner, String file) {
    return READ.computeIfAbsent(owner.getPackageName() + "/" + file, _ -> bare(read(owner, file)));
  }

  private static String read(Class<?> owner, String file) {
    try (InputStream stream = owner.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("no " + file + " beside " + owner.getName());
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /// A loop, not a stream of lines: this runs once for some fifty files at each start, when nothing is compiled yet.
  static String bare(String text) {
    StringBuilder bare = new StringBuilder(text.length());
    for (int at = 0, end; at < text.length(); at = end + 1) {
      // one line, without the blanks around it
      int newline = text.indexOf('\n', at);
      end = newline < 0 ? text.length() : newline;
      int from = at;
      while (from < end && blank(text.charAt(from))) {
        from++;
      }
      int to = end;
      while (to > from && blank(text.charAt(to - 1))) {
        to--;
      }
      // empty lines and comments are left out
      if (from < to && text.charAt(from) != '#') {
        bare.append(text, from, to).append('\n');
      }
    }
    return bare.toString();
  }

  private static boolean blank(char character) {
    return character == ' ' || character == '\t' || character == '\r';
  }

  /// `text` as one word of the shell, whatever it contains (POSIX shell language, 2.2.2): `it's` becomes `'it'\''s'`.
  ///
  /// @throws IllegalArgumentException if it contains a NUL, because no shell word can
  public static String quoted(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a NUL cannot be given to a shell");
    }
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
