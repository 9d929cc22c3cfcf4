package dev.driftline.file;

import dev.driftline.file.FileRefusedException.Why;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// The files below one folder. Links in it are followed as long as they stay in the folder. Otherwise anybody who may
/// change the folder could make this program read, and show, a file that only its user may read. For example, a link
/// `host_vars/db1.yml` to `/root/.my.cnf` is refused.
///
/// A path is resolved first, to a path without links. Then each part of that path is opened inside of the folder before
/// it (openat(2)), and no link is followed. So a link that takes the place of a file in between is refused, too.
public final class FileTree {

  private final Path named;
  private final Path root;

  private FileTree(Path named, Path root) {
    this.named = named;
    this.root = root;
  }

  /// The files below `folder`.
  public static FileTree of(Path folder) throws IOException {
    return new FileTree(folder, folder.toRealPath());
  }

  /// The files that may be read for a path of the command line: below the folder that it names, or beside the file that
  /// it names.
  ///
  /// Links in a relative path, and a link at the end of an absolute path, must stay in their folder. Otherwise a
  /// repository could choose by a link which outside file is read.
  public static FileTree named(Path path) throws IOException {
    // a relative path: each part of it; an absolute path: the last part only
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

  /// Refuses a link that leads out of its own folder.
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

  /// Opens a file below the folder.
  ///
  /// @throws FileRefusedException if it is outside, or not a regular file
  public OpenedFile open(Path file) throws IOException {
    Path real = inside(file);
    try (Folder folder = walk(Objects.requireNonNull(real.getParent(), "a file has a folder"))) {
      return OpenedFile.open(folder, Objects.requireNonNull(real.getFileName()));
    }
  }

  /// The files and folders in a folder, in no order.
  public List<Path> list(Path folder) throws IOException {
    try (Folder open = walk(inside(folder))) {
      return open.names().stream().map(folder::resolve).toList();
    }
  }

  /// Refuses a path that leads out of the folder, or that does not exist.
  ///
  /// @throws NoSuchFileException if it does not exist
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

  /// Opens a folder below the root, one part of its path after the other. Each part is closed when the next one is
  /// open.
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
