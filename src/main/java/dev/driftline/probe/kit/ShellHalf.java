package dev.driftline.probe.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// Shell text that lies beside the class it belongs to, as it is sent: without lines of comment, indentation and blank
/// lines, which are two fifths of what is written. Nothing else makes a script shorter.
public final class ShellHalf {

  /// Setups that sections of several probes need: functions that call `ls` so that it says the same everywhere, and a time
  /// limit for programs that may hang.
  public static final String QUIET_LS = load(ShellHalf.class, "quiet-ls");

  public static final String TIME_LIMIT = load(ShellHalf.class, "time-limit");

  private ShellHalf() {}

  /// Reads `NAME.sh` that lies beside `owner`. Lines of a quoted text, such as an awk program, lose their indentation as
  /// well, so a script must not depend on it.
  ///
  /// @throws UncheckedIOException if it cannot be read
  public static String load(Class<?> owner, String name) {
    try (InputStream stream = owner.getResourceAsStream(name + ".sh")) {
      if (stream == null) {
        throw new IllegalStateException("no " + name + ".sh beside " + owner.getName());
      }
      return bare(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(name + ".sh cannot be read", e);
    }
  }

  static String bare(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /// `text` as one word of the shell, whatever is in it (POSIX shell language, 2.2.2).
  ///
  /// @throws IllegalArgumentException if it holds a NUL, which no shell word can
  public static String quoted(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a NUL cannot be given to a shell");
    }
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
