package dev.driftline.ssh.hostile;

import static dev.driftline.ssh.hostile.Case.answers;
import static dev.driftline.ssh.hostile.Case.fails;
import static dev.driftline.ssh.hostile.Play.Stage.LOGIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Servers that do odd things to a login: by key, and by key or password. All at once, beside healthy hosts.
@Timeout(180)
class LoginTest {

  private static final Duration TIME = Duration.ofSeconds(4);
  private static final String TOO_LATE = "login: no login when the time was up";
  private static final String TOO_MUCH = "login: more was sent than any honest server sends";
  private static final String SECRET = "canary-5150";

  @TempDir static Path directory;
  private static HostileRun byKey;
  private static HostileRun byPassword;

  static List<Case> keyCases() {
    return List.of(
        answers("S36", "nobody asks to be let in without a key", Play.honest()),
        answers(
            "S36",
            "a server that lets in before it was asked gets nothing but its own answers",
            Play.at(LOGIN, Peer::letIn)),
        fails(
            "S39",
            "banners of 30 KB without end are left by their size",
            Play.at(
                LOGIN,
                peer ->
                    peer.flood(
                        Message.of(Message.USERAUTH_BANNER)
                            .string("x".repeat(30 << 10))
                            .string("en"))),
            Reason.LIMIT,
            TOO_MUCH),
        fails(
            "S39",
            "banners that drip are left when the time is up",
            Play.at(
                LOGIN,
                peer ->
                    peer.dripMessages(
                        Message.of(Message.USERAUTH_BANNER).string("hello").string("en"))),
            Reason.TIMEOUT,
            TOO_LATE),
        answers(
            "S40",
            "a banner with escapes is shown nowhere",
            Play.honest()
                .before(
                    LOGIN,
                    peer ->
                        peer.send(
                            Message.of(Message.USERAUTH_BANNER)
                                .string("\u001b]0;owned\u0007\u001b[31m")
                                .string("en")))),
        fails(
            "S41",
            "a server that only asks questions is not answered",
            Play.at(LOGIN, refusing("keyboard-interactive", false)),
            Reason.AUTH,
            "login: the host does not let tester in with KEY"),
        fails(
            "S45",
            "a login that is never more than partly done ends",
            Play.at(LOGIN, refusing("publickey", true)),
            Reason.AUTH,
            "login: the host has accepted tester's key KEY, and wants a second step: publickey"),
        fails(
            "S47",
            "a refused key is signed with once",
            Play.at(LOGIN, refusing("publickey", false)),
            Reason.AUTH,
            "login: the host does not let tester in with KEY"),
        fails(
            "S50",
            "a server that does not answer a login is left when the time is up",
            Play.at(
                LOGIN,
                peer -> {
                  peer.hearLogin();
                  peer.silence();
                }),
            Reason.TIMEOUT,
            TOO_LATE),
        fails(
            "S09",
            "a server that hangs up on a login is said to have",
            Play.at(
                LOGIN,
                peer -> {
                  peer.hearLogin();
                  peer.close();
                }),
            Reason.PROTOCOL,
            "login: the host closed the connection"),
        fails(
            "S09",
            "a server that says good-bye to a login is quoted",
            Play.at(
                LOGIN,
                peer -> {
                  peer.hearLogin();
                  peer.send(
                      Message.of(Message.DISCONNECT)
                          .number(2)
                          .string("Too many \u001b[31mfailures")
                          .string(""));
                  peer.close();
                }),
            Reason.AUTH,
            "login: the host ended the connection: Too many \\u{1b}[31mfailures"),
        fails(
            "S71",
            "an unknown message in a login is none",
            Play.at(
                LOGIN,
                peer -> {
                  peer.hearLogin();
                  peer.send(Message.of(192).string("?"));
                  peer.silence();
                }),
            Reason.AUTH,
            "login: the host does not let tester in with KEY"));
  }

  private static Step refusing(String methods, boolean partly) {
    return peer -> {
      while (true) {
        peer.hearLogin();
        peer.refuseLogin(methods, partly);
      }
    };
  }

  static List<Case> passwordCases() {
    return List.of(
        fails(
            "S42",
            "a question for another password is not answered",
            Play.at(LOGIN, asking("root's sudo password: ")),
            Reason.AUTH,
            "login: the host does not let tester in with KEY; not answered: root's sudo password:"),
        fails(
            "S42",
            "two questions at once are not answered",
            Play.at(LOGIN, asking("Password: ", "Password: ")),
            Reason.AUTH,
            "login: the host does not let tester in with KEY; not answered: Password:"),
        fails(
            "S42",
            "the password is given once, to a question for it",
            Play.at(LOGIN, asking("Password: ")),
            Reason.AUTH,
            "login: the host does not let tester in with KEY; not answered: Password:"),
        fails(
            "S44",
            "rounds without a question and without end end",
            Play.at(LOGIN, asking()),
            Reason.LIMIT,
            TOO_MUCH),
        fails(
            "S46",
            "a request for a new password gets none",
            Play.at(
                LOGIN,
                peer -> {
                  while (true) {
                    if (peer.hearLogin().equals("password")) {
                      peer.send(
                          Message.of(Message.USERAUTH_PK_OK).string("New password: ").string(""));
                    } else {
                      peer.refuseLogin("password", false);
                    }
                  }
                }),
            Reason.AUTH,
            "login: the host does not let tester in with KEY; not answered: New Password:"));
  }

  private static Step asking(String... prompts) {
    return peer -> {
      while (true) {
        boolean questions = peer.hearLogin().equals("keyboard-interactive");
        for (int i = 0; questions && (i < 1 || prompts.length == 0); i++) {
          peer.ask(prompts);
        }
        peer.refuseLogin("keyboard-interactive", false);
      }
    };
  }

  @BeforeAll
  static void playAll() throws Exception {
    byKey = new HostileRun(directory, TIME, Duration.ofSeconds(30));
    byKey.play(keyCases(), 8);
    byPassword = new HostileRun(directory, TIME, Duration.ofSeconds(30), Optional.of(SECRET));
    byPassword.play(passwordCases(), 4);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("keyCases")
  void byKeyHolds(Case each) throws Exception {
    byKey.verifyLogin(each);
    List<String> logins = byKey.server(each).logins();
    assertThat(logins).doesNotContain("none", "password", "keyboard-interactive");
    assertThat(logins.stream().filter("publickey signed"::equals).count()).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("passwordCases")
  void byPasswordHolds(Case each) throws Exception {
    byPassword.verifyLogin(each);
    List<String> logins = byPassword.server(each).logins();
    assertThat(logins.stream().filter(login -> login.contains(SECRET)).count())
        .isEqualTo(each.shows().contains("given once") ? 1 : 0);
  }
}
