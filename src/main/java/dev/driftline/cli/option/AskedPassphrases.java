package dev.driftline.cli.option;

import dev.driftline.inventory.connection.PrivateFile;
import dev.driftline.model.host.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Gets the passphrase of a key file from a file that only its owner can read, or from the person at the terminal.
public final class AskedPassphrases {

  /// The longest passphrase file, in bytes.
  private static final int LONGEST = 65_536;

  private final Optional<Path> file;

  public AskedPassphrases(Optional<Path> file) {
    this.file = file;
  }

  /// The passphrase of this key file; empty if there is neither a file nor a terminal to ask at.
  ///
  /// @throws UncheckedIOException if the file can no longer be read
  public Optional<Secret> ask(Path key) {
    return file.isPresent() ? Optional.of(read(file.get())) : prompt(key);
  }

  /// Checks that the file may be used, before any host is reached.
  ///
  /// @throws IOException if it cannot be read, or is not the user's alone; the message says which
  public void check() throws IOException {
    if (file.isPresent()) {
      Arrays.fill(bytes(file.get()), (byte) 0);
    }
  }

  private static Secret read(Path file) {
    try {
      String text = new String(bytes(file), StandardCharsets.UTF_8);
      return new Secret(text.lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the passphrase file", e);
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try {
      return PrivateFile.read(file, LONGEST);
    } catch (IOException e) {
      throw new IOException(
          "the passphrase file %s %s: it must be yours, with mode 0600"
              .formatted(file, PrivateFile.phrase(e)),
          e);
    }
  }

  @SuppressWarnings("SystemConsoleNull") // the JDK's own contract still allows it
  private static Optional<Secret> prompt(Path key) {
    java.io.Console terminal = System.console();
    if (terminal == null || !terminal.isTerminal()) {
      return Optional.empty();
    }
    char[] typed = terminal.readPassword("passphrase for %s: ", key);
    if (typed == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Secret(new String(typed)));
    } finally {
      Arrays.fill(typed, ' ');
    }
  }
}
