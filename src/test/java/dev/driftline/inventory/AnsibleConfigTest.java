package dev.driftline.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.inventory.connection.LoginOptions;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an `ansible.cfg` beside the inventory would change is said, with what to do instead. Nothing is said of a
/// setting that changes nothing.
class AnsibleConfigTest {

  private static final String CONFIG =
      """
      # ours
      [defaults]
      inventory = hosts.yml
      remote_user = deploy ; not root
      private_key_file: ~/.ssh/deploy
      ; remote_port = 23
      remote_port = 2222

      [privilege_escalation]
      become = True
      become_user = admin
      become_method = doas

      [ssh_connection]
      ssh_args = -C
        -o ProxyJump=bastion
      pipelining = True
      """;

  private static final List<String> WARNINGS =
      List.of(
          ":4:1 remote_user is not used: driftline does not read ansible.cfg:"
              + " write ansible_user into the inventory, or add --user deploy",
          ":5:1 private_key_file is not used: driftline does not read ansible.cfg:"
              + " write ansible_private_key_file into the inventory, or add --key ~/.ssh/deploy",
          ":7:1 remote_port is not used: driftline does not read ansible.cfg:"
              + " write ansible_port into the inventory",
          ":10:1 become is not used: driftline does not read ansible.cfg:"
              + " write ansible_become into the inventory, or add --become",
          ":11:1 become_user is not used: driftline does not read ansible.cfg:"
              + " write ansible_become_user into the inventory",
          ":12:1 become_method is not used: driftline does not read ansible.cfg:"
              + " write ansible_become_method into the inventory",
          ":15:1 ssh_args is not used: driftline does not read ansible.cfg:"
              + " write ansible_ssh_args into the inventory");

  private static final String ONE_HOST = "all: {hosts: {h: {}}}";

  private final Problems problems = new Problems();
  private final InventoryFolder folder;

  AnsibleConfigTest(@TempDir Path path) {
    this.folder = new InventoryFolder(path);
  }

  /// What is said to somebody who asks all hosts with this command line.
  private List<String> said(String config, String source, LoginOptions given) {
    folder.read(problems, source).toAsk("all", given, problems);
    assertThat(problems.hasErrors()).isFalse();
    String file = folder.path().resolve(config).toString();
    return problems.sorted().stream()
        .map(p -> p.at() + " " + p.message() + ": " + p.hint())
        .map(line -> line.replace(file, ""))
        .toList();
  }

  private List<String> said(String config, String hosts) throws IOException {
    folder.write("ansible.cfg", config);
    folder.write("hosts.yml", hosts);
    return said("ansible.cfg", "hosts.yml", LoginOptions.NONE);
  }

  @Test
  void aFileBesideTheInventoryIsNamedWithWhatReplacesItsSettings() throws IOException {
    assertThat(said(CONFIG, ONE_HOST)).isEqualTo(WARNINGS);
  }

  @Test
  void aFileInOrBesideAFolderIsNamedOnce() throws IOException {
    folder.write("inventory/ansible.cfg", CONFIG);
    folder.write("inventory/hosts.yml", ONE_HOST);
    assertThat(said("inventory/ansible.cfg", "inventory", LoginOptions.NONE)).isEqualTo(WARNINGS);
  }

  @Test
  void lintSaysTheSame() throws IOException {
    folder.write("ansible.cfg", CONFIG);
    folder.write("hosts.yml", ONE_HOST);
    folder.read(problems, "hosts.yml").select("all", problems);
    assertThat(problems.sorted()).hasSize(WARNINGS.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ansible_user: a, ansible_port: 22, ansible_become: false, ansible_ssh_args: ''",
        "user: a, port: 22, become: false, jump: none",
        "user: a, port: 22, become: true, become_user: root, become_method: sudo, jump: none",
        "ansible_connection: local, become: false"
      })
  void nothingIsSaidOfWhatTheInventorySetsItself(String variables) throws IOException {
    String config = CONFIG.replace("private_key_file", "other");
    assertThat(said(config, "all: {hosts: {h: {%s}}}".formatted(variables))).isEmpty();
  }

