package dev.driftline.pair;

import dev.driftline.model.host.Connection;
import dev.driftline.model.host.HostLocation;
import dev.driftline.text.Escape;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells which host has an IP address. Three things are evidence, and no host can choose any of them for another:
///
/// 1. the address of a connection over which a host proved its host key
/// 2. an address in the inventory: the host's own, or one in `driftline_addresses`
/// 3. the addresses of a name in the inventory. Names are looked up only for an address without stronger evidence
///
/// An address that a host says it has is a **claim**. A claim decides nothing about other hosts, so a host cannot take
/// the connections of another. But it decides what the host itself reaches there, because a connection to one's own
/// address never leaves the host. And the sentence about an unknown address names the hosts that claim it.
///
/// An address counts in the network of its host ([HostLocation#network]): behind two bastions, 10.0.0.9 may be two
/// machines. If only a host in another network has the address, it may still be the right one, and the connection must
/// show it.
///
/// For example, a process on app1 is connected to 10.0.0.9. The inventory has `db1: { host: 10.0.0.9 }` in the same
/// network, so the server is db1.
///
/// Not for several threads. Names are looked up once, when the first of them is needed.
public final class AddressBook {

  /// More claims of one host are not kept.
  private static final int CLAIMS = 1_000;

  private final Map<String, HostLocation> locations;

  /// Hosts by address, from the first two kinds of evidence.
  private final Map<String, Set<String>> hosts;

  /// Claimed addresses by host, and hosts by claimed address.
  private final Map<String, Set<String>> claims;

  private final Map<String, Set<String>> claimants;

  /// Hosts that are reached by a loopback address, so they are on this machine.
  private final Set<String> here;

  private final Function<Set<String>, Map<String, List<String>>> resolver;
  private Optional<Resolved> resolved = Optional.empty();

  private AddressBook(Builder builder, Function<Set<String>, Map<String, List<String>>> resolver) {
    this.locations = builder.locations;
    this.hosts = builder.hosts;
    this.claims = builder.claims;
    this.claimants = builder.claimants;
    this.here = builder.here;
    this.resolver = resolver;
  }

  /// The names of the inventory after they were looked up.
  ///
  /// @param hosts   by canonical address
  /// @param reserve added to "is no address of a host": which hosts may have other addresses than are known; empty if
  ///     none may
  private record Resolved(Map<String, Set<String>> hosts, String reserve) {}

  /// The owner of `address`, as host `from` sees it.
  public Owner owner(String address, String from) {
    String plain = IpAddress.canonical(address);
    boolean loopback = IpAddress.isLoopback(plain);
    // a loopback address is the host's own; but hosts on this machine share it
    if (loopback && !here.contains(from)) {
      return new Owner.Of(from, true);
    }
    // verified or in the inventory, in the same network
    Set<String> sure = seen(hosts, plain, from);
    // its own claim counts for itself
    if (claims.getOrDefault(from, Set.of()).contains(plain) || (loopback && sure.isEmpty())) {
      sure.add(from);
    }
    if (!sure.isEmpty()) {
      return owner(sure, true, plain);
    }
    // each network has its own link-local addresses, so no name can tell whose one is
    return IpAddress.isEverybodys(plain) ? nobody(plain) : byName(plain, from);
  }

  /// The owner by the weaker evidence: names, then hosts in other networks.
  private Owner byName(String plain, String from) {
    Resolved names = resolved();
    Set<String> named = seen(names.hosts(), plain, from);
    if (!named.isEmpty()) {
      return owner(named, false, plain);
    }
    Set<String> elsewhere = new TreeSet<>(hosts.getOrDefault(plain, Set.of()));
    elsewhere.addAll(names.hosts().getOrDefault(plain, Set.of()));
    return elsewhere.isEmpty()
        ? nobody(plain)
        : oneOf(
            elsewhere,
            "%s is an address of %s, but in another network than %s's"
                .formatted(plain, HostNames.listed(elsewhere), from));
  }

  private static Owner owner(Set<String> hosts, boolean certain, String plain) {
    return hosts.size() == 1
        ? new Owner.Of(hosts.iterator().next(), certain)
        : oneOf(hosts, "%s is an address of %s".formatted(plain, HostNames.listed(hosts)));
  }

  private static Owner oneOf(Set<String> hosts, String why) {
    return new Owner.OneOf(hosts.stream().sorted().toList(), why);
  }

