package dev.driftline.probe.kit;

import dev.driftline.probe.kit.network.SocketTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// Shell text that lies beside the class it belongs to, as it is sent: without lines of comment, indentation and blank
/// lines, which are two fifths of what is written. Nothing else makes a script shorter.
public final class ShellHalf {

  /// Setups that several sections share.
  public static final String QUIET_LS = load(ShellHalf.class, "quiet-ls");

  public static final String TIME_LIMIT = load(ShellHalf.class, "time-limit");
  private static final String NETWORK_SPACES = load(SocketTable.class, "network-spaces");
  private static final String PORT_USE = load(SocketTable.class, "port-use");

  private ShellHalf() {}

  /// The setups that look whether any socket has one of `ports`, after which the variable [#use] says `none` or `some`.
  ///
  /// @param ports digits, with commas between
  public static List<String> portUse(String ports) {
    String look = "ports=%s\n%s%s=$use\n".formatted(ports, PORT_USE, use(ports));
    return List.of(QUIET_LS, NETWORK_SPACES, look);
  }

  public static String use(String ports) {
    return "use_" + ports.replace(',', '_');
  }

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

  public static String bare(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
