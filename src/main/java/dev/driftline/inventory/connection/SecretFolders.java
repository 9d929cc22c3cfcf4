package dev.driftline.inventory.connection;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The folders from which an inventory may take passwords. A password is sent to the host that names its file. Without
/// this bound, a person who may edit the inventory could send any one-line file of the user to a host of that person's
/// choice.
///
/// @param folders in which, or below which, a password file must lie
public record SecretFolders(List<Path> folders) {

  public SecretFolders {
    folders = List.copyOf(folders);
  }

  /// The folders of the inventories, `~/.ssh`, `/etc/driftline`, the credentials of a systemd service
  /// (`LoadCredential`), and the folders of the command line.
  ///
  /// @param inventories as they were named
  public static SecretFolders of(List<Path> inventories, List<Path> ofCommandLine) {
    List<Path> folders = new ArrayList<>(inventories);
    folders.add(Path.of(System.getProperty("user.home", "/"), ".ssh"));
    folders.add(Path.of("/etc/driftline"));
    @Nullable String credentials = System.getenv("CREDENTIALS_DIRECTORY");
    if (credentials != null && !credentials.isEmpty()) {
      folders.add(Path.of(credentials));
    }
    folders.addAll(ofCommandLine);
    return new SecretFolders(folders);
  }

  /// The file without links, if it is in or below one of the folders.
  ///
  /// @throws IOException if there is no such file
  Optional<Path> find(Path file) throws IOException {
    Path real = file.toRealPath();
    return folders.stream().anyMatch(folder -> isIn(folder, real))
        ? Optional.of(real)
        : Optional.empty();
  }

  private static boolean isIn(Path folder, Path real) {
    try {
      return real.startsWith(folder.toRealPath());
    } catch (IOException _) {
      return false; // a missing folder contains no file
    }
  }

  /// For people: `a, b or c`.
  String words() {
    return folders.stream()
        .map(folder -> folder.toString().isEmpty() ? "the working folder" : folder.toString())
        .distinct()
        .collect(Collectors.joining(" or "));
  }
}
