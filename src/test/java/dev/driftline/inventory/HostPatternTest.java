package dev.driftline.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.inventory.pattern.Selection;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPatternTest {

  private final Problems problems = new Problems();
  private final InventoryFolder folder;

  HostPatternTest(@TempDir Path path) {
    this.folder = new InventoryFolder(path);
  }

  @BeforeEach
  void write() throws IOException {
    folder.write(
        "hosts.yml",
        """
        web: {hosts: {'web[1:3]': }}
        db: {hosts: {db1: , web3: }}
        retired: {}
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "all; [web1, web2, web3, db1]",
        "*; [web1, web2, web3, db1]",
        "web:db; [web1, web2, web3, db1]",
        "web,db; [web1, web2, web3, db1]",
        "web:&db; [web3]",
        "!db:web; [web1, web2]",
        "!web; [db1]",
        "web*:!web2; [web1, web3]",
        "~web[12]; [web1, web2]",
        "web[0]; [web1]",
        "web[-1]; [web3]",
        "web[1:]; [web2, web3]",
        "all:!retired; [web1, web2, web3, db1]",
        "db?; [db1]",
        "[!w]b?; [db1]",
      })
  void selectsWhatAnsibleSelects(String pattern, String hosts) {
    Selection selection = folder.read(problems, "hosts.yml").match(pattern);
    assertThat(selection.mistakes()).isEmpty();
    assertThat(selection.hosts().stream().sorted().toList().toString())
        .isEqualTo(
            java.util.Arrays.stream(hosts.substring(1, hosts.length() - 1).split(", ", -1))
                .sorted()
                .toList()
                .toString());
  }

  @Test
  void reportsAPartThatStandsForNothing() {
    assertThat(folder.read(problems, "hosts.yml").select("web:!retierd", problems)).isEmpty();
    assertThat(folder.shown(problems))
        .isEqualTo(
            """
            HOSTS:1:6: error: no host or group is called "retierd"
              1 | web:!retierd
                |      ^
              hint: did you mean "retired"?
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"web[", "web]", "[web", "web[0", "web1]"})
  void aBracketAloneIsNotPassedOver(String pattern) {
    assertThat(folder.read(problems, "hosts.yml").select(pattern, problems)).isEmpty();
    assertThat(folder.shown(problems))
        .contains("HOSTS:1:1: error: no host or group is called \"" + pattern + "\"\n");
  }

  @Test
  void reportsASelectionWithoutHosts() {
    assertThat(folder.read(problems, "hosts.yml").select("web:!web", problems)).isEmpty();
    assertThat(folder.shown(problems))
        .isEqualTo(
            """
            HOSTS:1:1: error: no host selected by "web:!web"
              1 | web:!web
                | ^
              hint: its parts exist, but no host is in all it asks for
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "canary[0]; [web3]",
        "canary[0:1]; [web1, web3]",
        "canary[0-1]; [web1, web3]",
        "canary[2:]; [db1]",
        "all[0]; [box]",
        "all[1]; [alone]",
        "all[-1]; [db1]",
        "*[-1]; [alone]",
      })
  void subscriptsCountInTheOrderOfTheGroup(String pattern, String hosts) throws IOException {
    folder.write(
        "order.yml",
        """
        web: {hosts: {'web[1:3]': }}
        canary: {hosts: {web3: , web1: }, children: {db: }}
        db: {hosts: {db1: , web1: }}
        all: {hosts: {box: }}
        old: {hosts: {web2: }}
        ungrouped: {hosts: {alone: }}
        """);
    Selection selection = folder.read(problems, "order.yml").match(pattern);
    assertThat(selection.mistakes()).isEmpty();
    assertThat(selection.hosts()).hasToString(hosts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "web[3]; \"web[3]\" is beyond the 3 hosts of \"web\"",
        "web[-4]; \"web[-4]\" is beyond the 3 hosts of \"web\"",
        "web*[9]; \"web*[9]\" is beyond the 3 hosts of \"web*\"",
        "web1[1]; \"web1[1]\" is beyond the only host of \"web1\"",
        "web[2:1]; \"web[2:1]\" ends before it begins",
      })
  void aSubscriptWithoutAHostIsAMistake(String pattern, String message) {
    assertThat(folder.read(problems, "hosts.yml").match(pattern).mistakes())
        .extracting(Selection.Mistake::message)
        .containsExactly(message);
  }
}
