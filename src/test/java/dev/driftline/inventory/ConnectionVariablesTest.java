package dev.driftline.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.option.InventoryTemplates;
import dev.driftline.model.host.Become;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Host;
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
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionVariablesTest {

  private final Problems problems = new Problems();
  private final InventoryFolder folder;

  ConnectionVariablesTest(@TempDir Path path) {
    this.folder = new InventoryFolder(path);
  }

  private List<Host> hosts(String text) throws IOException {
    folder.write("hosts.yml", text);
    return folder.read(problems, "hosts.yml").select("all", problems);
  }

  private Connection one(String variables) throws IOException {
    List<Host> hosts = hosts("all: {hosts: {h: {" + variables + "}}}");
    assertThat(folder.shown(problems)).isEmpty();
    return hosts.getFirst().connection();
  }

  private String refused(String variables) throws IOException {
    assertThat(hosts("all: {hosts: {h: {" + variables + "}}}")).isEmpty();
    assertThat(problems.hasErrors()).isTrue();
    return folder.shown(problems).lines().findFirst().orElseThrow();
  }

  @Test
  void readsAnsibleNamesAndPlainNames() throws IOException {
    Connection connection =
        one(
            "host: 192.0.2.9, ansible_host: 192.0.2.1, port: 2222, user: ops, become: yes, become_method: doas,"
                + " become_user: adm");
    assertThat(connection.address()).isEqualTo("192.0.2.1");
    assertThat(connection.port()).isEqualTo(2222);
    assertThat(connection.login().user()).isEqualTo("ops");
    Become become = connection.become().orElseThrow();
    assertThat(become.method()).isEqualTo(Become.Method.DOAS);
    assertThat(become.user()).isEqualTo("adm");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "65536", "22x", "0x16", "022", "''"})
  void refusesOddPorts(String port) throws IOException {
    assertThat(refused("ansible_port: " + port))
        .startsWith("hosts.yml:1:33: error: ")
        .endsWith("is not a port");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"010.0.0.1", "167772161", "0x7f.1", "10.0.0", "-x", "a..b", "a b", "1:2", "a_$"})
  void refusesOddAddresses(String address) throws IOException {
    assertThat(refused("ansible_host: \"" + address + "\""))
        .startsWith("hosts.yml:1:33: error: address \"" + address + "\" ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2001:db8::1", "::1", "fe80::1%eth0", "::ffff:192.0.2.1", "a_b.example."})
  void takesAddresses(String address) throws IOException {
    assertThat(one("ansible_host: \"" + address + "\"").address()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"root -oX", "root\\\\", "", "-l", "a;b", "$(id)"})
  void refusesOddUsers(String user) throws IOException {
    assertThat(refused("ansible_user: \"" + user + "\"")).startsWith("hosts.yml:1:33: error: ");
  }

  @Test
  void understandsTheArgumentsOfSsh() throws IOException {
    Connection connection =
        one(
            "ansible_ssh_common_args: '-o ProxyJump=jump@b1:2200,b2 -o ControlMaster=auto -F none',"
                + " ansible_ssh_extra_args: '-oUserKnownHostsFile=/k -o GlobalKnownHostsFile=none -p 23 -l me'");
    assertThat(
            connection.jumps().stream()
                .map(h -> h.login().user() + "@" + h.address() + ":" + h.port()))
        .containsExactly("jump@b1:2200", "@b2:22");
    assertThat(connection.knownHosts()).containsExactly(Path.of("/k"));
    assertThat(connection.port()).isEqualTo(23);
    assertThat(connection.login().user()).isEqualTo("me");
  }

  @Test
  void refusesProxyCommandAndWarnsOfLooseHostKeys() throws IOException {
    assertThat(
            hosts(
                "all: {hosts: {h: {ansible_ssh_common_args: '-o StrictHostKeyChecking=no -o ProxyCommand=\"nc %h\"'}}}"))
        .isEmpty();
    assertThat(folder.shown(problems).lines().filter(l -> l.startsWith("hosts.yml")))
        .containsExactly(
            "hosts.yml:1:44: warning: driftline checks host keys always; StrictHostKeyChecking=no is not used",
            "hosts.yml:1:44: error: ProxyCommand is not supported: driftline runs no program to reach a host");
  }

  @Test
  void reachesABastionOfTheInventoryAsItIsReachedItself() throws IOException {
    List<Host> hosts =
        hosts(
            """
            all:
              vars: {jump: 'outer,inner'}
              hosts:
                outer: {ansible_host: 192.0.2.1, ansible_port: 2201, ansible_user: o}
                inner: {ansible_host: 192.0.2.2}
                app:
            """);
    assertThat(folder.shown(problems)).isEmpty();
    assertThat(
            hosts.stream()
                .map(h ->
                    h
                        + " "
                        + h.connection().jumps().stream()
                            .map(j -> j.login().user() + "@" + j.address() + ":" + j.port())
                            .toList()))
        .containsExactly(
            "outer []", "inner [o@192.0.2.1:2201]", "app [o@192.0.2.1:2201, @192.0.2.2:22]");
  }

  @Test
  void reportsBastionsThatLeadInACircle() throws IOException {
    assertThat(hosts("all: {hosts: {a: {jump: b}, b: {jump: a}}}")).isEmpty();
    assertThat(folder.shown(problems)).contains("error: bastions lead in a circle: a > b > a");
  }

  @Test
  void namesHostsThatAreReachedByOtherMeansOnce() throws IOException {
    assertThat(hosts("w: {vars: {ansible_connection: winrm}, hosts: {w1: , w2: }}\nl: {hosts: l1}"))
        .extracting(Host::name)
        .containsExactly("l1");
    assertThat(folder.shown(problems).lines().findFirst().orElseThrow())
        .isEqualTo(
            "hosts.yml:1:32: error: host \"w1\" and 1 more: connection \"winrm\" is not supported");
  }

  @Test
  void refusesTemplatesAndVaultsOnlyWhereAConnectionNeedsThem() throws IOException {
    assertThat(refused("app: \"{{ x }}\", s: !vault y, ansible_user: \"{{ u }}\""))
        .endsWith("the template of ansible_user cannot be filled in: `u` is undefined");
  }

  @Test
  void readsAPasswordFromAFileOfOurOwnAndNeverQuotesOne() throws IOException {
    Path file = folder.write("pw", "secret\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(
            new String(
                one("password_file: " + file).login().password().orElseThrow().copy(),
                StandardCharsets.UTF_8))
        .isEqualTo("secret");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(refused("password_file: " + file)).endsWith("can be used by others");
    folder.write("hosts.yml", "all: {hosts: {h: {ansible_password: \"{{ hunter2 }}\"}}}");
    Problems own = new Problems();
    folder.read(own, "hosts.yml").select("all", own);
    assertThat(folder.shown(own)).contains("ansible_password: ***").doesNotContain("hunter2");
  }

  /// The password goes to a host that the inventory names: it must not be just any file of the user.
  @Test
  void takesPasswordsFromFoldersOfTheOperatorOnly(@TempDir Path elsewhere) throws IOException {
    Path file = Files.writeString(elsewhere.resolve("token"), "secret\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Path link = Files.createSymbolicLink(folder.path().resolve("pw"), file);
    for (String name : List.of("password_file", "become: true, become_password_file")) {
      for (Path path : List.of(file, link)) {
        Problems own = new Problems();
        folder.write("hosts.yml", "all: {hosts: {h: {%s: %s}}}".formatted(name, path));
        folder.read(own, "hosts.yml").select("all", own);

        assertThat(own.sorted()).hasSize(1);
        assertThat(own.sorted().getFirst().message())
            .isEqualTo(
                "password file %s is in none of the folders from which an inventory may take passwords"
                    .formatted(path));
        assertThat(own.sorted().getFirst().hint())
            .isEqualTo(
                "move it to %s or %s/.ssh or /etc/driftline; or name its folder with --secrets-from"
                    .formatted(folder.path(), System.getProperty("user.home")));
      }
    }
    Path hosts = folder.path().resolve("hosts.yml");
    assertThat(
            Inventory.read(List.of(hosts), List.of(elsewhere), new InventoryTemplates(), problems)
                .select("all", problems))
        .hasSize(1);
    assertThat(folder.shown(problems)).isEmpty();
  }
}
