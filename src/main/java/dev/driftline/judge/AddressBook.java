package dev.driftline.judge;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which host of the inventory has which address. An address that two hosts claim belongs to none of them.
///
/// @param hosts host names by canonical address
public record AddressBook(Map<String, String> hosts) {

  public AddressBook {
    hosts = Map.copyOf(hosts);
  }

  /// The host with `address`, seen from `from`: its own loopback addresses are itself.
  public Optional<String> host(String address, String from) {
    String plain = canonical(address);
    if (isLoopback(plain)) {
      return Optional.of(from);
    }
    return Optional.ofNullable(hosts.get(plain));
  }

  static boolean isLoopback(String address) {
    return address.startsWith("127.") || address.equals("::1");
  }

  /// Without brackets, zone and the prefix of a v4-mapped IPv6 address; in lower case.
  static String canonical(String address) {
    String plain = address.toLowerCase(java.util.Locale.ROOT);
    if (plain.startsWith("[") && plain.endsWith("]")) {
      plain = plain.substring(1, plain.length() - 1);
    }
    int zone = plain.indexOf('%');
    plain = zone < 0 ? plain : plain.substring(0, zone);
    return plain.startsWith("::ffff:") && plain.indexOf('.') > 0 ? plain.substring(7) : plain;
  }

  /// Collects addresses from the inventory and from what hosts report of themselves.
  ///
  /// Link-local addresses are the same on many networks and are left out.
  public static final class Builder {
    private final Map<String, String> hosts = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();

    /// Notes that `host` has `address`, a literal IP address.
    public Builder add(String address, String host) {
      String plain = canonical(address.strip());
      if (plain.isEmpty() || isLoopback(plain) || plain.startsWith("fe80:")) {
        return this;
      }
      String before = hosts.putIfAbsent(plain, host);
      if (before != null && !before.equals(host)) {
        ambiguous.add(plain);
      }
      return this;
    }

    public AddressBook build() {
      Map<String, String> clear = new HashMap<>(hosts);
      ambiguous.forEach(clear::remove);
      return new AddressBook(clear);
    }
  }
}
