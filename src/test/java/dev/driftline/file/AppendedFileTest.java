package dev.driftline.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files that lines are added to.
@Timeout(60)
class AppendedFileTest {

  @TempDir private Path folder;

  private static void append(Path file, String line) throws IOException {
    try (AppendedFile appended = AppendedFile.open(file)) {
      appended.append(line);
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void whatIsMissingIsMadeForItsOwnerOnly() throws IOException {
    Path file = folder.resolve("ssh/known_hosts");

    append(file, "one");
    append(file, "two");

    assertThat(file).hasContent("one\ntwo\n");
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(mode(Objects.requireNonNull(file.getParent()))).isEqualTo("rwx------");
  }

  @Test
  void aLastLineWithoutAnEndIsEndedAndTheFileReadFirst() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");

    try (AppendedFile appended = AppendedFile.open(file)) {
      assertThat(appended.bytes(100)).isEqualTo("mine".getBytes(StandardCharsets.US_ASCII));
      appended.append("new");
    }

    assertThat(file).hasContent("mine\nnew\n");
  }

  @Test
  void aLinkOfThisUserIsFollowedAndOneOfAnotherUserIsNot() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));

    append(link, "one");
    Files.setAttribute(link, "unix:uid", 61234, LinkOption.NOFOLLOW_LINKS);

    assertThatThrownBy(() -> append(link, "two"))
        .hasMessage("is reached by a link of another user, " + link);
    assertThat(file).hasContent("one\n");
    assertThat(link).isSymbolicLink();
  }

  @Test
  void aPipeAndAFolderOfEverybodyAreRefused() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> append(pipe, "x")).hasMessage("is not a regular file");

    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> append(open.resolve("file"), "x"))
        .hasMessageStartingWith("everybody may exchange files in " + open);
    assertThat(open).isEmptyDirectory();
  }
}
