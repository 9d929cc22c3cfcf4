package dev.driftline.probe.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// The shell half of a probe: the file `NAME.sh` beside a class. It is sent without comments, indentation and blank
/// lines, which are two fifths of the file. Otherwise it is sent as written.
public final class ShellHalf {

  /// Setups for several probes. `quiet-ls.sh` has functions that call `ls` so that it prints the same everywhere.
  /// `time-limit.sh` runs programs that may hang.
  public static final String QUIET_LS = load(ShellHalf.class, "quiet-ls");

  public static final String TIME_LIMIT = load(ShellHalf.class, "time-limit");

  private ShellHalf() {}

  /// Reads `NAME.sh` beside `owner`. Lines inside of quotes, such as an awk program, lose their indentation too. So a
  /// script must not depend on it.
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
