package dev.driftline.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;

/// Says whom this program trusts with a file: this user and root.
final class User {

  private static final int ROOT = 0;

  /// `/proc/self` leads to a folder that belongs to this user.
  private static final Path SELF = Path.of("/proc/self");

  private User() {}

  /// Whether a file belongs to this user or root. A link is not followed: it is the link that must belong to them.
  static boolean mayBeTrustedWith(Path file) throws IOException {
    int owner = uid(file, LinkOption.NOFOLLOW_LINKS);
    return owner == ROOT || owner == uid(SELF);
  }

  private static int uid(Path file, LinkOption... links) throws IOException {
    return (int) Objects.requireNonNull(Files.getAttribute(file, "unix:uid", links));
  }
}
