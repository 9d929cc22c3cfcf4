package dev.driftline.ssh.script;

import dev.driftline.model.host.Become;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// The one command that a host is asked to run. The login shell reads it, whichever that is, so that nothing
/// stands in it but words that mean the same to sh, csh and fish.
///
/// @param line   what is executed
/// @param prompt what sudo is to ask with, where it is given a password
/// @param ready  what the shell says when sudo has let it start; empty if sudo is not given a password
record ExecCommand(String line, String prompt, String ready) {

  private static final Pattern USER = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}\\$?");
  private static final SecureRandom RANDOM = new SecureRandom();

  /// Empty if the user to become has no name that could be one.
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

  /// `-k` with a command neither uses nor leaves a time stamp.
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
