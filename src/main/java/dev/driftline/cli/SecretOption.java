package dev.driftline.cli;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// Options that take a password in other programs. Driftline has none: every user of a machine can read the command
/// lines of its processes.
final class SecretOption {

  private static final Pattern FORM =
      Pattern.compile(
          "-k|-K|--(ask-|ssh-|become-|sudo-|connection-|key-)*(pass|password|passphrase|secret)(=.*)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private SecretOption() {}

  /// A hint if one of the `arguments` is such an option. It does not repeat the value.
  static Optional<String> among(String[] arguments) {
    return Arrays.stream(arguments)
        .filter(argument -> FORM.matcher(argument).matches())
        .map(argument -> argument.split("=", 2)[0])
        .findFirst()
        .map(
            """
            a password is never an option (%s): everybody on this machine could read it.
            Passwords stand in files with mode 0600: in the inventory, password_file and become_password_file\
             name them, and --passphrase-file FILE that of an encrypted key.\
            """
                ::formatted);
  }
}
