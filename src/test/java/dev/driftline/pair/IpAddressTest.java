package dev.driftline.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IpAddressTest {

  @Test
  void addressesAreWrittenInOneForm() {
    assertThat(IpAddress.canonical("[2001:DB8:0:0:0:0:0:9]")).isEqualTo("2001:db8::9");
    assertThat(IpAddress.canonical("2001:db8:0:1:0:0:0:9")).isEqualTo("2001:db8:0:1::9");
    assertThat(IpAddress.canonical("fe80::1%eth0")).isEqualTo("fe80::1");
    assertThat(IpAddress.canonical("::ffff:10.0.0.9")).isEqualTo("10.0.0.9");
    assertThat(IpAddress.canonical("::ffff:a00:9")).isEqualTo("10.0.0.9");
    assertThat(IpAddress.canonical("0:0:0:0:0:0:0:1")).isEqualTo("::1");
    assertThat(IpAddress.canonical("::")).isEqualTo("::");
    assertThat(IpAddress.canonical("0:0:0:0:0:0:0:0")).isEqualTo("::");
    assertThat(IpAddress.canonical("2001:db8:10:0:0:a00:0:1")).isEqualTo("2001:db8:10::a00:0:1");
    assertThat(IpAddress.canonical("10.0.0.9")).isEqualTo("10.0.0.9");
    assertThat(IpAddress.canonical("DB1.example")).isEqualTo("db1.example");
    assertThat(IpAddress.canonical("a:b:not-an-address")).isEqualTo("a:b:not-an-address");
    assertThat(IpAddress.canonical("::::")).isEqualTo("::::");
    String colons = ":".repeat(100_000) + "z";
    assertThat(IpAddress.canonical(colons)).isEqualTo(colons);
  }

  @Test
  void whatOnlySomeProgramsReadAsAnAddressIsNone() {
    for (String odd : List.of("", "1.2", "010.0.0.9", "167772169", "db1", "10.0.0.9.1", "::x")) {
      assertThat(IpAddress.isLiteral(odd)).as(odd).isFalse();
    }
    assertThat(IpAddress.isLiteral("10.0.0.9")).isTrue();
    assertThat(IpAddress.isLiteral("2001:db8::9")).isTrue();
  }

  @Test
  void anAddressThatEveryNetworkHasTellsNoHost() {
    for (String shared :
        List.of("127.0.0.1", "::1", "fe80::1", "169.254.1.1", "0.0.0.0", "::", "224.0.0.1", "")) {
      assertThat(IpAddress.isEverybodys(shared)).as(shared).isTrue();
    }
    assertThat(IpAddress.isEverybodys("127.0.1.9")).isFalse();
    assertThat(IpAddress.isEverybodys("10.0.0.9")).isFalse();
  }

  @Test
  void aPrivateAddressIsOfOneNetworkOnly() {
    for (String mine :
        List.of("10.0.0.9", "172.31.0.1", "192.168.1.1", "100.64.0.1", "fd00::1", "127.0.1.9")) {
      assertThat(IpAddress.isGlobal(mine)).as(mine).isFalse();
    }
    for (String ours : List.of("192.0.2.1", "172.32.0.1", "100.128.0.1", "2001:db8::9")) {
      assertThat(IpAddress.isGlobal(ours)).as(ours).isTrue();
    }
    assertThat(IpAddress.isGlobal("db1")).isFalse();
  }
}
