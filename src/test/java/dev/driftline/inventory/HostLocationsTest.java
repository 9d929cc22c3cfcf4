package dev.driftline.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.host.Connection;
import dev.driftline.model.host.HostLocation;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostLocationsTest {

  private final Problems problems = new Problems();
  private final InventoryFolder folder;

  HostLocationsTest(@TempDir Path path) {
    this.folder = new InventoryFolder(path);
  }

  private List<HostLocation> locations(String text) throws IOException {
    folder.write("hosts.yml", text);
    return folder.read(problems, "hosts.yml").locations(problems);
  }

  private HostLocation one(String variables) throws IOException {
    HostLocation location = locations("all: {hosts: {h: {" + variables + "}}}").getFirst();
    assertThat(folder.shown(problems)).isEmpty();
    return location;
  }

  private static HostLocation reached(String address, String network, String... addresses) {
    return new HostLocation("h", Connection.Method.SSH, address, network, List.of(addresses));
  }

  @Test
  void everyHostIsSomewhere() throws IOException {
    assertThat(one("")).isEqualTo(reached("h", ""));
    assertThat(one("host: 10.0.0.8, ansible_host: 10.0.0.9")).isEqualTo(reached("10.0.0.9", ""));
    assertThat(one("connection: local, ansible_host: 10.0.0.9"))
        .isEqualTo(new HostLocation("h", Connection.Method.LOCAL, "", "", List.of()));
  }

  @Test
  void aHostBehindBastionsIsInTheirNetwork() throws IOException {
    assertThat(one("jump: 'ops@gate:2222, inner'").network()).isEqualTo("gate:2222 > inner");
    assertThat(one("jump: [gate, inner]").network()).isEqualTo("gate > inner");
    assertThat(one("ansible_ssh_common_args: '-J ops@gate'").network()).isEqualTo("gate");
    assertThat(one("jump: none").network()).isEmpty();
    assertThat(one("jump: 'gate,h'").network()).as("up to the host itself").isEqualTo("gate");
  }

  /// What cannot be read is the business of who connects to the host; its place is only not known.
  @Test
  void aHostThatCannotBeReachedHasAPlaceAllTheSame() throws IOException {
    assertThat(one("ansible_host: '{{ ip }}'")).isEqualTo(reached("", ""));
    assertThat(one("ansible_host: 10.0.0")).isEqualTo(reached("", ""));
    assertThat(one("jump: '{{ gate }}'").network()).isEqualTo("unknown, of h");
    assertThat(one("key: /nowhere, password_file: /nowhere")).isEqualTo(reached("h", ""));
  }

  @Test
  void moreAddressesAreAListOrAText() throws IOException {
    String[] both = {"10.0.0.100", "2001:db8::9"};
    assertThat(one("driftline_addresses: [10.0.0.100, '2001:db8::9']"))
        .isEqualTo(reached("h", "", both));
    assertThat(one("driftline_addresses: '10.0.0.100, 2001:db8::9'"))
        .isEqualTo(reached("h", "", both));
    assertThat(one("driftline_addresses:")).isEqualTo(reached("h", ""));
    assertThat(one("driftline_addresses: []")).isEqualTo(reached("h", ""));
  }

  @Test
  void aGroupMayShareAnAddress() throws IOException {
    assertThat(locations("all: {hosts: {a: {}, b: {}}, vars: {driftline_addresses: [10.0.0.100]}}"))
        .allSatisfy(location -> assertThat(location.addresses()).containsExactly("10.0.0.100"));
    locations("all: {hosts: {a: {}, b: {}}, vars: {driftline_addresses: [db1]}}");
    assertThat(folder.shown(problems).lines().filter(line -> line.contains("error"))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "db1.example.org | \"db1.example.org\" is not an IP address",
        "10.0.0.0/24 | \"10.0.0.0/24\" is not an IP address",
        "010.0.0.1 | \"010.0.0.1\" is not an IP address",
        "'10.0.0.1,' | \"\" is not an IP address",
        "127.0.0.1 | \"127.0.0.1\" does not tell one host from another",
        "'fe80::1%eth0' | \"fe80::1%eth0\" does not tell one host from another",
        "0.0.0.0 | \"0.0.0.0\" does not tell one host from another",
        "224.0.0.1 | \"224.0.0.1\" does not tell one host from another"
      })
  void whatIsNoAddressOfAHostIsAnError(String text, String message) throws IOException {
    locations("all: {hosts: {h: {driftline_addresses: '" + text + "'}}}");
    assertThat(folder.shown(problems).lines().findFirst())
        .contains("hosts.yml:1:40: error: driftline_addresses: " + message);
  }

  @Test
  void whatIsNoListIsAnError() throws IOException {
    locations("all: {hosts: {h: {driftline_addresses: {a: 10.0.0.1}}}}");
    assertThat(folder.shown(problems))
        .startsWith(
            "hosts.yml:1:40: error: driftline_addresses must be a list of IP addresses, not a mapping");
  }
}
