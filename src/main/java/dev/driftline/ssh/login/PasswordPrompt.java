package dev.driftline.ssh.login;

import com.jcraft.jsch.UIKeyboardInteractive;
import com.jcraft.jsch.UserInfo;
import dev.driftline.model.host.Secret;
import dev.driftline.ssh.line.HostText;
import dev.driftline.ssh.line.Phase;
import dev.driftline.ssh.line.SshLine;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Gives the login password to the one prompt for it, once per session. A second prompt does not get it, nor one that
/// asks for something else, such as `sudo password:` or `New password:`.
///
/// JSch's own `setPassword` would answer every prompt that contains `password:`.
final class PasswordPrompt implements UserInfo, UIKeyboardInteractive {

  private static final Pattern LOGIN_PROMPT =
      Pattern.compile(
          "(\\([^()]{1,200}\\) )?(password|password for [^ :]{1,200}|[^ :]{1,200}'s password):?",
          Pattern.CASE_INSENSITIVE);

  private final Secret password;
  private final SshLine line;
  private boolean given;
  private Optional<String> unanswered = Optional.empty();

  PasswordPrompt(Secret password, SshLine line) {
    this.password = password;
    this.line = line;
  }

  /// The prompt that was not answered, if there was one.
  synchronized Optional<String> unanswered() {
    return unanswered;
  }

  /// Whether the host has got the password.
  synchronized boolean given() {
    return given;
  }

  @Override
  public synchronized boolean promptPassword(String message) {
    line.reach(Phase.LOGIN);
    return !given;
  }

  @Override
  public synchronized @Nullable String getPassword() {
    return given ? null : give();
  }

  @Override
  public synchronized String @Nullable [] promptKeyboardInteractive(
      String destination, String name, String instruction, String[] prompts, boolean[] echo) {
    line.reach(Phase.LOGIN);
    if (prompts.length == 0) {
      return prompts;
    }
    if (given || prompts.length > 1 || echo[0] || !isForLogin(prompts[0])) {
      unanswered = Optional.of(HostText.show(prompts[0]));
      return null;
    }
    return new String[] {give()};
  }

  private static boolean isForLogin(String prompt) {
    return LOGIN_PROMPT.matcher(prompt.strip()).matches();
  }

  private String give() {
    given = true;
    byte[] utf8 = password.copy();
    try {
      return new String(utf8, StandardCharsets.UTF_8);
    } finally {
      Arrays.fill(utf8, (byte) 0);
    }
  }

  @Override
  public @Nullable String getPassphrase() {
    return null;
  }

  @Override
  public boolean promptPassphrase(String message) {
    return false;
  }

  @Override
  public boolean promptYesNo(String message) {
    return false;
  }

  @Override
  public void showMessage(String message) {}
}
