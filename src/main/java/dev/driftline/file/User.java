package dev.driftline.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;

/// Whose word counts for a file of this machine: this user's and root's.
final class User {

  private static final int ROOT = 0;

  private User() {}

  /// Whether a file belongs to this user or to root. A link is not followed.
  static boolean mayBeTrustedWith(Path file) throws IOException {
    int owner = uid(file);
    return owner == ROOT || owner == uid(Path.of("/proc/self/"));
  }

  private static int uid(Path file) throws IOException {
    Object uid = Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    return (int) Objects.requireNonNull(uid);
  }
}
