package dev.driftline.inventory.connection;

import dev.driftline.inventory.connection.Settings.Found;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.HostLocation;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlNode.Sequence;
import java.net.InetAddress;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds out where each host of the inventory is, even if nobody connects to it. It opens no key file and no password
/// file.
///
/// Mistakes in `driftline_addresses` are reported for every host. Mistakes in the other variables are reported by
/// [Connections], and only if the host is asked. Not for several threads.
public final class HostLocations {

  private static final String ADDRESSES = "driftline_addresses";

  private final Lookup lookup;
  private final Lookup quiet;
  private final Connections connections;
  private final IdentityHashMap<YamlNode, List<String>> known = new IdentityHashMap<>();

  public HostLocations(Lookup lookup) {
    this.lookup = lookup;
    this.quiet = new Quiet(lookup);
    this.connections = new Connections(quiet, new SecretFolders(List.of()), false);
  }

  public HostLocation of(String host) {
    List<String> addresses =
        new Settings(host, lookup).find(ADDRESSES).map(f -> addresses(host, f)).orElse(List.of());
    return isLocal(new Settings(host, quiet))
        ? new HostLocation(host, Connection.Method.LOCAL, "", "", addresses)
        : new HostLocation(
            host,
            Connection.Method.SSH,
            address(new Settings(host, quiet)),
            network(new Settings(host, quiet)),
            addresses);
  }

  private static boolean isLocal(Settings settings) {
    return settings
        .text(Connections.METHOD)
        .map(Scalar::text)
        .filter(Connections::isLocal)
        .isPresent();
  }

  private static String address(Settings settings) {
    Optional<Scalar> written = settings.text(Connections.ADDRESS);
    try {
      return settings.failed()
          ? ""
          : Address.parse(written.map(Scalar::text).orElse(settings.host));
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  /// The bastions as they are written, without users: the same words are the same network. A way that cannot be read
  /// leads to a network of its own.
  /// Names the network of a host by the bastions before it, as written and without users. The same words mean the same
  /// network. If the way cannot be read, the host has a network of its own.
  private String network(Settings settings) {
    List<String> bastions = Jumps.names(settings, connections.arguments(settings));
    return settings.failed() ? "unknown, of " + settings.host : String.join(" > ", bastions);
  }

  private List<String> addresses(String host, Found found) {
    // hosts of a group share a value, but not what its templates become
    return hasTemplate(found.value())
        ? read(new Settings(host, lookup), found)
        : known.computeIfAbsent(found.value(), _ -> read(new Settings(host, lookup), found));
  }

  private static boolean hasTemplate(YamlNode value) {
    return switch (value) {
      case Scalar text -> Templates.isTemplate(text.text());
      case Sequence list -> list.items().stream().anyMatch(HostLocations::hasTemplate);
      case YamlNode.Mapping _ -> false;
    };
  }

  private static List<String> read(Settings settings, Found found) {
    return switch (found.value()) {
      case Scalar _ ->
          settings.text(found).stream()
              .flatMap(text -> usable(settings, text.at(), text.text().split(",", -1)))
              .toList();
      case Sequence list ->
          list.items().stream()
              .flatMap(item -> settings.text(new Found(ADDRESSES, item)).stream())
              .flatMap(text -> usable(settings, text.at(), text.text()))
              .toList();
      case YamlNode.Mapping mapping -> {
        settings.error(
            mapping.at(),
            "%s must be a list of IP addresses, not a mapping".formatted(ADDRESSES),
            "write \"%s: [192.0.2.1, 2001:db8::1]\"".formatted(ADDRESSES));
        yield List.of();
      }
    };
  }

  private static Stream<String> usable(Settings settings, SourceLocation at, String... texts) {
    return Stream.of(texts).map(String::strip).filter(text -> isUsable(text, at, settings));
  }

  private static boolean isUsable(String text, SourceLocation at, Settings settings) {
    if (!Address.isLiteral(text)) {
      settings.error(
          at,
          "%s: \"%s\" is not an IP address".formatted(ADDRESSES, text),
          "write addresses such as 192.0.2.1 or 2001:db8::1, no names and no prefixes");
      return false;
    }
    // an address with a scope, and a loopback or link-local one, mean another machine on each host
    if (text.contains("%") || isEverybodys(InetAddress.ofLiteral(text))) {
      settings.error(
          at,
          "%s: \"%s\" does not tell one host from another".formatted(ADDRESSES, text),
          "write the addresses under which other hosts reach this one");
      return false;
    }
    return true;
  }

  private static boolean isEverybodys(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isMulticastAddress();
  }

  /// The same variables, but mistakes in them are not reported.
  private record Quiet(Lookup lookup) implements Lookup {

    @Override
    public boolean isHost(String name) {
      return lookup.isHost(name);
    }

    @Override
    public Optional<YamlNode> value(String host, String variable) {
      return lookup.value(host, variable);
    }

    @Override
    public Templates.Filled fill(String host, String template) {
      return lookup.fill(host, template);
    }

    @Override
    public void error(SourceLocation at, String message, String hint) {}

    @Override
    public void warning(SourceLocation at, String message, String hint) {}
  }
}
