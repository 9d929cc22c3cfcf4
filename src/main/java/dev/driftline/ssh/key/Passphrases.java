package dev.driftline.ssh.key;

import dev.driftline.model.host.Secret;
import java.nio.file.Path;
import java.util.Optional;

/// Asks for the passphrase of a private key file: on the terminal, or from a file that only its owner can
/// read. Asked at most once for each key file of a run.
@FunctionalInterface
public interface Passphrases {

  /// Empty if nobody can be asked.
  Optional<Secret> ask(Path key);

  /// Where nobody can be asked.
  static Passphrases none() {
    return _ -> Optional.empty();
  }
}
