package dev.driftline.model.host;

import java.util.Optional;

/// Runs the script as another user than the one that logged in.
///
/// @param method   the program that changes the user
/// @param user     the account to become, usually `root`
/// @param password for [Method#SUDO] only: it answers the one prompt that sudo prints. Without it, sudo must not ask
public record Become(Method method, String user, Optional<Secret> password) {

  /// The program that changes the user.
  public enum Method {
    SUDO,
    DOAS
  }
}
