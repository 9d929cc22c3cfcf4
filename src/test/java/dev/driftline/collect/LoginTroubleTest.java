package dev.driftline.collect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginTroubleTest {

  /// As Debian 12 says it: OpenSSH with PAM and without, sudo, rrsync, git-shell, internal-sftp.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          You are required to change your password immediately (administrator enforced). | the account's password has expired
          WARNING: Your password has expired. | the account's password has expired
          Password change required but no TTY available. | the account's password has expired
          sudo: Account or password is expired, reset your password and try again | the account's password has expired
          Your account has expired; please contact your system administrator. | the account has expired
          sudo: sorry, you must have a tty to run sudo | sudo wants a terminal (requiretty)
          /usr/bin/rrsync: SSH_ORIGINAL_COMMAND does not run rsync | the key or the account is bound to a command on the host, which runs in place of the script
          fatal: unrecognized command '/bin/sh -s' | the key or the account is bound to a command on the host, which runs in place of the script
          This service allows sftp connections only. | the key or the account is bound to a command on the host, which runs in place of the script
          """)
  void knowsTheWords(String said, String words) {
    assertThat(LoginTrouble.of(said)).map(LoginTrouble::words).contains(words);
  }

  @ParameterizedTest
  @CsvSource({
    "sudo: a password is required",
    "sudo: a terminal is required to read the password",
    "This account is currently not available.",
    "Your password will expire in 3 days."
  })
  void takesNothingElseForOne(String said) {
    assertThat(LoginTrouble.of(said)).isEmpty();
  }

  @Test
  void knowsTheWordsAmongOthers() {
    assertThat(LoginTrouble.of("Welcome\nWARNING: Your password has expired.\n")).isPresent();
  }
}
