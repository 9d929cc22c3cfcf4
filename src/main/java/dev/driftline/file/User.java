package dev.driftline.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;

/// Whose word counts for a file of this machine: this user's and root's.
final class User {

  private static final int ROOT = 0;

  /// A link of root's to a folder of this user's.
  private static final Path SELF = Path.of("/proc/self");

  private User() {}

  /// Whether a file belongs to this user or to root. A link is not followed.
  static boolean mayBeTrustedWith(Path file) throws IOException {
    int owner = uid(file, LinkOption.NOFOLLOW_LINKS);
    return owner == ROOT || owner == uid(SELF);
  }

  private static int uid(Path file, LinkOption... links) throws IOException {
    return (int) Objects.requireNonNull(Files.getAttribute(file, "unix:uid", links));
  }
}
