package dev.driftline.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.inventory.value.Variable;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryTest {

  private final Problems problems = new Problems();
  private final InventoryFolder folder;

  InventoryTest(@TempDir Path path) {
    this.folder = new InventoryFolder(path);
  }

  private Inventory read(String text) throws IOException {
    folder.write("hosts.yml", text);
    return folder.read(problems, "hosts.yml");
  }

  private String value(Inventory inventory, String host, String name) {
    return inventory.variables(host).find(name).map(Variable::shown).orElse("-");
  }

  @Test
  void expandsRangesAsAnsibleDoes() throws IOException {
    Inventory inventory = read("all: {hosts: {'web[08:10]':, 'db-[a:c]':, 'n[1:9:4]x[0:1]':}}");
    assertThat(folder.shown(problems)).isEmpty();
    assertThat(inventory.match("all").hosts())
        .containsExactly(
            "web08", "web09", "web10", "db-a", "db-b", "db-c", "n1x0", "n1x1", "n5x0", "n5x1",
            "n9x0", "n9x1");
  }

  @Test
  void reportsEverythingThatIsWrongAtOnce() throws IOException {
    read(
        """
        all:
          hosts:
            -oProxyCommand=x:
            "a b":
            ../etc:
            web[3:1]:
            x%h:
          host: {}
        hosts: {}
        """);
    assertThat(folder.shown(problems))
        .isEqualTo(
            """
            hosts.yml:3:5: error: host name "-oProxyCommand=x" begins with "-"
              3 |     -oProxyCommand=x:
                |     ^
              hint: use letters, digits, dots, hyphens and underscores only
            hosts.yml:4:5: error: host name "a b" holds " "
              4 |     "a b":
                |     ^
              hint: write each host as a key of its own, in a line of its own: "a:"
            hosts.yml:5:5: error: host name "../etc" holds "/"
              5 |     ../etc:
                |     ^
              hint: use letters, digits, dots, hyphens and underscores only
            hosts.yml:6:5: error: [3:1] ends before it begins
              6 |     web[3:1]:
                |     ^
              hint: write [first:last] or [first:last:step]
            hosts.yml:7:5: error: host name "x%h" holds "%"
              7 |     x%h:
                |     ^
              hint: use letters, digits, dots, hyphens and underscores only
            hosts.yml:8:3: error: unknown key "host"
              8 |   host: {}
                |   ^
              hint: did you mean "hosts"?
            hosts.yml:9:1: error: "hosts" stands where the name of a group is expected
              9 | hosts: {}
                | ^
              hint: put it below a group: all: { hosts: … }
            """);
  }

  @Test
  void printsACycleOfGroups() throws IOException {
    read("a: {children: {b: }}\nb: {children: {c: }}\nc: {children: {a: }}\n");
    assertThat(folder.shown(problems))
        .isEqualTo(
            """
            hosts.yml:3:16: error: group "a" contains itself: a > b > c > a
              3 | c: {children: {a: }}
                |                ^
              hint: remove "a" from the children of "c"
            """);
  }

  @Test
  void reportsTwoAddressesOfOneHostButLetsALaterSourceWin() throws IOException {
    folder.write("b.yml", "all: {hosts: {web: {ansible_host: 192.0.2.3}}}\n");
    folder.write(
        "a.yml",
        "a: {hosts: {web: {ansible_host: 192.0.2.1}}}\nb: {hosts: {web: {ansible_host: 192.0.2.2}}}\n");
    Inventory inventory = folder.read(problems, "a.yml", "b.yml");
    assertThat(folder.shown(problems))
        .isEqualTo(
            """
            a.yml:2:19: error: host "web" has two addresses: "192.0.2.1" and "192.0.2.2"
              2 | b: {hosts: {web: {ansible_host: 192.0.2.2}}}
                |                   ^
              hint: the other one stands at a.yml:1:19; keep one
            """);
    assertThat(value(inventory, "web", "ansible_host")).isEqualTo("192.0.2.3");
  }

  @Test
  void reportsNamesThatDifferOnlyInCase() throws IOException {
    read("all: {hosts: {web1: , Web1: }}");
    assertThat(folder.shown(problems))
        .contains("error: hosts \"web1\" and \"Web1\" differ only in case");
  }

  @Test
  void refusesIniAndSaysHowToConvert() throws IOException {
    folder.write("hosts", "# fleet\n[web]\nweb1 ansible_host=192.0.2.1\n");
    folder.read(problems, "hosts");
    assertThat(folder.shown(problems))
        .isEqualTo(
            """
            hosts:2:1: error: this is not a YAML inventory; INI is not read
              2 | [web]
                | ^
              hint: convert it: ansible-inventory -i hosts --list --yaml --output inventory.yml
            """);
  }

  @Test
  void readsAFolderInOrderAndNamesWhatItPassesOver() throws IOException {
    folder.write("inv/b.yml", "all: {hosts: {h: {v: b}}}");
    folder.write("inv/a.yml", "all: {hosts: {h: {v: a}}}");
    folder.write("inv/old.ini", "[web]");
    folder.write("inv/group_vars/ghost.yml", "v: 1");
    Inventory inventory = folder.read(problems, "inv");
    assertThat(value(inventory, "h", "v")).isEqualTo("b");
    assertThat(folder.shown(problems))
        .isEqualTo(
            """
            inv/group_vars/ghost.yml:1:1: note: no group is called "ghost": its variables are used nowhere
              hint: rename the file or remove it
            inv/old.ini:1:1: note: not read: Ansible passes over files of this name in a folder
              hint: rename it to .yml if it belongs to the inventory
            """);
  }

  @Test
  void takesTheFirstOfSeveralVariableFilesAndAllOfAFolder() throws IOException {
    folder.write("group_vars/web/1.yml", "v: one\nw: one");
    folder.write("group_vars/web/2.json", "{\"v\": \"two\"}");
    folder.write("group_vars/web.yml", "v: beside");
    folder.write("host_vars/h.yml", "x: own");
    Inventory inventory = read("web: {hosts: {h: {x: file}}, vars: {v: file}}");
    assertThat(value(inventory, "h", "v")).isEqualTo("two");
    assertThat(value(inventory, "h", "w")).isEqualTo("one");
    assertThat(value(inventory, "h", "x")).isEqualTo("own");
    assertThat(folder.shown(problems))
        .isEqualTo(
            """
            group_vars/web.yml:1:1: warning: not read: Ansible takes group_vars/web for group "web"
              hint: keep one of them, or move both into a folder called "web"
            """);
  }

  @Test
  void givesTemplatesTextsThatStayAsTheyWereWritten() throws IOException {
    Inventory inventory =
        read(
            "all: {hosts: {a.b: {v: 5.10, w: 0755, n: 42, t: true, no: no, q: '7', s: !vault abc, z: ~}}}");
    assertThat(inventory.variables("a.b").values())
        .isEqualTo(
            Map.of(
                "v",
                "5.10",
                "w",
                "0755",
                "n",
                42L,
                "t",
                true,
                "no",
                "no",
                "q",
                "7",
                "inventory_hostname",
                "a.b",
                "inventory_hostname_short",
                "a",
                "group_names",
                List.of("ungrouped")));
  }

  /// A shorter list would be another list: a check that forbids its items would look for fewer.
  @Test
  void aListThatHoldsWhatCannotBeReadIsNotThere() throws IOException {
    Inventory inventory =
        read("all: {hosts: {a: {bad: [x, !vault y], gap: [x, null], good: [x, [z]]}}}");

    assertThat(inventory.variables("a").values())
        .doesNotContainKeys("bad", "gap")
        .containsEntry("good", List.of("x", List.of("z")));
  }

  @Test
  void readsOnPastAVaultButNotPastAFileInPlaceOfAFolder() throws IOException {
    folder.write("group_vars/all/vault.yml", "$ANSIBLE_VAULT;1.1;AES256\n6162\n");
    folder.write("host_vars", "v: 1");
    read("all: {hosts: h}");
    assertThat(folder.shown(problems))
        .isEqualTo(
            """
            group_vars/all/vault.yml:1:1: note: encrypted by ansible-vault: its variables are not known here
              hint: driftline opens no vault: write what it needs of them elsewhere
            host_vars:1:1: error: not a folder
              hint: make it one or rename it
            """);
  }

  @Test
  void saysThatAnInventoryWithoutHostsHasNone() throws IOException {
    read("all: {}").select("all", problems);
    assertThat(folder.shown(problems)).contains("hint: the inventory has no host");
  }

  @Test
  void masksSecrets() throws IOException {
    Inventory inventory =
        read(
            "all: {vars: {db_password: x, v: !vault y, l: [{token: z}], pass_file: /p}, hosts: h}");
    assertThat(inventory.variables("h").list().stream().map(v -> v.name() + "=" + v.shown()))
        .containsExactly("db_password=***", "l=[{token: ***}]", "pass_file=/p", "v=!vault ***");
  }

  @Test
  void sharesWhatHostsOfTheSameGroupsHaveInCommon() throws IOException {
    Inventory inventory = read("g: {vars: {v: 1}, hosts: {a: , b: {own: 1}, c: {v: 2}}}");
    Object key = inventory.variables("a").key(Set.of("v"));
    assertThat(inventory.variables("b").key(Set.of("v"))).isEqualTo(key);
    assertThat(inventory.variables("c").key(Set.of("v"))).isNotEqualTo(key);
    assertThat(inventory.variables("b").key(Set.of("inventory_hostname")))
        .isNotEqualTo(inventory.variables("a").key(Set.of("inventory_hostname")));
  }

  @Test
  void filesThatOthersUseAreNoted() throws IOException {
    folder.write("host_vars/localhost.yml", "a: 1");
    folder.write("group_vars/all.sops.yaml", "a: ENC[1]");
    folder.write("group_vars/all/x.sops.yml", "a: ENC[1]");
    read("all: {hosts: {h: }}");
    assertThat(folder.shown(problems))
        .isEqualTo(
            """
            group_vars/all.sops.yaml:1:1: note: encrypted by sops: its variables are not known here
              hint: driftline decrypts nothing: write what it needs of them elsewhere
            group_vars/all/x.sops.yml:1:1: note: encrypted by sops: its variables are not known here
              hint: driftline decrypts nothing: write what it needs of them elsewhere
            host_vars/localhost.yml:1:1: note: driftline has no implicit localhost as Ansible has: these variables are used nowhere
              hint: rename the file or remove it
            """);
  }

  @Test
  void saysWhyANameThatEndsWithANumberIsNoAddress() throws IOException {
    read("all: {hosts: {rack.1: }}").select("all", problems);
    assertThat(folder.shown(problems))
        .startsWith(
            "hosts.yml:1:15: error: address \"rack.1\" ends with a number, which no DNS name does: some programs"
                + " take it for an IPv4 address\n")
        .contains("hint: set ansible_host to the address of \"rack.1\"");
  }
}
