package dev.driftline.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.host.Become;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A variable that would change how Ansible reaches a host is used, or named in a warning.
class UnusedVariablesTest {

  private final Problems problems = new Problems();
  private final InventoryFolder folder;

  UnusedVariablesTest(@TempDir Path path) {
    this.folder = new InventoryFolder(path);
  }

  private Inventory read(String variables) throws IOException {
    folder.write("hosts.yml", "all: {hosts: {h: {" + variables + "}}}");
    return folder.read(problems, "hosts.yml");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ansible_become_exe: /opt/sudo; ansible_become_exe; driftline runs the sudo or doas of the host's PATH",
        "ansible_become_flags: -H; ansible_become_flags; driftline gives sudo and doas its own options",
        "ansible_paramiko_proxy_command: nc; ansible_paramiko_proxy_command; name the bastion: jump: user@bastion:port",
        "ansble_host: 192.0.2.1; ansble_host; did you mean \"ansible_host\"?",
        "ansible_prot: 23; ansible_prot; did you mean \"ansible_port\"?",
        "ansible_ssh_common_arg: x; ansible_ssh_common_arg; did you mean \"ansible_ssh_common_args\"?",
      })
  void namesWhatIsNotUsed(String variable, String name, String hint) throws IOException {
    read(variable);
    assertThat(problems.hasErrors()).isFalse();
    assertThat(problems.sorted())
        .extracting(p -> p.at() + " " + p.message() + ": " + p.hint())
        .containsExactly(folder.path() + "/hosts.yml:1:19 " + name + " is not used: " + hint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ansible_python_interpreter: x",
        "ansible_scp_extra_args: x",
        "ansible_user_id: x",
        "ansible_hostname: x",
        "ansible_sudo_user: x",
        "apt_hosts: x",
        "app_user: x",
      })
  void saysNothingOfOthers(String variable) throws IOException {
    read(variable);
    assertThat(folder.shown(problems)).isEmpty();
  }

  @Test
  void becomesTheUserOfTheMethodsOwnVariable() throws IOException {
    Become become =
        read("ansible_become: true, ansible_become_user: a, ansible_sudo_user: b, ansible_doas_user: c")
            .select("all", problems)
            .getFirst()
            .connection()
            .become()
            .orElseThrow();
    assertThat(folder.shown(problems)).isEmpty();
    assertThat(become.user()).isEqualTo("b");
  }

  @ParameterizedTest
  @CsvSource({
    "postgres://app:hunter2@db/x, postgres://app:***@db/x",
    "redis://:hunter2@db:6379/0, redis://:***@db:6379/0",
    "jdbc:mysql://db/x?user=a&password=hunter2, jdbc:mysql://db/x?user=a&password=***",
    "https://example.org/a:b, https://example.org/a:b",
  })
  void aPasswordWithinAValueIsNotShown(String value, String shown) throws IOException {
    assertThat(read("dsn: \"" + value + "\"").variables("h").find("dsn").orElseThrow().shown())
        .isEqualTo(shown);
  }
}
