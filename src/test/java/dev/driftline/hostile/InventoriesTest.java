package dev.driftline.hostile;

import static dev.driftline.hostile.LintedFolder.first;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Inventories that would make driftline log in elsewhere, or give a name to a shell.
@Timeout(120)
class InventoriesTest {

  private static final Started ONE_HOST =
      new Started(0, "no errors: 1 host, 1 policy, 1 check\n", "");

  @TempDir Path temporary;

  private LintedFolder folder() {
    return new LintedFolder(temporary);
  }

  private Started withHost(String name, String variables) throws IOException {
    return folder().lintInventory("all:\n  hosts:\n    '%s': {%s}\n".formatted(name, variables));
  }

  @ParameterizedTest
  @DisplayName("I01, I02, I04 a name that is an option, a shell word or a path is refused")
  @CsvSource(
      delimiter = '#',
      value = {
        "-oProxyCommand=x # begins with \"-\"",
        "-l # begins with \"-\"",
        "$(id) # holds \"$\"",
        "a`id` # holds \"`\"",
        "a;b # holds \";\"",
        "a|b # holds \"|\"",
        "a&b # holds \"&\"",
        "a<b # holds \"<\"",
        "a>b # holds \">\"",
        "a\"b # holds \"\"\"",
        "a b # holds \" \"",
        "a,b # holds \",\"",
        "%h # holds \"%\"",
        "../etc # holds \"/\"",
        "a..b # looks like a path",
        ".a # looks like a path",
        "C:\\x # holds \":\"",
        "root@h # holds \"@\"",
      })
  void refusesNamesThatAreMoreThanNames(String name, String fault) throws IOException {
    Started lint = withHost(name, "");

    assertThat(lint.code()).isEqualTo(1);
    assertThat(first(lint))
        .isEqualTo("hosts.yml:3:5: error: host name \"%s\" %s".formatted(name, fault));
  }

  @ParameterizedTest
  @DisplayName("I05 a user that is an option or a shell word is refused")
  @ValueSource(strings = {"root -oX", "root\\", "", "-l", "a;b", "$(id)"})
  void refusesUsersThatAreMoreThanNames(String user) throws IOException {
    Started lint = withHost("h", "ansible_user: \"" + user.replace("\\", "\\\\") + "\"");

    assertThat(lint.code()).isEqualTo(1);
    assertThat(first(lint)).startsWith("hosts.yml:3:25: error: ");
  }

  @ParameterizedTest
  @DisplayName("I06 a port that is none is refused")
  @ValueSource(strings = {"0", "-1", "65536", "22x", "0x16", "022", "99999999999999999999"})
  void refusesPortsThatAreNone(String port) throws IOException {
    Started lint = withHost("h", "ansible_port: " + port);

    assertThat(lint.code()).isEqualTo(1);
    assertThat(first(lint))
        .isEqualTo("hosts.yml:3:25: error: \"%s\" is not a port".formatted(port));
  }

  @ParameterizedTest
  @DisplayName("I07 addresses of IPv6, with a port or a scope, are taken")
  @ValueSource(strings = {"2001:db8::1", "[2001:db8::1]:22", "::ffff:192.0.2.1"})
  void takesIpv6(String name) throws IOException {
    assertThat(withHost(name, "")).isEqualTo(ONE_HOST);
    assertThat(withHost("h", "ansible_host: 'fe80::1%eth0'")).isEqualTo(ONE_HOST);
  }

  @ParameterizedTest
  @DisplayName(
      "I07 what is connected to stands in ASCII beside an international name, so that none looks like another")
  @CsvSource({
    "bücher.example, xn--bcher-kva.example",
    "apple.example, apple.example",
    "аpple.example, xn--pple-43d.example",
    "xn--pple-43d.example, xn--pple-43d.example"
  })
  void showsInternationalNamesInAscii(String name, String ascii) throws IOException {
    assertThat(withHost(name, "")).isEqualTo(ONE_HOST);
    assertThat(folder().run("inventory").out())
        .startsWith("host %s\n  reached   %s port 22\n".formatted(name, ascii));
  }

  @ParameterizedTest
  @DisplayName("I07 a name that becomes another one on its way to ASCII is refused")
  @CsvSource({
    "faß.example, fass.example, faß.example",
    "ﬀ.example, ff.example, ﬀ.example",
    "a\u200db.example, ab.example, a\\u{200d}b.example",
    "1。2。3。4, 1.2.3.4, 1。2。3。4",
    "ⓐ.example, a.example, ⓐ.example"
  })
  void refusesNamesThatBecomeOthers(String name, String becomes, String shown) throws IOException {
    Started lint = withHost("h", "ansible_host: '" + name + "'");

    assertThat(lint.code()).isEqualTo(1);
    assertThat(first(lint))
        .isEqualTo(
            "hosts.yml:3:25: error: address \"%s\" is \"%s\" for some programs and another name for others"
                .formatted(shown, becomes));
  }

  @ParameterizedTest
  @DisplayName("I09 an address that programs read differently is refused")
  @ValueSource(strings = {"010.0.0.1", "167772161", "0x7f.1", "10.0.0", "1.2.3.4.5"})
  void refusesOddAddresses(String address) throws IOException {
    for (Started lint : List.of(withHost(address, ""), withHost("h", "ansible_host: " + address))) {
      assertThat(lint.code()).isEqualTo(1);
      assertThat(first(lint))
          .contains("error: address \"" + address + "\" is a number that not every program reads");
    }
  }

