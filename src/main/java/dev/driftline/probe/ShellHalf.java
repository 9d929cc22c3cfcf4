package dev.driftline.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// The `.sh` half of a probe, as it is sent: without comments, indentation and blank lines.
final class ShellHalf {

  /// Setups that several sections share.
  static final String QUIET_LS = load("quiet-ls");

  static final String TIME_LIMIT = load("time-limit");
  private static final String NETWORK_SPACES = load("network-spaces");
  private static final String PORT_USE = load("port-use");

  private ShellHalf() {}

  /// The setups that look whether any socket has one of `ports`, after which the variable [#use] says `none` or `some`.
  ///
  /// @param ports digits, with commas between
  static List<String> portUse(String ports) {
    String look = "ports=%s\n%s%s=$use\n".formatted(ports, PORT_USE, use(ports));
    return List.of(QUIET_LS, NETWORK_SPACES, look);
  }

  static String use(String ports) {
    return "use_" + ports.replace(',', '_');
  }

  /// Reads `NAME.sh` that lies beside this class. Lines of a here-document or of a quoted text lose their
  /// indentation as well, so a script must not depend on it.
  ///
  /// @throws UncheckedIOException if it cannot be read
  static String load(String name) {
    try (InputStream stream = ShellHalf.class.getResourceAsStream(name + ".sh")) {
      if (stream == null) {
        throw new IllegalStateException("no " + name + ".sh beside " + ShellHalf.class.getName());
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
}
