package dev.driftline.inventory.connection;

import dev.driftline.file.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// A file of this machine that holds a secret: a regular one, of the user who runs this program, with no rights for
/// anybody else.
public final class PrivateFile {

  private static final Set<PosixFilePermission> OF_OTHERS =
      EnumSet.range(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_EXECUTE);

  private PrivateFile() {}

  /// What is wrong with it, a phrase that continues its name; empty if nothing is. A link is followed.
  public static Optional<String> faultOf(Path path) {
    try {
      if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
        return Optional.of("is not a regular file");
      }
      if (Files.getPosixFilePermissions(path).stream().anyMatch(OF_OTHERS::contains)) {
        return Optional.of("can be used by others");
      }
      Object owner = Files.getAttribute(path, "unix:uid");
      Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      if (!owner.equals(self)) {
        return Optional.of("belongs to another user");
      }
      return Files.isReadable(path) ? Optional.empty() : Optional.of("cannot be read");
    } catch (NoSuchFileException _) {
      return Optional.of("does not exist");
    } catch (IOException e) {
      return Optional.of("cannot be checked: " + FileFault.of(e));
    } catch (UnsupportedOperationException _) {
      return Optional.of("cannot be checked: its file system knows no modes");
    }
  }
}
