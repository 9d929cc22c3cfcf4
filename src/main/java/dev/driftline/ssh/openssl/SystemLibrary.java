package dev.driftline.ssh.openssl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Where the system has its libcrypto: an absolute path in a folder of the distribution, where only root can have put
/// it. A search by name would follow `LD_LIBRARY_PATH`, where an empty part means the working folder.
final class SystemLibrary {

  private static final List<String> NAMES = List.of("libcrypto.so.3", "libcrypto.so.1.1");

  /// For each processor whose calling convention [LibCrypto.NativeFunction] relies on: the folders of Debian
  /// (multiarch), of Red Hat and SUSE, and of Alpine and Arch.
  private static final Map<String, List<String>> FOLDERS =
      Map.of(
          "amd64", folders("x86_64-linux-gnu"),
          "aarch64", folders("aarch64-linux-gnu"));

  /// `S_IWGRP` and `S_IWOTH`.
  private static final int WRITABLE_BY_OTHERS = 0022;

  private SystemLibrary() {}

  private static List<String> folders(String multiarch) {
    return List.of(
        "/usr/lib/" + multiarch, "/lib/" + multiarch, "/usr/lib64", "/lib64", "/usr/lib", "/lib");
  }

  /// Files that exist and that only root can have written, the newest version first. None on other processors or
  /// systems.
  static Stream<Path> candidates() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Stream.empty();
    }
    List<String> folders = FOLDERS.getOrDefault(System.getProperty("os.arch"), List.of());
    return NAMES.stream()
        .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
        .flatMap(file -> trusted(file).stream());
  }

  /// The path with all links followed. Empty if there is no such file, or if somebody else than root owns or may write
  /// to the file or to a folder on its path.
  static Optional<Path> trusted(Path file) {
    try {
      Path real = file.toRealPath();
      for (Path part = real; part != null; part = part.getParent()) {
        if (!isRootsAlone(part)) {
          return Optional.empty();
        }
      }
      return Optional.of(real);
    } catch (IOException | UnsupportedOperationException _) {
      return Optional.empty(); // not there
    }
  }

  private static boolean isRootsAlone(Path part) throws IOException {
    Map<String, Object> attributes = Files.readAttributes(part, "unix:uid,mode");
    return attributes.get("mode") instanceof Integer mode
        && Integer.valueOf(0).equals(attributes.get("uid"))
        && (mode & WRITABLE_BY_OTHERS) == 0;
  }
}
