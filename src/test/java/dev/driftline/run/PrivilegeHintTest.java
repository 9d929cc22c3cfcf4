package dev.driftline.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.CheckInfo;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Explanation;
import dev.driftline.model.Severity;
import dev.driftline.model.Undecided;
import dev.driftline.model.Verdict;
import dev.driftline.model.host.Become;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Login;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrivilegeHintTest {

  private static final Optional<String> HINT = Optional.of("Log in as root, or use --become.");

  private static final Optional<Become> SUDO =
      Optional.of(new Become(Become.Method.SUDO, "root", Optional.empty()));

  private static final CheckInfo CHECK =
      new CheckInfo("stdio", "std-fds-safe", "0, 1 and 2 are open", Severity.MAJOR, "", "");

  private static final Explanation DENIED =
      new Explanation("unread", "2 of 3 rows could not be judged: kind: Permission denied");

  private static Connection login(String user, Optional<Become> become) {
    return new Connection(
        Connection.Method.SSH,
        "10.0.0.7",
        22,
        new Login(user, Optional.empty(), Optional.empty()),
        become,
        List.of(),
        List.of());
  }

  private static CheckResult added(Explanation why, Connection connection) {
    Undecided.Entry row =
        new Undecided.Entry(
            "key", "named fd 2", Optional.empty(), "kind: Permission denied", Optional.empty());
    CheckResult result =
        new CheckResult(
            CHECK,
            "app1",
            Verdict.UNKNOWN,
            0,
            Optional.of(why),
            List.of(),
            0,
            new Undecided(false, List.of(row), 0));
    return PrivilegeHint.added(result, connection);
  }

  @Test
  void anOrdinaryUserIsToldToBecomeRoot() {
    CheckResult result = added(DENIED, login("admin", Optional.empty()));

    assertThat(result.explanation().orElseThrow())
        .isEqualTo(new Explanation(DENIED.code(), DENIED.sentence(), HINT));
    assertThat(result.undecided().rows().getFirst().hint()).isEqualTo(HINT);
    Explanation privilege = new Explanation("privilege", "privilege: not allowed to run rndc");
    assertThat(added(privilege, login("admin", Optional.empty())).explanation())
        .contains(new Explanation(privilege.code(), privilege.sentence(), HINT));
  }

  @Test
  void whoeverIsRootAlreadyOrBecameAnotherUserIsNot() {
    for (Connection connection :
        List.of(login("root", Optional.empty()), login("admin", SUDO), login("root", SUDO))) {
      CheckResult result = added(DENIED, connection);

      assertThat(result.explanation()).contains(DENIED);
      assertThat(result.undecided().rows().getFirst().hint()).isEmpty();
    }
  }

  @Test
  void anotherReasonAndAnotherHintStayAsTheyAre() {
    Explanation other = new Explanation("timeout", "timeout: no answer within 60 s");
    Explanation hinted =
        new Explanation("unread", "x: Permission denied", Optional.of("Ask the owner."));
    Connection admin = login("admin", Optional.empty());

    assertThat(added(other, admin).explanation()).contains(other);
    assertThat(added(hinted, admin).explanation()).contains(hinted);
  }
}
