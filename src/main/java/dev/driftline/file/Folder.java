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
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A folder that is held open, so that every name is looked up in this folder and in no other that takes its place
/// (`openat(2)`). No method follows a link. Not for several threads.
final class Folder implements AutoCloseable {

  private final SecureDirectoryStream<Path> stream;

  private Folder(SecureDirectoryStream<Path> stream) {
    this.stream = stream;
  }

  /// @param real a path without links
  @SuppressWarnings("StreamResourceLeak") // the folder holds it
  static Folder open(Path real) throws IOException {
    BasicFileAttributes before =
        Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!before.isDirectory()) {
      throw new NotDirectoryException(real.toString()); // a pipe would be waited for
    }
    Folder folder = held(Files.newDirectoryStream(real));
    return folder.identified(before.fileKey());
  }

  /// A folder in this one.
  Folder folder(Path name) throws IOException {
    BasicFileAttributes before = attributes(name);
    if (!before.isDirectory()) {
      throw new NotDirectoryException(name.toString());
    }
    Folder folder = held(stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
    return folder.identified(before.fileKey());
  }

  private static Folder held(DirectoryStream<Path> opened) throws IOException {
    if (opened instanceof SecureDirectoryStream<Path> secure) {
      return new Folder(secure);
    }
    opened.close();
    throw new IOException("this system cannot hold a folder open");
  }

  private Folder identified(Object key) throws IOException {
    if (!Objects.equals(key, key())) {
      close();
      throw FileRefusedException.replaced();
    }
    return this;
  }

  /// What tells this folder from all others.
  Object key() throws IOException {
    return stream.getFileAttributeView(BasicFileAttributeView.class).readAttributes().fileKey();
  }

  /// Of a file in this folder, or of a link itself.
  PosixFileAttributes attributes(Path name) throws IOException {
    return stream
        .getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  /// The names in it, in no order. Can be asked for once.
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

  /// Gives a file another name in this folder, in place of any file that has it.
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
