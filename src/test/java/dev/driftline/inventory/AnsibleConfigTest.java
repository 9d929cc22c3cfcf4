package dev.driftline.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an `ansible.cfg` beside the inventory would change is said, with what to do instead.
class AnsibleConfigTest {

  private static final String CONFIG =
      """
      # ours
      [defaults]
      inventory = hosts.yml
      remote_user = deploy ; not root
      private_key_file: ~/.ssh/deploy
      ; remote_port = 23

      [privilege_escalation]
      become = False
      become_user = admin

      [ssh_connection]
      ssh_args = -o ProxyJump=bastion
      pipelining = True
      """;

  private static final List<String> WARNINGS =
      List.of(
          ":4:1 remote_user is not used: driftline does not read ansible.cfg:"
              + " write ansible_user into the inventory, or add --user deploy",
          ":5:1 private_key_file is not used: driftline does not read ansible.cfg:"
              + " write ansible_private_key_file into the inventory, or add --key ~/.ssh/deploy",
          ":10:1 become_user is not used: driftline does not read ansible.cfg:"
              + " write ansible_become_user into the inventory",
          ":13:1 ssh_args is not used: driftline does not read ansible.cfg:"
              + " write ansible_ssh_args into the inventory");

  private final Problems problems = new Problems();
  private final InventoryFolder folder;

  AnsibleConfigTest(@TempDir Path path) {
    this.folder = new InventoryFolder(path);
  }

  private List<String> said(String config) {
    assertThat(problems.hasErrors()).isFalse();
    String file = folder.path().resolve(config).toString();
    return problems.sorted().stream()
        .map(p -> p.at() + " " + p.message() + ": " + p.hint())
        .map(line -> line.replace(file, ""))
        .toList();
  }

  @Test
  void aFileBesideTheInventoryIsNamedWithWhatReplacesItsSettings() throws IOException {
    folder.write("ansible.cfg", CONFIG);
    folder.write("hosts.yml", "all: {hosts: {h: {}}}");
    folder.read(problems, "hosts.yml");
    assertThat(said("ansible.cfg")).isEqualTo(WARNINGS);
  }

  @Test
  void aFileInOrBesideAFolderIsNamedOnce() throws IOException {
    folder.write("inventory/ansible.cfg", CONFIG);
    folder.write("inventory/hosts.yml", "all: {hosts: {h: {}}}");
    folder.read(problems, "inventory");
    assertThat(said("inventory/ansible.cfg")).isEqualTo(WARNINGS);
  }

  @Test
  void nothingIsSaidOfWhatTheInventorySetsItself() throws IOException {
    folder.write("ansible.cfg", CONFIG);
    folder.write(
        "hosts.yml",
        "all: {vars: {ansible_user: a, ansible_ssh_private_key_file: b, ansible_become_user: c,"
            + " ansible_ssh_args: ''}, hosts: {h: {}}}");
    folder.read(problems, "hosts.yml");
    assertThat(said("ansible.cfg")).isEmpty();
  }

  @Test
  void aFileThatIsNoConfigurationSaysNothing() throws IOException {
    folder.write("ansible.cfg", "\0[defaults\nremote_user = x\n[other]\nremote_user = y\n");
    folder.write("hosts.yml", "all: {hosts: {h: {}}}");
    folder.read(problems, "hosts.yml");
    assertThat(said("ansible.cfg")).isEmpty();
  }
}
