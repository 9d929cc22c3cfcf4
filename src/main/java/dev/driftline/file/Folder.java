package dev.driftline.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// An open folder. Each name is looked up in this very folder, even if another folder takes its place (openat(2)). No
/// method follows a link. Not for several threads.
final class Folder implements AutoCloseable {

  private final SecureDirectoryStream<Path> stream;

  private Folder(SecureDirectoryStream<Path> stream) {
    this.stream = stream;
  }

  /// @param real an absolute path without links
  @SuppressWarnings("StreamResourceLeak") // the folder holds it
  static Folder open(Path real) throws IOException {
    if (!Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
      throw new NotDirectoryException(real.toString()); // a pipe would be waited for
    }
    // opening follows links, so the opened folder must be the one at the path
    Folder folder = held(Files.newDirectoryStream(real));
    boolean there = false;
    try {
      there = folder.isAt(real);
    } finally {
      if (!there) {
        folder.close();
      }
    }
    if (!there) {
      throw FileRefusedException.replaced();
    }
    return folder;
  }

  /// Whether this folder is at the path, without a link on the way. Like getcwd(3), it looks upwards from the open
  /// folder: `..` must know this folder by its last name, `../..` must know `..` by the name before, and so on to the
  /// root. A link that was put in place of a folder leads down, but not up.
  boolean isAt(Path real) throws IOException {
    Path here = Path.of(".");
    Path above = Path.of("..");
    for (int i = real.getNameCount() - 1; i >= 0; i--) {
      // device and inode of the name in the folder above, and of the folder itself
      Object named = attributes(above.resolve(real.getName(i))).fileKey();
      if (!Objects.equals(named, attributes(here).fileKey())) {
        return false;
      }
      here = above;
      above = above.resolve("..");
    }
    // the root is its own parent
    return Objects.equals(attributes(above).fileKey(), attributes(here).fileKey());
  }

  /// Opens a folder in this one.
  Folder folder(Path name) throws IOException {
    if (!attributes(name).isDirectory()) {
      throw new NotDirectoryException(name.toString());
    }
    return held(stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
  }

  private static Folder held(DirectoryStream<Path> opened) throws IOException {
    if (opened instanceof SecureDirectoryStream<Path> secure) {
      return new Folder(secure);
    }
    opened.close();
    throw new IOException("this system cannot hold a folder open");
  }

  /// The attributes of a file in this folder. For a link, those of the link itself.
  PosixFileAttributes attributes(Path name) throws IOException {
    return stream
        .getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  /// The names in this folder, in no order. Can be called once.
  List<Path> names() throws IOException {
    try {
      List<Path> names = new ArrayList<>();
      stream.forEach(entry -> names.add(Objects.requireNonNull(entry.getFileName())));
      return names;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  FileChannel open(Path name, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Set<OpenOption> withoutLinks = new HashSet<>(options);
    withoutLinks.add(LinkOption.NOFOLLOW_LINKS);
    return (FileChannel) stream.newByteChannel(name, withoutLinks, attributes);
  }

  /// Renames a file in this folder. If another file has the new name, it is replaced.
  void rename(Path from, Path to) throws IOException {
    stream.move(from, stream, to);
  }

  void delete(Path name) throws IOException {
    stream.deleteFile(name);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
