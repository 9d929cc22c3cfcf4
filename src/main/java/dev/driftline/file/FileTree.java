package dev.driftline.file;

import dev.driftline.file.FileRefusedException.Why;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// The files below one folder that somebody named. A link in it is followed as long as it stays in the folder: whoever
/// may change the folder must not make this program read, and show, what only its user may.
///
/// A path is resolved first; then every part of what came out is opened in the one before, following no link. So a link
/// that takes the place of a file in between is refused as well.
public final class FileTree {

  private final Path named;
  private final Path root;

  private FileTree(Path named, Path root) {
    this.named = named;
    this.root = root;
  }

  /// The files below a folder.
  public static FileTree of(Path folder) throws IOException {
    return new FileTree(folder, folder.toRealPath());
  }

  /// What somebody named: a folder, or a file and what stands beside it. A link in a relative name, or at the end of an
  /// absolute one, must not lead out of the folder in which it stands: a repository must not choose by a link which file
  /// outside is read.
  public static FileTree named(Path path) throws IOException {
    int names = path.getNameCount();
    for (int i = path.isAbsolute() ? Math.max(1, names) : 1; i <= names; i++) {
      requireToStay(first(path, i));
    }
    return of(Files.isDirectory(path) ? path : folder(path));
  }

  private static Path first(Path path, int names) {
    Path first = path.subpath(0, names);
    return path.isAbsolute() ? Objects.requireNonNull(path.getRoot()).resolve(first) : first;
  }

  private static void requireToStay(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      Path target = OpenedFile.real(path);
      if (!target.startsWith(folder(path).toRealPath())) {
        throw new FileRefusedException(
            Why.LEADS_OUT, "is a link that leads out of its folder, to %s".formatted(target));
      }
    }
  }

  private static Path folder(Path path) {
    return Objects.requireNonNullElse(path.getParent(), Path.of(""));
  }

  /// The folder, as it was named.
  public Path folder() {
    return named;
  }

  /// Opens a file of the folder.
  public OpenedFile open(Path file) throws IOException {
    Path real = inside(file);
    try (Folder folder = walk(Objects.requireNonNull(real.getParent(), "a file has a folder"))) {
      return OpenedFile.open(folder, Objects.requireNonNull(real.getFileName()));
    }
  }

  /// What stands in a folder of the folder, in no order.
  public List<Path> list(Path folder) throws IOException {
    try (Folder open = walk(inside(folder))) {
      return open.names().stream().map(folder::resolve).toList();
    }
  }

  /// Refuses a path that leads out of the folder, or nowhere.
  ///
  /// @throws NoSuchFileException if there is nothing
  public void requireInside(Path path) throws IOException {
    Path _ = inside(path);
  }

  private Path inside(Path path) throws IOException {
    Path real = OpenedFile.real(path);
    if (!real.startsWith(root)) {
      String folder = named.toString().isEmpty() ? "the working folder" : named.toString();
      throw new FileRefusedException(
          Why.LEADS_OUT, "is a link that leads out of %s".formatted(folder));
    }
    return real;
  }

  private Folder walk(Path real) throws IOException {
    Folder open = Folder.open(root);
    for (Path name : root.relativize(real)) {
      if (!name.toString().isEmpty()) {
        try (Folder above = open) {
          open = above.folder(name);
        }
      }
    }
    return open;
  }
}
