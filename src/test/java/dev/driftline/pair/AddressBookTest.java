package dev.driftline.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.host.Connection;
import dev.driftline.model.host.HostLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressBookTest {

  private static final String GATE = "gate";

  private final AddressBook.Builder book = new AddressBook.Builder();
  private final List<Set<String>> lookedUp = new ArrayList<>();

  private void location(String host, String address, String network, String... more) {
    book.location(new HostLocation(host, Connection.Method.SSH, address, network, List.of(more)));
  }

  private void direct(String host, String address, String... more) {
    location(host, address, "", more);
  }

  private Owner owner(String address, String from) {
    return owner(address, from, Map.of());
  }

  private Owner owner(String address, String from, Map<String, List<String>> names) {
    return book.build(
            asked -> {
              lookedUp.add(Set.copyOf(asked));
              return names;
            })
        .owner(address, from);
  }

  private static Owner certain(String host) {
    return new Owner.Of(host, true);
  }

  private static Owner nobody(String address) {
    return new Owner.Nobody("%s is no address of a host of the inventory".formatted(address));
  }

  private static Owner several(String address, String... hosts) {
    return new Owner.OneOf(
        List.of(hosts),
        "%s is an address of %s".formatted(address, HostNames.listed(List.of(hosts))));
  }

  @Test
  void aClaimDecidesNothingAndDisputesNothing() {
    direct("app1", "10.0.0.7");
    direct("db1", "10.0.0.9");
    direct("evil", "10.0.0.66");
    book.claimed("10.0.0.9", "evil").claimed("10.0.0.7", "evil").claimed("10.0.0.5", "evil");
    assertThat(owner("10.0.0.9", "app1")).isEqualTo(certain("db1"));
    assertThat(owner("10.0.0.7", "db1")).isEqualTo(certain("app1"));
    assertThat(owner("10.0.0.5", "app1"))
        .isEqualTo(
            new Owner.Nobody(
                "evil says that it has 10.0.0.5, which is no proof: give it the variable driftline_addresses if"
                    + " it is so"));
    book.claimed("10.0.0.5", "db1");
    assertThat(owner("10.0.0.5", "app1"))
        .isEqualTo(
            new Owner.Nobody(
                "db1 and evil say that they have 10.0.0.5, which is no proof: give it the variable driftline_addresses"
                    + " if it is so"));
  }

  /// A connection to an address that a host itself has never leaves it, so that its word is good for what it sees.
  @Test
  void aHostsOwnAddressIsItselfToItselfAlone() {
    direct("app1", "app1.example.org");
    direct("app2", "10.0.0.8");
    book.claimed("172.17.0.1", "app1").claimed("172.17.0.1", "app2").claimed("fe80::1", "app1");
    assertThat(owner("172.17.0.1", "app1")).isEqualTo(certain("app1"));
    assertThat(owner("172.17.0.1", "app2")).isEqualTo(certain("app2"));
    assertThat(owner("fe80::1%eth0", "app1")).isEqualTo(certain("app1"));
    assertThat(owner("172.17.0.1", "app3")).isInstanceOf(Owner.Nobody.class);
    book.claimed("10.0.0.8", "app1");
    assertThat(owner("10.0.0.8", "app1")).isEqualTo(several("10.0.0.8", "app1", "app2"));
    assertThat(owner("10.0.0.8", "app3")).isEqualTo(certain("app2"));
    assertThat(lookedUp.stream().distinct()).containsExactly(Set.of("app1.example.org"));
  }

  @Test
  void aVerifiedConnectionTellsWhoHasAnAddress() {
    direct("app1", "10.0.0.7");
    direct("db1", "db1.example.org");
    direct("evil", "evil.example.org");
    book.verified("10.0.0.9", "db1").verified("10.0.0.66", "evil").claimed("10.0.0.9", "evil");
    Map<String, List<String>> names = Map.of("evil.example.org", List.of("10.0.0.66", "10.0.0.9"));
    assertThat(owner("10.0.0.9", "app1", names)).isEqualTo(certain("db1"));
    assertThat(owner("[::ffff:10.0.0.9]", "app1", names)).isEqualTo(certain("db1"));
    assertThat(lookedUp).as("no name is looked up beside stronger evidence").isEmpty();
  }

  @Test
  void aNameIsLookedUpForAnAddressThatNothingElseTells() {
    direct("app1", "10.0.0.7");
    direct("db1", "db1.example.org");
    direct("db2", "db2.example.org");
    Map<String, List<String>> names =
        Map.of(
            "db1.example.org", List.of("10.0.0.9", "10.0.0.5"),
            "db2.example.org", List.of("10.0.0.5"));
    assertThat(owner("10.0.0.9", "app1", names)).isEqualTo(new Owner.Of("db1", false));
    assertThat(owner("10.0.0.5", "app1", names)).isEqualTo(several("10.0.0.5", "db1", "db2"));
    assertThat(owner("192.0.2.1", "app1", names)).isEqualTo(nobody("192.0.2.1"));
    assertThat(lookedUp).hasSize(3).containsOnly(Set.of("db1.example.org", "db2.example.org"));
  }

  @Test
  void aNameThatIsNotResolvedLeavesItOpenWhatElseItsHostHas() {
    direct("db1", "db1.example.org");
    location("db2", "db2.example.org", GATE);
    location("db3", "db3.example.org", GATE, "10.0.0.3");
    assertThat(owner("192.0.2.1", "app1"))
        .isEqualTo(
            new Owner.Nobody(
                "192.0.2.1 is no address of a host of the inventory, as far as addresses are known; those of db1"
                    + " and db2"
                    + " are not: the variable driftline_addresses tells them"));
    assertThat(lookedUp)
        .as("not the names behind bastions")
        .containsExactly(Set.of("db1.example.org"));
  }

  @Test
  void anAddressMayBeSharedByTheInventory() {
    direct("db1", "10.0.0.9", "10.0.0.100");
    direct("db2", "10.0.0.10", "10.0.0.100");
    assertThat(owner("10.0.0.100", "app1")).isEqualTo(several("10.0.0.100", "db1", "db2"));
    book.verified("10.0.0.100", "db1");
    assertThat(owner("10.0.0.100", "app1")).isEqualTo(several("10.0.0.100", "db1", "db2"));
  }

  @Test
  void anAddressIsLookedUpInTheNetworkOfTheHostThatAsks() {
    direct("db1", "10.0.0.9");
    location("app2", "10.0.0.7", GATE);
    location("db2", "10.0.0.9", GATE);
    location("db3", "10.0.0.3", "other gate");
    assertThat(owner("10.0.0.9", "app1")).isEqualTo(certain("db1"));
    assertThat(owner("10.0.0.9", "app2")).isEqualTo(certain("db2"));
    assertThat(owner("10.0.0.9", "db3"))
        .isEqualTo(
            new Owner.OneOf(
                List.of("db1", "db2"),
                "10.0.0.9 is an address of db1 and db2, but in another network than db3's"));
    assertThat(owner("10.0.0.3", "app1"))
        .isEqualTo(
            new Owner.OneOf(
                List.of("db3"),
                "10.0.0.3 is an address of db3, but in another network than app1's"));
  }

  @Test
  void aPublicAddressIsTheSameHostsInEveryNetwork() {
    location("db1", "192.0.2.9", GATE);
    assertThat(owner("192.0.2.9", "app1")).isEqualTo(certain("db1"));
  }

  @Test
  void loopbackIsTheHostItself() {
    direct("app1", "10.0.0.7");
    direct("db1", "10.0.0.9");
    book.verified("127.0.0.1", "db1").claimed("127.0.0.1", "db1");
    for (String loopback : List.of("127.0.0.1", "127.8.9.10", "[::1]", "::ffff:127.0.0.1")) {
      assertThat(owner(loopback, "app1")).as(loopback).isEqualTo(certain("app1"));
    }
  }

  @Test
  void hostsThatShareThisMachineAreKnownByTheirLoopbackAddresses() {
    direct("app1", "127.0.1.7");
    direct("db1", "localhost");
    direct("far", "10.0.0.3");
    book.verified("127.0.1.9", "db1").claimed("127.0.1.9", "app1");
    assertThat(owner("127.0.1.9", "app1")).isEqualTo(certain("db1"));
    assertThat(owner("127.0.0.1", "app1")).isEqualTo(certain("app1"));
    assertThat(owner("127.0.1.9", "far")).isEqualTo(certain("far"));
  }

  @Test
  void addressesThatManyHostsHaveAreNobodys() {
    direct("here", "127.0.0.1");
    direct("near", "fe80::1");
    book.verified("fe80::2%eth0", "near").verified("169.254.0.5", "near");
    for (String shared : List.of("fe80::1", "fe80::2", "169.254.0.5", "0.0.0.0", "db1", "")) {
      assertThat(owner(shared, "here")).as(shared).isInstanceOf(Owner.Nobody.class);
    }
  }

  @Test
  void aHostThatClaimsWithoutEndIsHeardToABound() {
    direct("app1", "10.0.0.7");
    for (int number = 0; number < 100_000; number++) {
      book.claimed("10.9.%d.%d".formatted(number >> 8 & 0xff, number & 0xff), "evil");
    }
    assertThat(owner("10.9.3.231", "evil")).isEqualTo(certain("evil"));
    assertThat(owner("10.9.3.232", "evil")).isEqualTo(nobody("10.9.3.232"));
  }
}
