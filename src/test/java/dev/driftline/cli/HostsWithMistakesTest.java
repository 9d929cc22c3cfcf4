package dev.driftline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A mistake in the connection variables of one host costs no other host its answers.
class HostsWithMistakesTest {

  @TempDir private Path folder;

  @BeforeEach
  void aPolicy() throws IOException {
    Files.writeString(
        folder.resolve("p.yaml"),
        "policy: p\nchecks:\n  - { id: c, probe: host, expect: { kernel: present } }\n");
  }

  private Started run(String command, String variables, String... more) throws IOException {
    Files.writeString(
        folder.resolve("hosts.yml"),
        "all:\n  hosts:\n    here: { ansible_connection: local }\n    bad: { "
            + variables
            + " }\n");
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("-i", folder + "/hosts.yml"));
    if (command.equals("check") || command.equals("lint")) {
      arguments.addAll(List.of("-p", folder + "/p.yaml"));
    }
    Started started = Started.with(arguments.toArray(String[]::new));
    return new Started(
        started.code(),
        started.out().replace(folder + "/", ""),
        started.err().replace(folder + "/", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "key: /no/key | 4:17: key file /no/key does not exist; it must be yours, with mode 0600",
        "connection: network_cli | 4:24: connection \"network_cli\" is not supported; driftline knows ssh and"
            + " local; leave the host out: 'all:!bad'",
        "port: 0, user: 'a b' | 4:18: \"0\" is not a port (and 1 more: see driftline lint); write a number from"
            + " 1 to 65535",
        "ansible_user: '{{ who }}' | 4:26: the template of ansible_user cannot be filled in: `who` is undefined; ",
      })
  void theInventoryIsShownWithWhatIsWrong(String variables, String said) throws IOException {
    Started shown = run("inventory", variables);

    assertThat(shown.err()).isEmpty();
    assertThat(shown.out())
        .contains("host here\n")
        .contains("\n  reached   cannot be reached: hosts.yml:" + said);
    assertThat(shown.code()).isZero();
  }

  @Test
  void lintSaysItAsAnError() throws IOException {
    Started lint = run("lint", "connection: network_cli");

    assertThat(lint.err())
        .isEqualTo(
            """
            hosts.yml:4:24: error: host "bad": connection "network_cli" is not supported
              4 |     bad: { connection: network_cli }
                |                        ^
              hint: driftline knows ssh and local; leave the host out: 'all:!bad'
            driftline: 1 error, 0 warnings
            """);
    assertThat(lint.code()).isEqualTo(1);
  }

  @Test
  void aProbeSaysItOfTheHost() throws IOException {
    Started probe = run("probe", "key: /no/key", "host");

    assertThat(probe.err()).isEmpty();
    assertThat(probe.out()).contains("key file /no/key does not exist");
    assertThat(probe.code()).isEqualTo(4);
  }

  @Test
  void aHostBehindABastionWithAMistakeIsNotReachedEither() throws IOException {
    Started check = run("check", "key: /no/key }\n    app: { jump: bad");

    assertThat(check.out())
        .contains(
            """
              - inventory: hosts.yml:5:18: bastion "bad" cannot be reached: hosts.yml:4:17: key file /no/key does not exist
                  on app
            """);
    assertThat(check.code()).isEqualTo(4);
  }

  @Test
  void theOtherHostsAreAskedAndTheReportSaysWhy() throws IOException {
    Started check = run("check", "key: /no/key");

    assertThat(check.err()).isEmpty();
    assertThat(check.out())
        .contains(
            """
            NOT REACHED: 1 host, so 1 result could not be told
              - inventory: hosts.yml:4:17: key file /no/key does not exist
                  on bad
                  do: it must be yours, with mode 0600
            """);
    assertThat(check.code()).isEqualTo(4);
  }

  @Test
  void notesAboutFilesAreForLintAndNotForEachNight() throws IOException {
    Files.createDirectories(folder.resolve("host_vars"));
    Files.writeString(folder.resolve("host_vars/localhost.yml"), "a: 1\n");
    String note =
        """
        host_vars/localhost.yml:1:1: note: driftline has no implicit localhost as Ansible has: these variables are used nowhere
          hint: rename the file or remove it
        driftline: 0 errors, 0 warnings, 1 note
        """;
    assertThat(run("lint", "connection: local").err()).isEqualTo(note);
    assertThat(run("inventory", "connection: local").err()).isEqualTo(note);
    assertThat(run("check", "connection: local")).extracting(Started::err).isEqualTo("");
    assertThat(run("probe", "connection: local", "host")).extracting(Started::err).isEqualTo("");
  }
}
