package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.LocalRun;
import dev.driftline.model.Reason;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Row;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Commands that name a user. Needs root, and what [CommandOnRealShellsTest] needs.
@Tag("host")
@Timeout(120)
class CommandAsAnotherUserTest {

  @Test
  void runsAsAnotherUserWithThatUsersHomeAndGroups() {
    for (LocalRun shell : CommandOnRealShellsTest.shells().subList(0, 4)) {
      Row row =
          CommandOnRealShellsTest.row(
              shell,
              "id -un; id -Gn; echo $HOME $USER $LOGNAME; echo \"it's\" >&2; exit 3",
              Map.of("user", "daemon"));

      assertThat(row.text("stdout")).contains("daemon\ndaemon\n/usr/sbin daemon daemon");
      assertThat(row.text("stderr")).contains("it's");
      assertThat(row.text("exit")).contains("3");
    }
  }

  /// Its shell is /usr/sbin/nologin.
  @Test
  void runsAsAUserThatMayNotLogIn() {
    assertThat(
            CommandOnRealShellsTest.row(
                    LocalRun.in("dash", "-s"), "id -un", Map.of("user", "nobody"))
                .text("stdout"))
        .contains("nobody");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nobody-there", "no.such", "1nobody", "x; id", "'", "$(id)", "a b", "-G", ""})
  void anAccountThatIsNotThereIsUnknown(String account) {
    Answer answer =
        CommandOnRealShellsTest.ask(LocalRun.in("dash", "-s"), "id -un", Map.of("user", account));

    if (account.isEmpty()) {
      assertThat(((Answer.Observed) answer).rows().getFirst().text("stdout")).contains("root");
    } else {
      assertThat(answer)
          .isEqualTo(new Answer.Unknown(Reason.UNSUPPORTED, "there is no account " + account, ""));
    }
  }

  @Test
  void onlyRootCanRunItAsAnotherUser() {
    LocalRun nobody =
        LocalRun.in("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "/bin/sh", "-s");

    assertThat(CommandOnRealShellsTest.ask(nobody, "id", Map.of("user", "daemon")))
        .isEqualTo(
            new Answer.Unknown(
                Reason.PRIVILEGE,
                "only root can run it as daemon: log in as root, or use --become",
                ""));
  }
}
