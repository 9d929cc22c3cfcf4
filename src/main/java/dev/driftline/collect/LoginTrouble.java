package dev.driftline.collect;

import dev.driftline.model.Reason;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A known reason for which a login ended before the script began, told from the words of the host's programs.
///
/// @param words what is wrong: the end of a sentence
/// @param hint  what to do, an imperative sentence
public record LoginTrouble(Reason reason, String words, String hint) {

  private record Known(Pattern said, LoginTrouble trouble) {}

  /// The words of sudo 1.8 and 1.9, of OpenSSH's session.c, of Linux-PAM and shadow, and of programs that keys are
  /// usually bound to.
  private static final List<Known> KNOWN =
      List.of(
          known(
              "you must have a tty to run sudo",
              Reason.PRIVILEGE,
              "sudo wants a terminal (requiretty)",
              "Let the login user run sudo without a terminal: Defaults:USER !requiretty in sudoers."),
          known(
              "password has expired|password is expired|password change required|change your password"
                  + " immediately",
              Reason.AUTH,
              "the account's password has expired",
              "Set a new password for the account on the host, or let it not expire: chage -l USER shows"
                  + " the dates."),
          known(
              "account has expired|account is expired",
              Reason.AUTH,
              "the account has expired",
              "Let the account not expire on the host: chage -l USER shows the dates."),
          known(
              "rrsync|SSH_ORIGINAL_COMMAND|ssh_original_command|git-shell|unrecognized command|rejected by"
                  + " (?:forced command|rule)|forced command|command rejected|allows sftp connections only",
              Reason.AUTH,
              "the key or the account is bound to a command on the host, which runs in place of the script",
              "Use a key without command= in authorized_keys, and an account with an ordinary shell and without"
                  + " ForceCommand in sshd_config."));

  private static Known known(String said, Reason reason, String words, String hint) {
    return new Known(
        Pattern.compile(said, Pattern.CASE_INSENSITIVE), new LoginTrouble(reason, words, hint));
  }

  /// The first known reason of which the words speak; empty if they speak of none.
  ///
  /// @param said what the host's programs said: text of the host
  public static Optional<LoginTrouble> of(String said) {
    return KNOWN.stream()
        .filter(known -> known.said().matcher(said).find())
        .map(Known::trouble)
        .findFirst();
  }
}
