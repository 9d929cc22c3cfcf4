package dev.driftline.run;

import dev.driftline.model.CheckResult;
import dev.driftline.model.Explanation;
import dev.driftline.model.Reason;
import dev.driftline.model.Undecided;
import dev.driftline.model.host.Connection;
import java.util.Optional;
import java.util.regex.Pattern;

/// Says what to do where an ordinary user could not look. A host on which the script ran as root, or as whoever
/// `become` names, gets no such advice: there it would not help.
final class PrivilegeHint {

  private static final Optional<String> HINT = Optional.of("Log in as root, or use --become.");

  /// How the kernel, the tools of hosts and our probes say that the rights to look were missing.
  private static final Pattern LACKING =
      Pattern.compile(
          "Permission denied|Operation not permitted|may not be read|not allowed to"
              + "|hides the processes of other users|a process that could not be seen");

  private PrivilegeHint() {}

  /// The result, with the advice if it is about what the login user may not see.
  static CheckResult added(CheckResult result, Connection connection) {
    return isOrdinary(connection) ? added(result) : result;
  }

  private static boolean isOrdinary(Connection connection) {
    String user =
        connection.method() == Connection.Method.LOCAL || connection.login().user().isEmpty()
            ? System.getProperty("user.name")
            : connection.login().user();
    return connection.become().isEmpty() && !user.equals("root");
  }

  private static CheckResult added(CheckResult result) {
    Undecided undecided = result.undecided();
    return result.with(
        result.explanation().map(PrivilegeHint::added),
        new Undecided(
            undecided.incomplete(),
            undecided.rows().stream().map(PrivilegeHint::added).toList(),
            undecided.more()));
  }

  private static Explanation added(Explanation said) {
    boolean lacking =
        said.code().equals(Reason.PRIVILEGE.word()) || LACKING.matcher(said.sentence()).find();
    return lacking && said.hint().isEmpty() && !said.sentence().contains("--become")
        ? new Explanation(said.code(), said.sentence(), HINT)
        : said;
  }

  private static Undecided.Entry added(Undecided.Entry row) {
    return row.hint().isEmpty() && LACKING.matcher(row.reason()).find() ? row.withHint(HINT) : row;
  }
}