  @ParameterizedTest
  @DisplayName("I10 a name longer than DNS allows is refused")
  @CsvSource({"300, 63, at most 253", "64, 64, at most 63"})
  void refusesLongNames(int length, int label, String limit) throws IOException {
    String name = ("a".repeat(label) + ".").repeat(length / label);
    Started lint = withHost(name + "a".repeat(length % label), "");

    assertThat(lint.code()).isEqualTo(1);
    assertThat(first(lint)).startsWith("hosts.yml:3:5: error: host name has ").contains(limit);
  }

  @Test
  @DisplayName("I11 an inventory that everybody may write is warned of")
  void warnsOfAnInventoryThatEverybodyMayWrite() throws IOException {
    folder().write("p.yaml", LintedFolder.POLICY);
    Path hosts = folder().write("hosts.yml", LintedFolder.INVENTORY);
    Files.setPosixFilePermissions(hosts, PosixFilePermissions.fromString("rw-rw-rw-"));

    assertThat(folder().lint())
        .isEqualTo(
            new Started(
                0,
                ONE_HOST.out(),
                """
                hosts.yml:1:1: warning: everybody may write this file: whoever does decides where driftline logs in
                  hint: chmod o-w hosts.yml
                driftline: 0 errors, 1 warning
                """));
  }

  @Test
  @DisplayName("I12 a secret that stands in the inventory is never shown")
  void showsNoSecretOfTheInventory() throws IOException {
    Started lint =
        withHost("h", "ansible_become: yes, ansible_become_password: hunter2, db_token: hunter3");
    Started listed = folder().run("inventory", "h");

    assertThat(listed.code()).isZero();
    assertThat(listed.out()).contains("db_token = ***").contains("ansible_become_password = ***");
    assertThat(lint.out() + lint.err() + listed.out() + listed.err())
        .doesNotContain("hunter2")
        .doesNotContain("hunter3");
  }

  @ParameterizedTest
  @DisplayName(
      "X15 a password within an address or an argument of ssh is left out of every message")
  @ValueSource(
      strings = {
        "ansible_host: 'ssh://admin:hunter2@db1'",
        "ansible_host: 'admin:hunter2@db1'",
        "jump: 'admin:hunter2@bastion:22'",
        "jump: 'ssh://admin:hunter2@bastion'",
        "ansible_ssh_common_args: '-J admin:hunter2@bastion'",
        "ansible_ssh_common_args: '-o ProxyCommand=\"sshpass -p hunter2 ssh -W %h:%p b\"'",
        "become_user: 'https://x:hunter2@y'"
      })
  void leavesPasswordsOutOfMessages(String variable) throws IOException {
    Started lint = withHost("h", "become: true, " + variable);

    assertThat(lint.code()).isEqualTo(1);
    assertThat(lint.err()).contains("hosts.yml:3:", "***").doesNotContain("hunter2");
  }

  @Test
  @DisplayName(
      "X05 a credential of systemd that is not there or empty is an error, and never an empty password")
  void refusesACredentialThatIsAbsentOrEmpty() throws IOException {
    Path empty = temporary.resolve("empty");
    Files.createFile(
        empty, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    for (String variable : List.of("password_file", "become_password_file")) {
      Started absent =
          withHost("h", "become: true, %s: /run/credentials/none/pw".formatted(variable));
      assertThat(absent.code()).isEqualTo(1);
      assertThat(absent.err())
          .contains("error: password file /run/credentials/none/pw does not exist\n");

      Started blank = withHost("h", "become: true, %s: %s".formatted(variable, empty));
      assertThat(blank.code()).isEqualTo(1);
      assertThat(blank.err())
          .contains("error: password file empty does not hold exactly one line\n");
    }
  }

  @Test
  @DisplayName(
      "I15 a variable that says a host is disabled leaves nobody out: only the pattern does")
  void asksHostsThatCallThemselvesDisabled() throws IOException {
    folder().write("p.yaml", LintedFolder.POLICY);
    folder()
        .write(
            "hosts.yml",
            "all: {hosts: {a: {ansible_connection: local, disabled: true, maintenance: true}, b:"
                + " {ansible_connection: local}}}\n");

    assertThat(folder().run("check", "--format", "json").out())
        .contains("\"host\" : \"a\"", "\"host\" : \"b\"");
    assertThat(folder().run("check", "all:!a", "--format", "json").out())
        .doesNotContain("\"host\" : \"a\"")
        .contains("\"hosts\" : \"all:!a\"");
  }

  @ParameterizedTest
  @DisplayName("I16 a selection of no host is an error, whatever makes it empty")
  @ValueSource(strings = {"h:!h", "nobody", "", "!all", "~("})
  void refusesASelectionOfNoHost(String pattern) throws IOException {
    folder().lintInventory(LintedFolder.INVENTORY);
    Started lint = folder().run("lint", pattern);

    assertThat(lint.code()).isEqualTo(1);
    assertThat(first(lint)).startsWith("HOSTS:1:").contains(": error: ");
  }

  @Test
  @DisplayName("Y29 100,000 hosts are read with 256 MB")
  void readsAHundredThousandHostsWithLittleMemory() throws Exception {
    folder()
        .write(
            "hosts.yml",
            "all: {hosts: {'web[000001:100000].example.org': {ansible_port: 2222}}}\n");
    folder().write("p.yaml", LintedFolder.POLICY);
    Path out = temporary.resolve("out");
    Process lint =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.driftline.cli.Main",
                "lint",
                "-i",
                temporary + "/hosts.yml",
                "-p",
                temporary + "/p.yaml")
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();

    assertThat(lint.waitFor(100, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(out)).contains("no errors: 100000 hosts, 1 policy, 1 check\n");
    assertThat(lint.exitValue()).isZero();
  }
}
