package dev.driftline.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Links in an inventory that lead to files of this machine. Whoever sends a change to a repository must not make a CI
/// that lints it show what only the CI may read.
class LinksTest {

  private static final String SECRET = "root:$y$j9T$canary";
  private static final String HINT =
      "  hint: replace the link by a copy, or name what it leads to with -i (inventories) or -p (policies)\n";

  @TempDir private Path temporary;
  @TempDir private Path outside;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(outside.resolve("shadow"), SECRET + ":20000:0\n");
    Files.writeString(outside.resolve("token.yml"), "token: " + SECRET + "\n");
    Files.createDirectories(temporary.resolve("inv"));
    folder().write("inv/hosts.yml", LintedFolder.INVENTORY);
    folder().write("p.yaml", LintedFolder.POLICY);
  }

  private LintedFolder folder() {
    return new LintedFolder(temporary);
  }

  private void link(String name, String target) throws IOException {
    Path link = temporary.resolve(name);
    Files.createDirectories(link.getParent());
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(target));
  }

  private Started run(String command, String inventory, String... policy) {
    String[] words = {command, "-i", temporary + "/" + inventory};
    String[] all =
        java.util.stream.Stream.of(words, policy)
            .flatMap(java.util.Arrays::stream)
            .toArray(String[]::new);
    return folder().shortened(Started.with(all));
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "inv/group_vars/all.yml, shadow, inv",
    "inv/group_vars/all.yml, token.yml, inv",
    "inv/group_vars/all, ., inv",
    "inv/group_vars, ., inv",
    "inv/host_vars/h.yml, shadow, inv",
    "inv/host_vars/h/more.yml, token.yml, inv",
    "inv/more.yml, shadow, inv",
    "inv/more, ., inv",
    "inv/more.yml, token.yml, inv",
  })
  void aLinkOutOfTheInventoryIsRefusedAndNothingShown(String link, String target, String root)
      throws IOException {
    link(link, outside.resolve(target).toString());
    String words =
        "%s:1:1: error: this is a link that leads out of %s\n%sdriftline: 1 error, 0 warnings\n"
            .formatted(link, root, HINT);

    assertThat(run("lint", "inv", "-p", temporary + "/p.yaml"))
        .isEqualTo(new Started(1, "", words));
    assertThat(run("inventory", "inv")).isEqualTo(new Started(1, "", words));
    assertThat(run("inventory", "inv").err()).doesNotContain(SECRET);
  }

  @ParameterizedTest(name = "-i {0} -> {1}")
  @CsvSource({"named.yml, token.yml", "named.yml, shadow", "named, ."})
  void aNamedLinkThatLeadsOutOfItsFolderIsRefused(String link, String target) throws IOException {
    Path real = outside.toRealPath().resolve(target).normalize();
    link(link, real.toString());

    assertThat(run("inventory", link))
        .isEqualTo(
            new Started(
                1,
                "",
                "%s:1:1: error: this is a link that leads out of its folder, to %s\n%sdriftline: 1 error, 0 warnings\n"
                    .formatted(link, real, HINT)));
  }

  @Test
  void aLinkWithinTheInventoryIsFollowed() throws IOException {
    Files.createDirectories(temporary.resolve("inv/..data/group_vars"));
    folder().write("inv/..data/group_vars/all.yml", "note: from the data\n");
    link("inv/group_vars", "..data/group_vars");
    link("inv/host_vars/h.yml", "../..data/group_vars/all.yml");

    Started shown = run("inventory", "inv", "h");

    assertThat(shown.err()).isEmpty();
    assertThat(shown.out()).contains("note = from the data ");
  }

  @Test
  void aNamedLinkWithinItsFolderIsFollowed() throws IOException {
    link("current", "inv");

    assertThat(run("lint", "current", "-p", temporary + "/p.yaml"))
        .isEqualTo(new Started(0, "no errors: 1 host, 1 policy, 1 check\n", ""));
  }
}
