package dev.driftline.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.host.Host;
import dev.driftline.model.host.HostLocation;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Templates in connection variables are filled in with the host's other variables.
class TemplateVariablesTest {

  private final Problems problems = new Problems();
  private final InventoryFolder folder;

  TemplateVariablesTest(@TempDir Path path) {
    this.folder = new InventoryFolder(path);
  }

  private Inventory read(String text) throws IOException {
    folder.write("hosts.yml", text);
    return folder.read(problems, "hosts.yml");
  }

  @Test
  void eachHostHasItsOwnValues() throws IOException {
    Inventory inventory =
        read(
            """
            all:
              vars:
                net: 10.0.0
                ip: "{{ net }}.{{ number }}"
                ansible_host: "{{ ip }}"
                ansible_user: "{{ inventory_hostname_short }}-ops"
                jump: "gate.{{ zone | default('west') }}.example.org"
                ansible_ssh_common_args: "-o Port={{ number }}22"
                driftline_addresses: ["192.0.2.{{ number }}"]
              hosts:
                a.example: { number: 1 }
                b.example: { number: 2, zone: east }
            """);
    List<Host> hosts = inventory.select("all", problems);
    List<HostLocation> locations = inventory.locations(problems);

    assertThat(folder.shown(problems)).isEmpty();
    assertThat(hosts.stream().map(Host::connection))
        .extracting(c ->
            "%s@%s:%d %s"
                .formatted(c.login().user(), c.address(), c.port(), c.jumps().getFirst().address()))
        .containsExactly(
            "a-ops@10.0.0.1:122 gate.west.example.org", "b-ops@10.0.0.2:222 gate.east.example.org");
    assertThat(locations)
        .extracting(l -> l.address() + " " + l.addresses())
        .containsExactly("10.0.0.1 [192.0.2.1]", "10.0.0.2 [192.0.2.2]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ansible_host: '{{ ipp }}' | 33 | ansible_host cannot be filled in: `ipp` is undefined",
        "ansible_host: '{{ s }}', s: !vault x | 33 | ansible_host cannot be filled in: `s` is undefined",
        "user: \"{{ lookup('env', 'X') }}\" | 25 | user cannot be filled in: calls such as `lookup(…)` cannot be used in a template",
        "host: '{{ a }}', a: '{{ b }}', b: '{{ a }}' | 25 | host cannot be filled in: templates lead to templates without end",
        "ansible_become: true, ansible_become_password: '{{ hunter2 }}' | 66 | ansible_become_password cannot be filled in",
      })
  void saysWhatCannotBeFilledIn(String variables, int column, String message) throws IOException {
    read("all: {hosts: {h: {" + variables + "}}}").select("all", problems);

    assertThat(problems.sorted()).hasSize(1);
    assertThat(problems.sorted().getFirst().at().column()).isEqualTo(column);
    assertThat(problems.sorted().getFirst().message()).isEqualTo("the template of " + message);
  }

  /// Each variable, and what its hint says behind that of the template.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "user | ; or leave user out, and use `--user`; or set ansible_user if \"user\" means something else here",
        "ansible_user | ; or leave ansible_user out, and use `--user`",
        "key | ; or leave key out, and use `--key`; or set ansible_private_key_file if \"key\" means something else here",
        "host | ; or set ansible_host if \"host\" means something else here",
        "jump | ``",
      })
  void namesTheOptionAndTheVariableThatExist(String name, String hint) throws IOException {
    read("all: {hosts: {h: {" + name + ": \"{{ lookup('env', 'X') }}\"}}}").select("all", problems);

    assertThat(problems.sorted())
        .extracting(p -> p.hint())
        .containsExactly(
            "there are no lookups: write the value, or set a variable in the inventory" + hint);
  }

  @Test
  void namesTheFileThatAPasswordBelongsInto() throws IOException {
    read("""
    all:
      hosts:
        a: { ansible_become: true, ansible_become_password: "{{ vault_become }}" }
        b: { ansible_password: !vault x }
    """)
        .select("all", problems);

    assertThat(problems.sorted())
        .extracting(p -> p.message() + ": " + p.hint())
        .containsExactly(
            "the template of ansible_become_password cannot be filled in: name a file with the password:"
                + " become_password_file",
            "ansible_password is closed by !vault and cannot be used: driftline opens no vault: name a file with"
                + " the password: password_file");
  }

  @Test
  void aPasswordMayBeAnotherVariableOfTheHost() throws IOException {
    List<Host> hosts =
        read("all: {hosts: {h: {ansible_password: '{{ pw }}', pw: 'a{b'}}}")
            .select("all", problems);

    assertThat(
            new String(
                hosts.getFirst().connection().login().password().orElseThrow().copy(),
                StandardCharsets.UTF_8))
        .isEqualTo("a{b");
  }
}
