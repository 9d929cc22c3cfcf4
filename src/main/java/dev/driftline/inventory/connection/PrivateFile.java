package dev.driftline.inventory.connection;

import dev.driftline.file.FileFault;
import dev.driftline.file.FileRefusedException;
import dev.driftline.file.OpenedFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// A file of this machine that holds a secret: a regular one, of the user who runs this program or of root, with no rights
/// for anybody else.
public final class PrivateFile {

  private PrivateFile() {}

  /// What is wrong with it, a phrase that continues its name; empty if nothing is. A link is followed.
  public static Optional<String> faultOf(Path path) {
    try (OpenedFile _ = OpenedFile.openSecret(path)) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(phrase(e));
    }
  }

  /// Everything in it.
  ///
  /// @param most in bytes; a longer file is refused
  public static byte[] read(Path path, int most) throws IOException {
    try (OpenedFile file = OpenedFile.openSecret(path)) {
      return file.bytes(most);
    }
  }

  /// Why it cannot be read, a phrase that continues its name.
  public static String phrase(IOException fault) {
    return switch (fault) {
      case FileRefusedException refused -> String.valueOf(refused.getMessage());
      case NoSuchFileException _ -> "does not exist";
      default -> "cannot be read: " + FileFault.of(fault);
    };
  }
}
