package dev.driftline.inventory.connection;

import dev.driftline.model.host.Secret;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode.Scalar;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Key and password files on this machine that the inventory names. Each is checked and read once, or not at all.
final class LocalFiles {

  private static final int MAX_PASSWORD_BYTES = 4096;
  private final Optional<SecretFolders> folders;
  private final Map<Path, Optional<String>> faults = new HashMap<>();
  private final Map<Path, Secret> passwords = new HashMap<>();
  private final Map<String, Boolean> open = new HashMap<>();

  LocalFiles(SecretFolders folders) {
    this(Optional.of(folders));
  }

  private LocalFiles(Optional<SecretFolders> folders) {
    this.folders = folders;
  }

  /// Only the names of files count: each key is taken as it is named, and there are no passwords.
  static LocalFiles notLookedAt() {
    return new LocalFiles(Optional.empty());
  }

  /// A path with `~` replaced. A relative path is relative to the working folder, as for ssh.
  static Optional<Path> path(String text, SourceLocation at, Settings settings) {
    String home = System.getProperty("user.home", "/");
    try {
      if (text.isEmpty() || text.contains("%") || text.contains("${")) {
        settings.error(
            at, "\"%s\" is not a path".formatted(text), "write it out; only ~/ is replaced");
        return Optional.empty();
      }
      if (text.equals("~") || text.startsWith("~/")) {
        return Optional.of(Path.of(home + text.substring(1)));
      }
      if (text.startsWith("~")) {
        settings.error(
            at, "\"%s\" is in another user's home".formatted(text), "write the path out");
        return Optional.empty();
      }
      return Optional.of(Path.of(text));
    } catch (InvalidPathException _) {
      settings.error(at, "\"%s\" is not a path".formatted(text), "write it out");
      return Optional.empty();
    }
  }

  /// A private key that no other user can read or write.
  Optional<Path> key(String text, SourceLocation at, Settings settings) {
    return path(text, at, settings)
        .filter(path -> folders.isEmpty() || isPrivate(path, at, settings));
  }

  /// The password in a file, without its line end.
  Optional<Secret> password(Scalar written, Settings settings) {
    Optional<Path> path = path(written.text(), written.at(), settings);
    if (path.isEmpty() || folders.isEmpty()) {
      return Optional.empty();
    }
    Secret known = passwords.get(path.get());
    return known != null
        ? Optional.of(known)
        : readPassword(path.get(), folders.get(), written.at(), settings);
  }

  private Optional<Secret> readPassword(
      Path path, SecretFolders from, SourceLocation at, Settings settings) {
    try {
      // where the file really is counts, not where a link to it is
      Optional<Path> real = from.find(path);
      if (real.isEmpty()) {
        settings.error(
            at,
            "password file %s is in none of the folders from which an inventory may take passwords"
                .formatted(path),
            "move it to %s; or name its folder with --secrets-from".formatted(from.words()));
        return Optional.empty();
      }
      ByteBuffer bytes = ByteBuffer.wrap(PrivateFile.read(real.get(), MAX_PASSWORD_BYTES));
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      // editors put a newline at the end
      String password = text.replaceFirst("\\r?\\n\\z", "");
      if (password.isEmpty() || password.chars().anyMatch(c -> c == '\n' || c == 0)) {
        settings.error(
            at,
            "password file %s does not hold exactly one line".formatted(path),
            "it must hold the password and nothing else");
        return Optional.empty();
      }
      Secret secret = new Secret(password);
      passwords.put(path, secret);
      return Optional.of(secret);
    } catch (CharacterCodingException _) {
      settings.error(at, "password file %s is not UTF-8".formatted(path), "save it as UTF-8");
    } catch (IOException e) {
      settings.error(
          at,
          "password file %s %s".formatted(path, PrivateFile.phrase(e)),
          "it must hold the password and nothing else, and be yours, with mode 0600");
    }
    return Optional.empty();
  }

  /// Warns if other users can read a file with a password in it; once per file.
  void warnIfOpen(SourceLocation at, Settings settings) {
    boolean readable = open.computeIfAbsent(at.file(), file -> isOpen(Path.of(file)));
    if (readable) {
      settings.warning(
          at,
          "a password stands in a file that others can read",
          "chmod 600 %s, or use password_file".formatted(at.file()));
    }
  }

  private static boolean isOpen(Path file) {
    try {
      Set<PosixFilePermission> modes = Files.getPosixFilePermissions(file);
      return modes.contains(PosixFilePermission.GROUP_READ)
          || modes.contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException _) {
      return true; // what cannot be told is not called private
    }
  }

  private boolean isPrivate(Path key, SourceLocation at, Settings settings) {
    Optional<String> fault = faults.computeIfAbsent(key, PrivateFile::faultOfKey);
    fault.ifPresent(text ->
        settings.error(
            at, "key file %s %s".formatted(key, text), "it must be yours, with mode 0600"));
    return fault.isEmpty();
  }
}
