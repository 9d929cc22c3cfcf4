package dev.driftline.pair;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressBookTest {

  @Test
  void believesTheInventoryMoreThanAHost() {
    AddressBook book =
        new AddressBook.Builder().listed("10.0.0.9", "db1").reported("10.0.0.9", "evil").build();
    assertThat(book.host("10.0.0.9", "app1")).contains("db1");
    assertThat(book.host("10.0.0.9", "evil")).contains("db1");
  }

  @Test
  void givesADisputedAddressOnlyToWhoAsksForItsOwn() {
    AddressBook book =
        new AddressBook.Builder()
            .reported("172.17.0.1", "app1")
            .reported("172.17.0.1", "app2")
            .build();
    assertThat(book.host("172.17.0.1", "app1")).contains("app1");
    assertThat(book.host("172.17.0.1", "app2")).contains("app2");
    assertThat(book.host("172.17.0.1", "app3")).isEmpty();
  }

  @Test
  void givesAnAddressTheInventoryHasTwiceToNobody() {
    AddressBook book =
        new AddressBook.Builder()
            .listed("10.0.0.9", "db1")
            .listed("10.0.0.9", "db2")
            .reported("10.0.0.9", "db2")
            .build();
    assertThat(book.host("10.0.0.9", "app1")).isEmpty();
  }

  @Test
  void takesLoopbackForTheHostItself() {
    AddressBook book =
        new AddressBook.Builder().listed("10.0.0.9", "db1").reported("127.0.0.1", "db1").build();
    assertThat(book.host("127.0.0.1", "app1")).contains("app1");
    assertThat(book.host("127.8.9.10", "app1")).contains("app1");
    assertThat(book.host("[::1]", "app1")).contains("app1");
    assertThat(book.host("::ffff:127.0.0.1", "app1")).contains("app1");
  }

  @Test
  void knowsHostsThatShareThisMachineByTheirLoopbackAddresses() {
    AddressBook book =
        new AddressBook.Builder()
            .listed("127.0.1.7", "app1")
            .listed("127.0.1.9", "db1")
            .listed("10.0.0.3", "far")
            .build();
    assertThat(book.host("127.0.1.9", "app1")).contains("db1");
    assertThat(book.host("127.0.0.1", "app1")).contains("app1");
    assertThat(book.host("127.0.1.9", "far")).contains("far");
  }

  @Test
  void ignoresAddressesThatManyHostsHave() {
    AddressBook book =
        new AddressBook.Builder().listed("127.0.0.1", "here").reported("fe80::1", "app1").build();
    assertThat(book.hosts()).isEmpty();
    assertThat(book.host("127.0.0.1", "other")).contains("other");
    assertThat(book.host("fe80::1", "app2")).isEmpty();
  }

  @Test
  void writesAddressesInOneForm() {
    assertThat(AddressBook.canonical("[2001:DB8:0:0:0:0:0:9]")).isEqualTo("2001:db8::9");
    assertThat(AddressBook.canonical("2001:db8:0:1:0:0:0:9")).isEqualTo("2001:db8:0:1::9");
    assertThat(AddressBook.canonical("fe80::1%eth0")).isEqualTo("fe80::1");
    assertThat(AddressBook.canonical("::ffff:10.0.0.9")).isEqualTo("10.0.0.9");
    assertThat(AddressBook.canonical("0:0:0:0:0:0:0:1")).isEqualTo("::1");
    assertThat(AddressBook.canonical("::")).isEqualTo("::");
    assertThat(AddressBook.canonical("0:0:0:0:0:0:0:0")).isEqualTo("::");
    assertThat(AddressBook.canonical("2001:db8:10:0:0:a00:0:1")).isEqualTo("2001:db8:10::a00:0:1");
    assertThat(AddressBook.canonical("10.0.0.9")).isEqualTo("10.0.0.9");
    assertThat(AddressBook.canonical("DB1.example")).isEqualTo("db1.example");
    assertThat(AddressBook.canonical("a:b:not-an-address")).isEqualTo("a:b:not-an-address");
    assertThat(AddressBook.canonical("::::")).isEqualTo("::::");
  }
}
