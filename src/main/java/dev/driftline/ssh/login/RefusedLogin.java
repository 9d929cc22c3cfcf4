package dev.driftline.ssh.login;

import dev.driftline.model.Reason;
import dev.driftline.ssh.key.OfferedKey;
import dev.driftline.ssh.line.HostText;
import dev.driftline.ssh.line.SshException;
import dev.driftline.ssh.line.SshLine;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Says why a host did not let a user in: it took nothing of what was offered, or it took one step of the login and
/// then refused the second, or wants a second step that driftline cannot take.
///
/// @param user    who logs in
/// @param offered the keys, in the order in which they were offered
/// @param prompt  gives the password, if there is one
/// @param heldBack how many keys of ssh-agent were not offered
record RefusedLogin(
    SshLine line,
    String user,
    List<OfferedKey> offered,
    Optional<PasswordPrompt> prompt,
    LoginSteps steps,
    int heldBack) {

  private static final String KEY = "publickey";

  private static final String CHECK_KEY =
      "Check the user and the key in the inventory, and authorized_keys on the host.";

  private static final String NAME_KEY =
      "A server takes only some keys of one login (MaxAuthTries). Name the right one with --key or in the"
          + " inventory: its file, or FILE.pub for a key that only ssh-agent has.";

  /// @param olderRsa whether the server may be one that takes RSA keys only with SHA-1, which this host is not allowed
  SshException failure(boolean olderRsa) {
    return steps.taken().isPresent() ? afterStep(steps.taken().get()) : atOnce(olderRsa);
  }

  private SshException atOnce(boolean olderRsa) {
    String problems =
        offered.stream()
            .map(OfferedKey::problem)
            .filter(problem -> !problem.isEmpty())
            .collect(Collectors.joining("; "));
    return failure(
        "does not let %s in with %s%s%s%s"
            .formatted(
                user,
                credentials(),
                problems.isEmpty() ? "" : "; " + problems,
                unanswered(),
                heldBack == 0
                    ? ""
                    : "; ssh-agent holds %d more, which were not offered".formatted(heldBack)),
        (heldBack == 0 ? CHECK_KEY : NAME_KEY)
            + (olderRsa
                ? " A server before OpenSSH 7.2 takes RSA keys only with user_key_algorithms: +ssh-rsa."
                : ""));
  }

  private SshException afterStep(LoginSteps.Taken step) {
    boolean byKey = step.method().equals(KEY);
    boolean given = prompt.map(PasswordPrompt::given).orElse(false);
    String other = given ? "password" : "first step of the login";
    String accepted = "has accepted %s's %s".formatted(user, byKey ? key() : other);
    if (byKey && given) {
      return failure(
          accepted + ", and refuses the second step: the password" + unanswered(),
          "Check the password of this user in the inventory.");
    }
    if (!byKey && steps.refused(KEY)) {
      return failure(accepted + ", and refuses the second step: " + keys(), CHECK_KEY);
    }
    return failure(
        accepted + ", and wants a second step: " + HostText.show(step.methods()) + unanswered(),
        "Driftline takes two steps, a key and a password, if the inventory names both. A step that a"
            + " person has to take cannot be part of a run: let this user in without it"
            + " (AuthenticationMethods in the host's sshd_config).");
  }

  private SshException failure(String words, String hint) {
    return new SshException(Reason.AUTH, line.where() + ": the host " + words, hint);
  }

  private String unanswered() {
    return prompt
        .flatMap(PasswordPrompt::unanswered)
        .map(words -> "; not answered: " + words)
        .orElse("");
  }

  /// The one that the host took, as far as it is known.
  private String key() {
    return offered.size() == 1 ? "key " + keys() : "key";
  }

  private String keys() {
    return offered.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private String credentials() {
    if (prompt.isEmpty()) {
      return keys();
    }
    return offered.isEmpty() ? "the password" : keys() + " or the password";
  }
}
