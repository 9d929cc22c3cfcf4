package dev.driftline.probe.kit.network;

import dev.driftline.probe.kit.Look;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.ShellHalf;
import dev.driftline.probe.kit.process.RunningProcess;
import java.util.List;
import java.util.stream.Stream;

/// The looks at a host's sockets, and at the processes that hold them.
///
/// Sockets of some places, such as port 3306, are looked for once per host, for all questions together, and before any
/// section runs. Each question adds its places in a prelude. On most hosts no socket leads to one, and then nothing else
/// is looked at.
/// The processes of these sockets are also the ones whose libraries such a question wants.
public final class SocketLook {

  private static final int MAX_BYTES = 2 * 1024 * 1024;

  private static final List<String> SETUPS =
      Stream.of(
              Stream.of(
                  ShellHalf.QUIET_LS,
                  ShellHalf.awk(SocketLook.class, "network-spaces"),
                  ShellHalf.load(SocketLook.class, "network-spaces"),
                  ShellHalf.LS,
                  ShellHalf.LS_ALL,
                  ShellHalf.awk(RunningProcess.class, "stat")),
              NetworkTables.SETUPS.stream(),
              Stream.of("socket-rows", "unix-clients", "socket-holders", "sockets")
                  .map(name -> ShellHalf.awk(SocketLook.class, name)),
              Stream.of(ShellHalf.load(SocketLook.class, "socket-look")))
          .flatMap(setups -> setups)
          .toList();

  private static final String NO_PORTS_YET = "socket_ports=\n";

  /// All TCP and UDP sockets, and the unix sockets that have a path.
  public static final Look<SocketListing> ALL = look("sockets", "look_at_sockets ''\n", SETUPS);

  /// The setups that leave the look of [#OF_PORTS] in `port_sockets`, and its status in `port_sockets_status`.
  public static final List<String> OF_PORTS_SETUPS =
      Stream.concat(
              SETUPS.stream(),
              Stream.of(
                  "port_sockets=$(look_at_sockets \"${socket_ports#,}\")\nport_sockets_status=$?\n"))
          .toList();

  /// The sockets that lead to one of the places of any question; see [SocketPlaces].
  public static final Look<SocketListing> OF_PORTS =
      look(
          "port-sockets",
          "echo \"$port_sockets\"\nexit \"$port_sockets_status\"\n",
          OF_PORTS_SETUPS);

  private SocketLook() {}

  private static Look<SocketListing> look(String name, String script, List<String> setups) {
    Section section = new Section(name, script, MAX_BYTES, setups);
    return Look.whole(section, "the sockets", SocketListing::read);
  }

  /// The prelude of a question about places.
  ///
  /// @param places a text that [SocketPlaces#of] can read
  public static Section prelude(String places) {
    return Section.prelude(
        "socket-ports", NO_PORTS_YET, "socket_ports=$socket_ports,%s\n".formatted(places));
  }
}
