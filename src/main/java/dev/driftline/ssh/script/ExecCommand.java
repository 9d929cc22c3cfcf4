package dev.driftline.ssh.script;

import dev.driftline.model.host.Become;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// The command of SSH's exec request. The user's login shell reads it. So it has only words that mean the same in sh,
/// csh and fish.
///
/// @param line   the command
/// @param prompt the prompt with which sudo asks for a password; empty if there is none to give
/// @param ready  the line that the shell prints when sudo has started it; empty if there is no password to give
record ExecCommand(String line, String prompt, String ready) {

  private static final Pattern USER = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}\\$?");
  private static final SecureRandom RANDOM = new SecureRandom();

  /// Empty if the name of the user to become is not a possible user name.
  static Optional<ExecCommand> of(Optional<Become> become) {
    if (become.isEmpty()) {
      return Optional.of(plain("/bin/sh -s"));
    }
    Become as = become.get();
    if (!USER.matcher(as.user()).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (as.method()) {
          case SUDO ->
              as.password().isPresent()
                  ? withPassword(as.user())
                  : plain("sudo -n -u " + as.user() + " -- /bin/sh -s");
          case DOAS -> plain("doas -n -u " + as.user() + " /bin/sh -s");
        });
  }

  boolean asks() {
    return !ready.isEmpty();
  }

  private static ExecCommand plain(String line) {
    return new ExecCommand(line, "", "");
  }

  /// `-k` with a command makes sudo ask in any case, and leaves no time stamp that would spare the next question.
  private static ExecCommand withPassword(String user) {
    String prompt = "password" + random();
    String ready = "ready" + random();
    String line =
        "sudo -k -S -p %s -u %s -- /bin/sh -c 'echo %s; exec /bin/sh -s'"
            .formatted(prompt, user, ready);
    return new ExecCommand(line, prompt, ready);
  }

  private static String random() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
