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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `driftline.yml` gives values to options that were not typed, and is trusted only if nobody else may write it.
class SettingsTest {

  @TempDir private Path folder;

  @BeforeEach
  void files() throws IOException {
    write("site/hosts.yml", "all: {hosts: {web1: {ansible_connection: local}}}\n");
    write("other.yml", "all: {hosts: {db1: {ansible_connection: local}}}\n");
    write(
        "site.yaml", "policy: p\nchecks:\n  - {id: c, probe: host, expect: {hostname: present}}\n");
    open("", "rwxr-xr-x");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    open(name, "rw-r--r--");
  }

  private void open(String name, String mode) throws IOException {
    Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString(mode));
  }

  private Started with(String settings, String... arguments) throws IOException {
    write("driftline.yml", settings);
    return start(arguments);
  }

  private Started start(String... arguments) {
    List<String> words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("--config", folder.resolve("driftline.yml").toString()));
    return Started.with(words.toArray(String[]::new));
  }

  @Test
  void pathsAreRelativeToTheFile() throws IOException {
    Started check = with("inventory: [site/]\npolicies: site.yaml\n", "check");

    assertThat(check.err()).isEmpty();
    assertThat(check.out()).startsWith("CLEAN: no drift\n  1 host: 1 answered, 0 not reached\n");
    assertThat(check.code()).isZero();
  }

  @Test
  void anOptionOnTheLineReplacesItsKey() throws IOException {
    Started inventory = with("inventory: [site/]\n", "inventory", "-i", folder + "/other.yml");

    assertThat(inventory.out()).contains("host db1").doesNotContain("web1");
  }

  @Test
  void aKeyOfAnOptionThatTheCommandLacksIsRead() throws IOException {
    Started inventory = with("inventory: [site/]\nforks: 7\nwaivers: [w.yaml]\n", "inventory");

    assertThat(inventory.out()).contains("host web1");
    assertThat(inventory.code()).isZero();
  }

  @Test
  void theReportSaysWhichFileWasTaken() throws IOException {
    String settings = "inventory: [site/]\npolicies: site.yaml\n";
    Started text = with(settings, "check");
    assertThat(text.out()).contains("\n  options not typed: from " + folder + "/driftline.yml\n");
    Started json = with(settings, "check", "--format", "json");
    assertThat(json.out()).contains("\"config\" : \"" + folder + "/driftline.yml\"");
  }

  @Test
  void anEmptyFileSetsNothing() throws IOException {
    assertThat(with("# nothing yet\n", "inventory", "-i", folder + "/other.yml").code()).isZero();
  }

  @Test
  void aReportDoesNotReplaceTheFile() throws IOException {
    Started check =
        with(
            "inventory: [site/]\npolicies: site.yaml\n",
            "check",
            "-o",
            "json=" + folder + "/driftline.yml");

    assertThat(check.err())
        .isEqualTo(
            "driftline: cannot write %s/driftline.yml: the run reads this file; name another one for the report\n"
                .formatted(folder));
    assertThat(check.code()).isEqualTo(1);
  }

  /// Each with the line and column, the whole text and the hint.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '@',
      textBlock =
          """
          policy: [checks/] | 1:1: error: unknown key "policy" | did you mean "policies"?
          deadline: 30 | 1:11: error: "30" is not a duration | `30s`, `30m`, `1h`
          deadline: [30m] | 1:11: error: deadline must be a text, not a list | write one value
          forks: many | 1:8: error: "many" is no number of hosts | write 1 or more
          password: x | 1:1: error: a password is never read from this file | `password_file` in the inventory, mode 0600
          outputs: {} | 1:1: error: reports are named on the line of the run that writes them ("outputs") | `-o html=FILE`: every check started here would overwrite the night's page
          store: sqlite:/var/lib/driftline/history.db | 1:1: error: this driftline stores no runs yet | remove the key; `-o json=FILE` keeps a report
          inventory: [] | 1:12: error: inventory is empty | name a file or a folder, or remove the key
          inventory: | 1:11: error: inventory is empty | write a value or remove the key
          - forks | 1:1: error: the file must be a mapping, not a list | write `key: value` pairs
          """)
  void aMistakeEndsTheRunWithItsPlace(String line, String message, String hint) throws IOException {
    Started check = with(line + "\n", "check");

    List<String> said = check.err().lines().toList();
    assertThat(said.getFirst()).isEqualTo("%s/driftline.yml:%s".formatted(folder, message));
    assertThat(said).contains("  hint: " + hint).last().isEqualTo("driftline: 1 error, 0 warnings");
    assertThat(check.out()).isEmpty();
    assertThat(check.code()).isEqualTo(1);
  }

  @Test
  void aPasswordIsNotQuoted() throws IOException {
    assertThat(with("password: swordfish\n", "lint").err()).doesNotContain("swordfish");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-rw-r--", "rw-r--rw-"})
  void aFileThatOthersMayWriteIsRefused(String mode) throws IOException {
    write("driftline.yml", "forks: 3\n");
    open("driftline.yml", mode);

    Started check = start("check");

    assertThat(check.err())
        .isEqualTo(
            """
            %1$s/driftline.yml:1:1: error: others may write to this file
              hint: `chmod go-w %1$s/driftline.yml`, or name another with `--config`
            driftline: 1 error, 0 warnings
            """
                .formatted(folder));
    assertThat(check.code()).isEqualTo(1);
  }

  @Test
  void aFileInAFolderThatOthersMayWriteIsRefused() throws IOException {
    write("driftline.yml", "forks: 3\n");
    open("", "rwxrwxrwx");

    assertThat(start("check").err())
        .isEqualTo(
            """
            %1$s/driftline.yml:1:1: error: others may write to the folder of this file
              hint: `chmod go-w %1$s`, or name another with `--config`
            driftline: 1 error, 0 warnings
            """
                .formatted(folder));
  }

  /// The file itself is in a good folder, and the link to it is not.
  @Test
  void aLinkInAFolderThatOthersMayWriteIsRefused() throws IOException {
    write("safe/driftline.yml", "forks: 3\n");
    Files.createSymbolicLink(folder.resolve("driftline.yml"), folder.resolve("safe/driftline.yml"));
    open("", "rwxrwxrwx");

    assertThat(start("lint").err()).contains("others may write to the folder of this file");
  }

  @Test
  void aFileThatIsNamedMustExist() {
    Started check = start("check");

    assertThat(check.err()).startsWith(folder + "/driftline.yml:1:1: error: no such file\n");
    assertThat(check.code()).isEqualTo(1);
  }

  @Test
  void helpIsShownBesideABadFile() throws IOException {
    Started help = with("policy: x\n", "check", "--help");

    assertThat(help.out()).startsWith("Usage: driftline check");
    assertThat(help.code()).isZero();
  }
}
