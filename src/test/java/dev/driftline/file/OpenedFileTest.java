package dev.driftline.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which files are opened, and how much of them is read.
@Timeout(60)
class OpenedFileTest {

  @TempDir private Path folder;

  private Path file(String mode) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "0123456789");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  @Test
  void aFileIsReadUpToItsBoundAndNoFurther() throws IOException {
    try (OpenedFile file = OpenedFile.open(file("rw-r--r--"))) {
      assertThat(file.bytes(10)).isEqualTo("0123456789".getBytes(StandardCharsets.US_ASCII));
    }
    try (OpenedFile file = OpenedFile.open(folder.resolve("file"))) {
      assertThatThrownBy(() -> file.bytes(9)).hasMessage("is longer than 9 bytes");
    }
  }

  /// Such a file says that it has no size.
  @Test
  void aFileOfTheKernelIsReadToItsEndOrBound() throws IOException {
    Path kernel = Path.of("/proc/self/limits");
    try (OpenedFile file = OpenedFile.open(kernel)) {
      assertThat(new String(file.bytes(100_000), StandardCharsets.US_ASCII))
          .contains("Max open files");
    }
    try (OpenedFile file = OpenedFile.open(kernel)) {
      assertThatThrownBy(() -> file.bytes(100)).hasMessage("is longer than 100 bytes");
    }
  }

  @Test
  void aFileThatGrowsIsReadNoFurtherThanItsBound() throws IOException {
    Path growing = file("rw-------");
    try (OpenedFile file = OpenedFile.open(growing)) {
      Files.writeString(growing, "x".repeat(1000));
      assertThatThrownBy(() -> file.bytes(999)).hasMessage("is longer than 999 bytes");
    }
  }

  @Test
  void aPipeADeviceAndAFolderAreNotOpened() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    for (Path path : new Path[] {pipe, folder, Path.of("/dev/zero"), Path.of("/dev/null")}) {
      assertThatThrownBy(() -> OpenedFile.open(path)).hasMessage("is not a regular file");
      assertThatThrownBy(() -> OpenedFile.openSecret(path)).hasMessage("is not a regular file");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw--w----", "rw----r--", "rw-----w-", "rwx--x---"})
  void aSecretThatOthersCanUseIsRefused(String mode) throws IOException {
    Path file = file(mode);

    assertThatThrownBy(() -> OpenedFile.openSecret(file)).hasMessage("can be used by others");
  }

  @Test
  void aSecretIsThisUsersOrRoots() throws IOException {
    Path file = file("rw-------");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    OpenedFile.openSecret(link).close();

    Files.setAttribute(file, "unix:uid", 61234);

    assertThatThrownBy(() -> OpenedFile.openSecret(link)).hasMessage("belongs to another user");
  }
}