  /// The hosts with the address in the network of `from`. A global address is the same in all networks.
  private Set<String> seen(Map<String, Set<String>> known, String plain, String from) {
    boolean everywhere = IpAddress.isGlobal(plain);
    return known.getOrDefault(plain, Set.of()).stream()
        .filter(host -> everywhere || network(host).equals(network(from)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String network(String host) {
    return Optional.ofNullable(locations.get(host)).map(HostLocation::network).orElse("");
  }

  /// Looks the names up, the first time.
  private Resolved resolved() {
    if (resolved.isEmpty()) {
      // several hosts may have one name
      Map<String, Set<String>> hostsOf = new HashMap<>();
      locations.values().stream()
          .filter(AddressBook::isResolvedHere)
          .forEach(p -> hostsOf.computeIfAbsent(p.address(), _ -> new HashSet<>()).add(p.host()));
      Map<String, List<String>> found =
          hostsOf.isEmpty() ? Map.of() : resolver.apply(hostsOf.keySet());
      Map<String, Set<String>> named = new HashMap<>();
      found.forEach((name, addresses) ->
          addresses.forEach(
              address -> note(named, address, Objects.requireNonNull(hostsOf.get(name)))));
      resolved = Optional.of(new Resolved(named, reserve(found.keySet())));
    }
    return resolved.get();
  }

  /// The hosts whose name told no address, and that have none in the inventory.
  private String reserve(Set<String> found) {
    List<String> unknown =
        locations.values().stream()
            .filter(AddressBook::isNamed)
            .filter(location -> !isResolvedHere(location) || !found.contains(location.address()))
            .filter(location -> location.addresses().isEmpty())
            .map(HostLocation::host)
            .toList();
    return unknown.isEmpty()
        ? ""
        : ", as far as addresses are known; those of %s are not: the variable driftline_addresses tells them"
            .formatted(HostNames.listed(unknown));
  }

  private static boolean isNamed(HostLocation location) {
    return location.method() == Connection.Method.SSH
        && !IpAddress.isLiteral(IpAddress.canonical(location.address()));
  }

  /// Whether this machine resolves the name. Behind a bastion the bastion does, and may get other addresses.
  private static boolean isResolvedHere(HostLocation location) {
    return isNamed(location) && !location.address().isEmpty() && location.network().isEmpty();
  }

  /// The names of hosts that this machine resolves, for facts that are judged elsewhere.
  public static Set<String> namesToResolve(Collection<HostLocation> locations) {
    return locations.stream()
        .filter(AddressBook::isResolvedHere)
        .map(HostLocation::address)
        .collect(Collectors.toSet());
  }

  private Owner nobody(String plain) {
    Set<String> claiming = claimants.getOrDefault(plain, Set.of());
    if (!claiming.isEmpty()) {
      String they = claiming.size() == 1 ? "says that it has" : "say that they have";
      return new Owner.Nobody(
          "%s %s %s, which is no proof: give it the variable driftline_addresses if it is so"
              .formatted(HostNames.listed(claiming), they, plain));
    }
    return new Owner.Nobody(
        "%s is no address of a host of the inventory%s"
            .formatted(
                plain.isEmpty() ? "its peer" : Escape.sentence(plain),
                resolved.map(Resolved::reserve).orElse("")));
  }

  /// Notes an address, unless it is a name, or an address that every host or network has.
  private static void note(
      Map<String, Set<String>> known, String address, Collection<String> owners) {
    String plain = IpAddress.canonical(address.strip());
    if (IpAddress.isLiteral(plain) && !IpAddress.isEverybodys(plain)) {
      known.computeIfAbsent(plain, _ -> new HashSet<>(2)).addAll(owners);
    }
  }

  /// Collects what the inventory says, what was verified, and what hosts claim. Addresses that every host or every
  /// network has (loopback, link-local) belong to no host.
  public static final class Builder {
    private final Map<String, HostLocation> locations = new HashMap<>();
    private final Map<String, Set<String>> hosts = new HashMap<>();
    private final Map<String, Set<String>> claims = new HashMap<>();
    private final Map<String, Set<String>> claimants = new HashMap<>();
    private final Set<String> here = new HashSet<>();

    /// Notes the addresses of a host in the inventory.
    public Builder location(HostLocation location) {
      locations.put(location.host(), location);
      Stream.concat(Stream.of(location.address()), location.addresses().stream())
          .forEach(address -> has(address, location.host()));
      return this;
    }

    /// Notes that `host` proved its host key at this address, or is this machine and has the address.
    public Builder verified(String address, String host) {
      has(address, host);
      return this;
    }

    private void has(String address, String host) {
      String plain = IpAddress.canonical(address.strip());
      note(hosts, plain, Set.of(host));
      if (hosts.containsKey(plain) && IpAddress.isLoopback(plain)) {
        here.add(host);
      }
    }

    /// Notes that `host` claims this address.
    public Builder claimed(String address, String host) {
      String plain = IpAddress.canonical(address.strip());
      Set<String> own = claims.computeIfAbsent(host, _ -> new HashSet<>());
      if (IpAddress.isLiteral(plain) && !IpAddress.isLoopback(plain) && own.size() < CLAIMS) {
        own.add(plain);
        claimants.computeIfAbsent(plain, _ -> new TreeSet<>()).add(host);
      }
      return this;
    }

    /// The finished book.
    ///
    /// @param resolver gives the addresses of names; a name that could not be resolved is missing in its answer
    public AddressBook build(Function<Set<String>, Map<String, List<String>>> resolver) {
      return new AddressBook(this, resolver);
    }
  }
}
