package dev.driftline.ssh.login;

import dev.driftline.ssh.key.Passphrases;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Who logs in, and with what, where the inventory does not say.
///
/// @param user        the account on the hosts
/// @param key         the only key offered; if none is named, the agent's keys and the usual ones are
/// @param agent       the socket of ssh-agent, if its keys may be used
/// @param usualKeys   private key files tried where none is named, as far as they exist
/// @param passphrases opens encrypted key files
public record Credentials(
    String user,
    Optional<Path> key,
    Optional<Path> agent,
    List<Path> usualKeys,
    Passphrases passphrases) {

  public Credentials {
    usualKeys = List.copyOf(usualKeys);
  }

  /// The key files of ssh, for the user whose home directory this is.
  public static List<Path> usualKeys(Path home) {
    Path ssh = home.resolve(".ssh");
    return List.of(ssh.resolve("id_ed25519"), ssh.resolve("id_ecdsa"), ssh.resolve("id_rsa"));
  }
}
