package dev.driftline.inventory.connection;

import dev.driftline.inventory.connection.Settings.Found;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.ConnectionFault;
import dev.driftline.model.host.Hop;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.Login;
import dev.driftline.source.Problem;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The bastions on the way to a host, from `jump` or from `ProxyJump`.
///
/// If a bastion is itself a host of the inventory, it is reached as that host is, through its own bastions. A way ends
/// where it meets the host itself. So `jump: gate` may stand in the variables of all hosts, gate among them.
///
/// Any other bastion gets the key of the host behind it, and never the password of that host.
final class Jumps {

  private static final Pattern HOP = Pattern.compile("(?:([^@]+)@)?(\\[[^\\]]*]|[^:]*)(?::(.*))?");
  private static final int SSH_PORT = 22;

  private final Lookup lookup;
  private final Connections connections;
  private final Map<String, Host> known = new HashMap<>();
  private final Set<String> open = new LinkedHashSet<>();

  Jumps(Lookup lookup, Connections connections) {
    this.lookup = lookup;
    this.connections = connections;
  }

  List<Hop> of(Settings settings, List<SshArguments> arguments, Login login) {
    List<Hop> hops = new ArrayList<>();
    for (Written written : written(settings, arguments)) {
      Matcher hop = HOP.matcher(written.text());
      if (!hop.matches() || hop.group(2).isEmpty() || hasPassword(hop)) {
        notABastion(written, settings);
        return hops;
      }
      if (hop.group(2).equals(settings.host)) {
        return hops;
      }
      add(hop, written.at(), settings, login, hops);
    }
    return hops;
  }

  private static void notABastion(Written written, Settings settings) {
    settings.error(
        written.at(),
        "\"%s\" is not a bastion".formatted(written.text()),
        "write user@bastion:port, several with commas between them");
  }

  /// The bastions before the host as written, without users.
  static List<String> names(Settings settings, List<SshArguments> arguments) {
    List<String> names = new ArrayList<>();
    for (Written written : written(settings, arguments)) {
      Matcher hop = HOP.matcher(written.text());
      if (!hop.matches()) {
        notABastion(written, settings);
      } else if (hop.group(2).equals(settings.host)) {
        return names;
      } else {
        names.add(hop.group(3) == null ? hop.group(2) : hop.group(2) + ":" + hop.group(3));
      }
    }
    return names;
  }

  /// `user:secret@bastion`, or a URL: the user contains a colon.
  private static boolean hasPassword(Matcher hop) {
    return hop.group(1) != null && hop.group(1).contains(":");
  }

  private record Written(String text, SourceLocation at) {}

  private static List<Written> written(Settings settings, List<SshArguments> arguments) {
    List<Written> written = new ArrayList<>();
    Optional<Found> jump = settings.find("jump");
    if (jump.isPresent()) {
      List<YamlNode> values =
          jump.get().value() instanceof Sequence list ? list.items() : List.of(jump.get().value());
      for (YamlNode value : values) {
        Optional<Scalar> text = settings.text(new Found("jump", value));
        text.ifPresent(scalar -> split(scalar.text(), scalar.at(), written));
      }
    } else {
      arguments.stream()
          .filter(a -> a.value("proxyjump").isPresent())
          .findFirst()
          .ifPresent(a -> split(a.value("proxyjump").orElseThrow(), a.at(), written));
    }
    return written;
  }

  private static void split(String text, SourceLocation at, List<Written> written) {
    if (!text.equalsIgnoreCase("none")) {
      for (String hop : text.split(",", -1)) {
        written.add(new Written(hop.strip(), at));
      }
    }
  }

  private void add(Matcher hop, SourceLocation at, Settings settings, Login login, List<Hop> hops) {
    String name = hop.group(2);
    Optional<String> user =
        Optional.ofNullable(hop.group(1)).map(u -> Connections.user(u, at, settings));
    Optional<String> port = Optional.ofNullable(hop.group(3));
    if (port.isPresent() && port.flatMap(Address::port).isEmpty()) {
      settings.error(
          at, "\"%s\" is not a port".formatted(port.get()), "write a number from 1 to 65535");
      return;
    }
    Optional<Integer> number = port.flatMap(Address::port);
    if (lookup.isHost(name)) {
      addHost(name, at, settings, user, number, hops);
      return;
    }
    try {
      Login own = new Login(user.orElse(""), login.key(), Optional.empty());
      hops.add(new Hop(Address.parse(name), number.orElse(SSH_PORT), own));
    } catch (IllegalArgumentException e) {
      settings.error(
          at,
          "bastion \"%s\" %s".formatted(name, e.getMessage()),
          "write user@bastion:port, several with commas between them");
    }
  }

  /// Adds a bastion that is a host of the inventory. If it is the first one, its own bastions come before it.
  private void addHost(
      String name,
      SourceLocation at,
      Settings settings,
      Optional<String> user,
      Optional<Integer> port,
      List<Hop> hops) {
    Optional<Host> found = bastion(name, at, settings);
    if (found.isEmpty()) {
      return;
    }
    Optional<ConnectionFault> fault = found.get().fault();
    if (fault.isPresent()) {
      // the mistake itself was reported with the bastion
      String message = "bastion \"%s\" cannot be reached: %s".formatted(name, fault.get().detail());
      settings.fail(Problem.error(at, "", message, fault.get().hint()));
      return;
    }
    Connection bastion = found.get().connection();
    if (bastion.method() == Connection.Method.LOCAL) {
      settings.error(
          at,
          "bastion \"%s\" is this machine".formatted(name),
          "remove it: it is where driftline runs");
      return;
    }
    // a later bastion is reached through the earlier ones, not through its own
    if (hops.isEmpty()) {
      hops.addAll(bastion.jumps());
    }
    Login theirs = bastion.login();
    Login login = new Login(user.orElse(theirs.user()), theirs.key(), theirs.password());
    hops.add(new Hop(bastion.address(), port.orElse(bastion.port()), login, bastion.algorithms()));
  }

  /// A bastion that is a host of the inventory. Empty if the way to it is a circle, which is reported.
  private Optional<Host> bastion(String name, SourceLocation at, Settings settings) {
    Host before = known.get(name);
    if (before != null) {
      return Optional.of(before);
    }
    // `open` has the hosts whose ways are being read; meeting one again is a circle
    open.add(settings.host);
    if (!open.add(name)) {
      settings.error(
          at,
          "bastions lead in a circle: %s > %s".formatted(String.join(" > ", open), name),
          "one of them must be reached directly: jump: none");
      open.remove(settings.host);
      return Optional.empty();
    }
    Host found = connections.of(name, at);
    open.remove(name);
    open.remove(settings.host);
    known.put(name, found);
    return Optional.of(found);
  }
}
