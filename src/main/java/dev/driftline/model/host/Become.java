package dev.driftline.model.host;

import java.util.Optional;

/// Asks the questions as another user than the one who logged in.
///
/// @param method   the program that changes the user
/// @param user     the account to become, usually `root`
/// @param password for [Method#SUDO] only: answers the one prompt sudo prints; without it sudo must not ask
public record Become(Method method, String user, Optional<Secret> password) {

  /// The program that changes the user.
  public enum Method {
    SUDO,
    DOAS
  }
}
