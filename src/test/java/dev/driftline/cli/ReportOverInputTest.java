package dev.driftline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A report replaces no file that the run reads, and two reports never go to one file, however it is named.
class ReportOverInputTest {

  @TempDir private Path folder;

  @BeforeEach
  void files() throws IOException {
    write("inv/hosts.yml", "all: {hosts: {h: {ansible_connection: local}}}\n");
    write("inv/group_vars/all.yml", "a: 1\n");
    write("p.yaml", "policy: p\nchecks:\n  - {id: c, probe: host, expect: {os: debian}}\n");
    write("known_hosts", "");
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("inv"));
    Files.createLink(folder.resolve("hard.yml"), folder.resolve("inv/hosts.yml"));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Started check(String... outputs) {
    List<String> arguments =
        new ArrayList<>(List.of("check", "-i", folder + "/inv", "-p", folder + "/p.yaml"));
    arguments.addAll(List.of("--known-hosts", folder + "/known_hosts"));
    for (String output : outputs) {
      arguments.addAll(List.of("-o", "json=" + folder + "/" + output));
    }
    return Started.with(arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inv/hosts.yml",
        "inv/../inv/hosts.yml",
        "link/hosts.yml",
        "hard.yml",
        "inv/group_vars/all.yml",
        "p.yaml",
        "known_hosts"
      })
  void anInputIsNotReplaced(String name) throws IOException {
    String before = Files.readString(folder.resolve(name));
    Started check = check(name);

    assertThat(check.err())
        .isEqualTo(
            "driftline: cannot write %s/%s: the run reads this file; name another one for the report\n"
                .formatted(folder, name));
    assertThat(check.code()).isEqualTo(1);
    assertThat(Files.readString(folder.resolve(name))).isEqualTo(before);
  }

  /// The key and known_hosts of a host, the key of its bastion, and those of the command line.
  @ParameterizedTest
  @ValueSource(strings = {"keys/host", "keys/known", "keys/bastion", "keys/own"})
  void aKeyIsNotReplaced(String name) throws IOException {
    for (String file : List.of("host", "known", "bastion", "own")) {
      write("keys/" + file, "x");
      Files.setPosixFilePermissions(
          folder.resolve("keys/" + file), PosixFilePermissions.fromString("rw-------"));
    }
    write(
        "inv/hosts.yml",
        """
        all:
          hosts:
            h: { key: %1$s/host, jump: gate, ansible_ssh_args: -o UserKnownHostsFile=%1$s/known }
            gate: { key: %1$s/bastion }
        """
            .formatted(folder.resolve("keys")));
    Started check =
        Started.with(
            "check",
            "h",
            "-i",
            folder + "/inv",
            "-p",
            folder + "/p.yaml",
            "--key",
            folder + "/keys/own",
            "-o",
            "json=" + folder + "/" + name);

    assertThat(check.err())
        .isEqualTo(
            "driftline: cannot write %s/%s: the run reads this file; name another one for the report\n"
                .formatted(folder, name));
    assertThat(check.code()).isEqualTo(1);
    assertThat(folder.resolve(name)).hasContent("x");
  }

  @Test
  void noFileOfTheUsersSshFolderIsReplaced() throws IOException {
    write("home/.ssh/config", "x");
    String home = System.getProperty("user.home");
    System.setProperty("user.home", folder + "/home");
    try {
      assertThat(check("home/.ssh/config").err())
          .isEqualTo(
              "driftline: cannot write %s/home/.ssh/config: the run reads this file; name another one for the report\n"
                  .formatted(folder));
    } finally {
      System.setProperty("user.home", home);
    }
    assertThat(folder.resolve("home/.ssh/config")).hasContent("x");
  }

  @Test
  void twoWaysToOneFileAreTwoReportsToIt() {
    assertThat(check("inv/r.json", "link/r.json"))
        .isEqualTo(
            new Started(
                1,
                "",
                "driftline: two reports would be written to %s/link/r.json\n".formatted(folder)));
  }
}
