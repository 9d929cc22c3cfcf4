package dev.driftline.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.inventory.pattern.Selection;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Inventories and patterns of which Ansible takes only a part, without a word. A host that is lost in this way is one
/// that nobody looks at.
class LostHostsTest {

  private final Problems problems = new Problems();
  private final InventoryFolder folder;

  LostHostsTest(@TempDir Path path) {
    this.folder = new InventoryFolder(path);
  }

  private Inventory read(String text) throws IOException {
    folder.write("hosts.yml", text);
    return folder.read(problems, "hosts.yml");
  }

  /// Ansible selects web1 and web3 with `web[1:3].example.org`, and node018 to node020 with `node[009:012]`.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "web[1:3].example.org; [1:3] within a name is no range here: it stands for one of these characters;"
            + " write a regular expression: `~web[1-3]\\.example\\.org$`",
        "web[08:11].example.org; [08:11] within a name is no range here: it stands for one of these characters;"
            + " write a regular expression: `~web(08|09|10|11)\\.example\\.org$`",
        "web[1:].example.org; [1:] within a name is no range here: it stands for one of these characters;"
            + " write a regular expression: `~web[0-9]+\\.example\\.org$`",
        "we[a:c]*; [a:c] within a name is no range here: it stands for one of these characters;"
            + " write a regular expression: `~we[a-c].*$`",
        "node[009:012]; [009:012] looks like a part of names, and would count positions;"
            + " for positions write `node[9:12]`, for names a regular expression: `~node(009|010|011|012)$`",
        "node[009:]; [009:] looks like a part of names, and would count positions;"
            + " for positions write `node[9:]`, for names a regular expression: `~node[0-9]+$`",
        "node[009]; [009] looks like a part of names, and would count positions;"
            + " for positions write `node[9]`, for names a regular expression: `~node(009)$`",
      })
  void aRangeOfNamesInAPatternIsAnError(String pattern, String message, String hint)
      throws IOException {
    Selection selection =
        read("node: {hosts: {'node[009:020]': }}\nweb: {hosts: {'web[1:12].example.org': , wea: }}")
            .match(pattern);

    assertThat(selection.mistakes()).containsExactly(new Selection.Mistake(0, message, hint));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"web[1-3].example.org", "web[123].*", "node[0:2]", "node[0]", "~web[1:3]"})
  void globsAndPositionsStay(String pattern) throws IOException {
    Selection selection =
        read("node: {hosts: {'node[009:020]': }}\nweb: {hosts: {'web[1:12].example.org': , wea: }}")
            .match(pattern);

    assertThat(selection.mistakes()).isEmpty();
    assertThat(selection.hosts()).isNotEmpty();
  }

  /// Ansible asks the last one only: a host goes by its name, and the port is a variable of it.
  @Test
  void twoPortsOfOneHostAreAnError() throws IOException {
    read(
        """
        all:
          hosts:
            192.0.2.1:2301:
            192.0.2.1:2302:
        """);
    assertThat(folder.shown(problems))
        .isEqualTo(
            """
            hosts.yml:4:5: error: host "192.0.2.1" has two ports: "2301" and "2302"
              4 |     192.0.2.1:2302:
                |     ^
              hint: the other one stands at hosts.yml:3:5; keep one, or give two servers two names and both the same ansible_host
            """);
  }

  @Test
  void aHostThatIsCalledLikeAGroupIsNamedInAWarning() throws IOException {
    Inventory inventory = read("web: {hosts: {web: , node: }}\ndb: {hosts: {db: }}\n");
    assertThat(inventory.match("web").hosts()).containsExactly("web");
    // the group db has no other host
    assertThat(folder.shown(problems))
        .isEqualTo(
            """
            hosts.yml:1:15: warning: "web" is a host and a group: as a host pattern it means the host only
              1 | web: {hosts: {web: , node: }}
                |               ^
              hint: rename one of them
            """);
  }

  @Test
  void varsBelowAHostAreNamedInAWarning() throws IOException {
    read("all: {hosts: {h1: {vars: {ansible_host: 192.0.2.1}}, h2: {hosts: 5}}}\n");
    assertThat(folder.shown(problems))
        .isEqualTo(
            """
            hosts.yml:1:20: warning: below a host, "vars" is a variable, and what is in it has no effect
              1 | all: {hosts: {h1: {vars: {ansible_host: 192.0.2.1}}, h2: {hosts: 5}}}
                |                    ^
              hint: write the variables of a host directly below its name
            """);
  }

  /// YAML joins lines that have no colon. Ansible 2.6 took the first host only.
  @Test
  void hostsWithoutColonsAreAnErrorWithAHint() throws IOException {
    read("web:\n  hosts:\n    192.0.2.1\n    192.0.2.2\n");
    assertThat(folder.shown(problems))
        .isEqualTo(
            """
            hosts.yml:3:5: error: host name "192.0.2.1 192.0.2.2" holds " "
              3 |     192.0.2.1
                |     ^
              hint: write each host as a key of its own, in a line of its own: "192.0.2.1:"
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "192.0.2.1:2222; holds a port, which belongs into ansible_port",
        "'[2001:db8::1]:2222'; holds a port, which belongs into ansible_port",
        "h.example.org:22; holds a port, which belongs into ansible_port",
        "ops@192.0.2.1; holds a user, who belongs into ansible_user",
        "ssh://192.0.2.1; is a URL",
      })
  void whatIsMoreThanAnAddressIsNamed(String address, String message) throws IOException {
    read("all: {hosts: {h: {ansible_host: '" + address + "'}}}").select("all", problems);
    assertThat(problems.sorted())
        .extracting(problem -> problem.message())
        .containsExactly("address \"%s\" %s".formatted(address, message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "fe80::1%eth0; give the host a name, and write the address as ansible_host",
        "ops@web1; write the name of the host only, and the user as ansible_user",
        "web1/24; use letters, digits, dots, hyphens and underscores only",
      })
  void aNameThatIsNoneHasAHintOfItsOwn(String name, String hint) throws IOException {
    read("all: {hosts: {'" + name + "': }}");
    assertThat(problems.sorted()).extracting(problem -> problem.hint()).containsExactly(hint);
  }
}