  @Test
  void aHostWithAUserDoesNotHideAnotherThatHasNone() throws IOException {
    assertThat(
            said(
                "[defaults]\nremote_user = deploy\n",
                "all: {hosts: {a: {ansible_user: a}, b: {}, c: {user: c}}}"))
        .containsExactly(WARNINGS.getFirst().replace(":4:", ":2:"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "privilege_escalation | become_user = admin",
        "privilege_escalation | become_method = su",
        "privilege_escalation | become = no",
        "defaults             | remote_port = 22",
        "defaults             | remote_user =",
        "defaults             | private_key_file = ~/.ssh/id_rsa",
        "defaults             | host_key_checking = False",
        "ssh_connection       | ssh_args = -C -o ControlMaster=auto -o ControlPersist=60s -o ControlPath=%%h",
        "ssh_connection       | ssh_args = -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null",
        "ssh_connection       | ssh_common_args = -o Port=22 -o ServerAliveInterval=30"
      })
  void nothingIsSaidOfWhatHoldsAnyway(String section, String setting) throws IOException {
    assertThat(said("[%s]\n%s\n".formatted(section, setting), ONE_HOST)).isEmpty();
  }

  @Test
  void nothingIsSaidOfTheUserWhoRunsDriftline() throws IOException {
    String own = System.getProperty("user.name");
    assertThat(said("[defaults]\nremote_user = %s\n".formatted(own), ONE_HOST)).isEmpty();
  }

  @Test
  void nothingIsSaidOfDefaultsForAHostThatBecomesRoot() throws IOException {
    assertThat(
            said(
                "[privilege_escalation]\nbecome = yes\nbecome_user = root\nbecome_method = sudo\n",
                "all: {hosts: {h: {become: true}}}"))
        .isEmpty();
  }

  @Test
  void nothingIsSaidOfWhatAnOptionReplaces() throws IOException {
    folder.write(
        "ansible.cfg",
        """
        [defaults]
        remote_user = deploy
        private_key_file = /keys/deploy
        [privilege_escalation]
        become = yes
        [ssh_connection]
        ssh_args = -o UserKnownHostsFile=/keys/hosts
        """);
    folder.write("hosts.yml", ONE_HOST);
    assertThat(said("ansible.cfg", "hosts.yml", new LoginOptions(true, true, true, true)))
        .isEmpty();
  }

  @Test
  void aBastionOfSshArgumentsIsNamedForTheHostsWithoutOne() throws IOException {
    String config = "[ssh_connection]\nssh_args = -o ProxyCommand='ssh -W %%h:%%p gate'\n";
    assertThat(said(config, "all: {hosts: {a: {ansible_ssh_args: '-J gate'}, b: {}}}"))
        .containsExactly(
            ":2:1 ssh_args is not used: driftline does not read ansible.cfg:"
                + " write ansible_ssh_args into the inventory");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0[defaults\nremote_user = x\n[other]\nremote_user = y\n",
        "[defaults]\nroles_path = a\n  remote_user = x\n",
        "remote_user = x\n[defaults]\n#remote_user = y\n;remote_user = z\n"
      })
  void aFileThatSetsNothingSaysNothing(String config) throws IOException {
    assertThat(said(config, ONE_HOST)).isEmpty();
  }

  @Test
  void aFileThatIsNotUtf8IsReadAllTheSame() throws IOException {
    Files.write(
        folder.path().resolve("ansible.cfg"),
        "# caf\u00e9\n[defaults]\nremote_user = deploy\n".getBytes(StandardCharsets.ISO_8859_1));
    folder.write("hosts.yml", ONE_HOST);
    assertThat(said("ansible.cfg", "hosts.yml", LoginOptions.NONE))
        .containsExactly(WARNINGS.getFirst().replace(":4:", ":3:"));
  }

  @Test
  void aFileThatCannotBeReadIsANote() throws IOException {
    Path outside = folder.write("outside.cfg", CONFIG);
    Files.createDirectories(folder.path().resolve("in"));
    Files.createSymbolicLink(folder.path().resolve("in/ansible.cfg"), outside);
    folder.write("in/hosts.yml", ONE_HOST);
    assertThat(said("in/ansible.cfg", "in/hosts.yml", LoginOptions.NONE))
        .containsExactly(
            ":1:1 this is a link that leads out of its folder, to %s: driftline works without it, and says nothing about it"
                .formatted(outside.toRealPath()));
    assertThat(problems.sorted()).extracting(Problem::level).containsOnly(Problem.Level.NOTE);
  }

  @Test
  void aLongFileIsANote() throws IOException {
    assertThat(said("#".repeat((1 << 20) + 1), ONE_HOST))
        .containsExactly(
            ":1:1 this is longer than 1048576 bytes: driftline works without it, and says nothing about it");
    assertThat(problems.sorted()).extracting(Problem::level).containsOnly(Problem.Level.NOTE);
  }

  @Test
  void aFileThatEverybodyMayWriteDecidesNothingAndIsNoWarning() throws IOException {
    Path config = folder.write("ansible.cfg", "[defaults]\n");
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-rw-rw-"));
    folder.write("hosts.yml", ONE_HOST);
    assertThat(said("ansible.cfg", "hosts.yml", LoginOptions.NONE)).isEmpty();
  }
}
