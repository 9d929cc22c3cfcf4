package dev.driftline.inventory.connection;

import dev.driftline.file.FileFault;
import dev.driftline.file.FileRefusedException;
import dev.driftline.file.OpenedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// A file on this machine with a secret in it. It must be a regular file, belong to this user or root, and give no
/// rights to other users.
public final class PrivateFile {

  private static final String PUBLIC = ".pub";

  private PrivateFile() {}

  /// What is wrong with the file, as a phrase that continues its name. Empty if it is right. A link is followed.
  public static Optional<String> faultOf(Path path) {
    try (OpenedFile _ = OpenedFile.openSecret(path)) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(phrase(e));
    }
  }

  /// The same for a file that is named as a key. A public one, `key.pub`, may be read by others: it names a key that
  /// ssh-agent has.
  public static Optional<String> faultOfKey(Path key) {
    if (!key.toString().endsWith(PUBLIC)) {
      return faultOf(key)
          .map(fault ->
              Files.notExists(key) && Files.exists(Path.of(key + PUBLIC))
                  ? "%s (if ssh-agent has the key, name %s%s)".formatted(fault, key, PUBLIC)
                  : fault);
    }
    try (OpenedFile _ = OpenedFile.open(key)) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(phrase(e));
    }
  }

  /// The whole content.
  ///
  /// @param most in bytes; a longer file is refused
  public static byte[] read(Path path, int most) throws IOException {
    try (OpenedFile file = OpenedFile.openSecret(path)) {
      return file.bytes(most);
    }
  }

  /// The reason why the file cannot be read, as a phrase that continues its name.
  public static String phrase(IOException fault) {
    return switch (fault) {
      case FileRefusedException refused -> String.valueOf(refused.getMessage());
      case NoSuchFileException _ -> "does not exist";
      default -> "cannot be read: " + FileFault.of(fault);
    };
  }
}
