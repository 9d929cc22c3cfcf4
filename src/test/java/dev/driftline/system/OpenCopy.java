package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/// The program where another user can read it, with a policy `silent` for this machine.
record OpenCopy(Path path) implements AutoCloseable {

  /// Nobody else is this user.
  private static final String NOBODY =
      "setpriv --reuid=61234 --regid=61234 --clear-groups env HOME=/nonexistent";

  static OpenCopy make() throws Exception {
    Path open =
        Files.createTempDirectory(
            Path.of("/var/tmp"),
            "driftline-test-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    RunFolder run = RunFolder.with(open);
    run.policy("silent", 1, "true");
    Program.Result copied =
        Program.shell(
            "cp -R bin %1$s/bin && cp -R target/driftline/lib %1$s/lib && chmod -R a+rX %1$s"
                .formatted(open));
    assertThat(copied.exit()).as(copied.stderr()).isZero();
    return new OpenCopy(open);
  }

  RunFolder run() {
    return new RunFolder(path);
  }

  /// Runs words of a shell in the folder, as another user without any rights.
  Program.Result asNobody(String words) throws IOException, InterruptedException {
    return Program.shell("cd %s && exec %s %s".formatted(path, NOBODY, words));
  }

  @Override
  public void close() throws IOException {
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
