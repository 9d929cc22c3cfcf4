package dev.driftline.file;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What may be read below a folder, also while somebody exchanges its files and folders for links.
@Timeout(120)
class FileTreeTest {

  private static final int ROUNDS = 3000;

  @TempDir private Path root;
  @TempDir private Path outside;
  private FileTree tree;

  @BeforeEach
  void write() throws IOException {
    tree = FileTree.of(root);
    Files.createDirectory(root.resolve("vars"));
    Files.writeString(root.resolve("vars/all.yml"), "own");
    Files.writeString(outside.resolve("all.yml"), "secret");
    Files.createSymbolicLink(root.resolve("link"), outside.resolve("all.yml"));
    Files.createSymbolicLink(root.resolve("away"), outside);
  }

  private String text(String name) throws IOException {
    try (OpenedFile file = tree.open(root.resolve(name))) {
      return new String(file.bytes(100), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aLinkIsFollowedWithinTheFolderOnly() throws IOException {
    Files.createSymbolicLink(root.resolve("inside"), Path.of("vars/all.yml"));

    assertThat(text("inside")).isEqualTo("own");
    assertThat(text("vars/../vars/all.yml")).isEqualTo("own");
    for (String name :
        new String[] {"link", "away/all.yml", "../" + outside.getFileName() + "/all.yml"}) {
      assertThatThrownBy(() -> text(name))
          .isInstanceOf(FileRefusedException.class)
          .hasMessage("is a link that leads out of " + root);
    }
    assertThatThrownBy(() -> tree.list(root.resolve("away")))
        .hasMessage("is a link that leads out of " + root);
    assertThat(tree.list(root.resolve("vars"))).containsExactly(root.resolve("vars/all.yml"));
  }

  @Test
  void whatIsNoFileIsSaid() throws IOException {
    Files.createSymbolicLink(root.resolve("nowhere"), root.resolve("none"));

    assertThatThrownBy(() -> text("nowhere")).hasMessage("is a link that leads to no file");
    assertThatThrownBy(() -> text("vars")).hasMessage("is not a regular file");
    assertThatThrownBy(() -> text("none")).isInstanceOf(NoSuchFileException.class);
  }

  /// The racer renames, so that there is always something at the name: the file or the link.
  @Test
  void aFileExchangedForALinkIsNeverReadOutside() throws IOException {
    Path own = Files.writeString(root.resolve("own"), "own");
    Path name = root.resolve("vars/all.yml");
    Path kept = root.resolve("kept");

    Map<String, Integer> ends;
    try (Racer racer =
        new Racer(
            () -> {
              Files.createSymbolicLink(kept, outside.resolve("all.yml"));
              Files.move(kept, name, ATOMIC_MOVE);
            },
            () -> {
              Files.copy(own, kept);
              Files.move(kept, name, ATOMIC_MOVE);
            })) {
      ends = race(racer, "vars/all.yml");
    }

    assertThat(ends)
        .doesNotContainKey("secret")
        .containsKeys("own", "is a link that leads out of " + root);
  }

  @Test
  void aFolderExchangedForALinkIsNeverReadOutside() throws IOException {
    Path name = root.resolve("vars");
    Path aside = root.resolve("aside");
    Path link = root.resolve("away");

    Map<String, Integer> ends;
    try (Racer racer =
        new Racer(
            () -> {
              Files.move(name, aside, ATOMIC_MOVE);
              Files.move(link, name, ATOMIC_MOVE);
            },
            () -> {
              Files.move(name, link, ATOMIC_MOVE);
              Files.move(aside, name, ATOMIC_MOVE);
            })) {
      ends = race(racer, "vars/all.yml");
    }

    assertThat(ends)
        .doesNotContainKey("secret")
        .containsKeys("own", "is a link that leads out of " + root);
  }

  /// How often each end came; goes on until the racer had many turns as well.
  private Map<String, Integer> race(Racer racer, String name) {
    Map<String, Integer> ends = new TreeMap<>();
    for (int i = 0; i < ROUNDS || racer.turns() < ROUNDS / 10; i++) {
      try {
        ends.merge(text(name), 1, Integer::sum);
      } catch (IOException e) {
        ends.merge(String.valueOf(e.getMessage()), 1, Integer::sum);
      }
    }
    System.out.println(ends);
    return ends;
  }
}
