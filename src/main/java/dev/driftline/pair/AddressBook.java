package dev.driftline.pair;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which host of the inventory has which address. An address that two hosts claim belongs to none of them, but each of
/// them has it when it is the one who asks: a host's own address is never somebody else's to itself.
///
/// @param hosts host names by canonical address
/// @param here  hosts that are reached over a loopback address of their own: they share this machine, and see each
///     other by these addresses
/// @param own   what hosts report of themselves, canonical, by host name
/// @param untold a host that did not say which addresses it has, if there is one: any address may be its
public record AddressBook(
    Map<String, String> hosts,
    Set<String> here,
    Map<String, Set<String>> own,
    Optional<String> untold) {

  private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*");

  /// Two or more groups of nothing but zeros.
  private static final Pattern ZEROS = Pattern.compile("\\b0(?::0)+\\b");

  public AddressBook {
    hosts = Map.copyOf(hosts);
    here = Set.copyOf(here);
    own = Map.copyOf(own);
  }

  /// The host with `address`, seen from `from`: its own loopback addresses are itself, unless it shares this machine
  /// with a host that is reached by just that address.
  public Optional<String> host(String address, String from) {
    String plain = canonical(address);
    if (isLoopback(plain) && !here.contains(from)) {
      return Optional.of(from);
    }
    Optional<String> named = Optional.ofNullable(hosts.get(plain));
    boolean itself = isLoopback(plain) || own.getOrDefault(from, Set.of()).contains(plain);
    return named.or(() -> itself ? Optional.of(from) : Optional.empty());
  }

  static boolean isLoopback(String address) {
    return address.startsWith("127.") || address.equals("::1");
  }

  /// Without brackets, zone and the prefix of a v4-mapped IPv6 address; in lower case; IPv6 addresses in the one short
  /// form of RFC 5952.
  static String canonical(String address) {
    String plain = address.toLowerCase(Locale.ROOT);
    if (plain.startsWith("[") && plain.endsWith("]")) {
      plain = plain.substring(1, plain.length() - 1);
    }
    int zone = plain.indexOf('%');
    plain = zone < 0 ? plain : plain.substring(0, zone);
    return IPV6.matcher(plain).matches() ? shortened(plain) : plain;
  }

  private static String shortened(String text) {
    InetAddress address;
    try {
      address = InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException _) {
      return text;
    }
    String full = address.getHostAddress();
    String longest = "";
    Matcher zeros = ZEROS.matcher(full);
    while (zeros.find()) {
      longest = zeros.group().length() > longest.length() ? zeros.group() : longest;
    }
    return longest.isEmpty() ? full : full.replaceFirst("(^|:)" + longest + "(:|$)", "::");
  }

  /// Collects addresses from the inventory and from what hosts report of themselves.
  ///
  /// What the inventory says stands: a host that reports another one's address takes nothing away from it. Link-local
  /// addresses are the same on many networks and are left out, and so are the loopback addresses every host has.
  public static final class Builder {
    private static final Set<String> EVERYBODYS = Set.of("127.0.0.1", "::1");

    private final Claims inventory = new Claims();
    private final Claims reports = new Claims();
    private final Set<String> here = new HashSet<>();
    private final Map<String, Set<String>> own = new HashMap<>();

    /// Notes that the inventory gives `host` this address; names that are no IP addresses do no harm.
    public Builder listed(String address, String host) {
      if (isLoopback(canonical(address)) && !EVERYBODYS.contains(canonical(address))) {
        here.add(host);
      }
      inventory.add(address, host);
      return this;
    }

    /// Notes that `host` says it has this address.
    public Builder reported(String address, String host) {
      String plain = canonical(address.strip());
      if (!plain.isEmpty() && !isLoopback(plain)) {
        reports.add(plain, host);
        own.computeIfAbsent(host, _ -> new HashSet<>()).add(plain);
      }
      return this;
    }

    public AddressBook build() {
      return build(Optional.empty());
    }

    /// The book, for a run in which `untold` did not say which addresses it has.
    public AddressBook build(Optional<String> untold) {
      Map<String, String> all = reports.undisputed();
      all.keySet().removeAll(inventory.hosts.keySet());
      all.putAll(inventory.undisputed());
      return new AddressBook(all, here, own, untold);
    }

    private static final class Claims {
      private final Map<String, String> hosts = new HashMap<>();
      private final Set<String> disputed = new HashSet<>();

      void add(String address, String host) {
        String plain = canonical(address.strip());
        if (plain.isEmpty() || EVERYBODYS.contains(plain) || plain.startsWith("fe80:")) {
          return;
        }
        String before = hosts.putIfAbsent(plain, host);
        if (before != null && !before.equals(host)) {
          disputed.add(plain);
        }
      }

      Map<String, String> undisputed() {
        Map<String, String> clear = new HashMap<>(hosts);
        clear.keySet().removeAll(disputed);
        return clear;
      }
    }
  }
}
