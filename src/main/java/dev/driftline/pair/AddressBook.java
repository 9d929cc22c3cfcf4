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

/// Whose an IP address is. Three things count as evidence, and no host can choose any of them for another:
///
/// - the address of a connection over which a host proved its identity by its host key,
/// - an address that the inventory gives a host, as its address or in `driftline_addresses`,
/// - the addresses that a name in the inventory resolves to. They are looked up only for an address that nothing else
///   tells, and never beside stronger evidence.
///
/// What a host says about its own addresses is a claim. A claim names candidates in a sentence, and it tells what the
/// host itself reaches under that address, since a connection to one of its own addresses never leaves it. For every
/// other host it decides nothing and disputes nothing.
///
/// An address counts in its host's network ([HostLocation#network]). One that only a host in another network has may still be
/// the one that is meant, so it is for the connection to show.
///
/// Not for several threads: names are looked up once, when the first of them is needed.
public final class AddressBook {

  /// No host's claims are kept beyond so many addresses.
  private static final int CLAIMS = 1_000;

  private final Map<String, HostLocation> locations;
  private final Map<String, Set<String>> hosts;
  private final Map<String, Set<String>> claims;
  private final Map<String, Set<String>> claimants;
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

  /// The names of the inventory, looked up.
  ///
  /// @param hosts   by canonical address
  /// @param reserve which hosts may have more addresses than are known, in words; empty if there is none
  private record Resolved(Map<String, Set<String>> hosts, String reserve) {}

  /// Whose `address` is, as `from` sees it. Loopback addresses are its own, unless `from` is reached by one: then it
  /// shares this machine with the other hosts that are reached so.
  public Owner owner(String address, String from) {
    String plain = IpAddress.canonical(address);
    boolean loopback = IpAddress.isLoopback(plain);
    if (loopback && !here.contains(from)) {
      return new Owner.Of(from, true);
    }
    Set<String> sure = seen(hosts, plain, from);
    if (claims.getOrDefault(from, Set.of()).contains(plain) || (loopback && sure.isEmpty())) {
      sure.add(from);
    }
    if (!sure.isEmpty()) {
      return owner(sure, true, plain);
    }
    return IpAddress.isEverybodys(plain) ? nobody(plain) : byName(plain, from);
  }

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

  /// The hosts with the address that share a network with `from`; all of them, if no two networks may use it twice.
  private Set<String> seen(Map<String, Set<String>> known, String plain, String from) {
    boolean everywhere = IpAddress.isGlobal(plain);
    return known.getOrDefault(plain, Set.of()).stream()
        .filter(host -> everywhere || network(host).equals(network(from)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String network(String host) {
    return Optional.ofNullable(locations.get(host)).map(HostLocation::network).orElse("");
  }

  private Resolved resolved() {
    if (resolved.isEmpty()) {
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

  /// A bastion resolves the names behind it, and may see other addresses than this machine.
  private static boolean isResolvedHere(HostLocation location) {
    return isNamed(location) && !location.address().isEmpty() && location.network().isEmpty();
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

  private static void note(
      Map<String, Set<String>> known, String address, Collection<String> owners) {
    String plain = IpAddress.canonical(address.strip());
    if (IpAddress.isLiteral(plain) && !IpAddress.isEverybodys(plain)) {
      known.computeIfAbsent(plain, _ -> new HashSet<>(2)).addAll(owners);
    }
  }

  /// Collects what the inventory says, what was verified, and what hosts say of themselves. Addresses that every host
  /// or every network has (loopback, link-local) belong to nobody.
  public static final class Builder {
    private final Map<String, HostLocation> locations = new HashMap<>();
    private final Map<String, Set<String>> hosts = new HashMap<>();
    private final Map<String, Set<String>> claims = new HashMap<>();
    private final Map<String, Set<String>> claimants = new HashMap<>();
    private final Set<String> here = new HashSet<>();

    /// Notes what the inventory says of a host.
    public Builder location(HostLocation location) {
      locations.put(location.host(), location);
      Stream.concat(Stream.of(location.address()), location.addresses().stream())
          .forEach(address -> has(address, location.host()));
      return this;
    }

    /// Notes that `host` has proved its identity at this address, or that it is this machine and has the address.
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

    /// Notes that `host` says it has this address.
    public Builder claimed(String address, String host) {
      String plain = IpAddress.canonical(address.strip());
      Set<String> own = claims.computeIfAbsent(host, _ -> new HashSet<>());
      if (IpAddress.isLiteral(plain) && !IpAddress.isLoopback(plain) && own.size() < CLAIMS) {
        own.add(plain);
        claimants.computeIfAbsent(plain, _ -> new TreeSet<>()).add(host);
      }
      return this;
    }

    /// The book of what was noted.
    ///
    /// @param resolver gives the addresses of names; a name that is not resolved is missing in its answer
    public AddressBook build(Function<Set<String>, Map<String, List<String>>> resolver) {
      return new AddressBook(this, resolver);
    }
  }
}
