package dev.driftline.ssh.hostile;

import static dev.driftline.ssh.hostile.Case.answers;
import static dev.driftline.ssh.hostile.Case.fails;
import static dev.driftline.ssh.hostile.Case.says;
import static dev.driftline.ssh.hostile.Play.Stage.ANSWER;
import static dev.driftline.ssh.hostile.Play.Stage.CHANNEL;
import static dev.driftline.ssh.hostile.Play.Stage.COMMAND;
import static dev.driftline.ssh.hostile.Play.Stage.END;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Servers that let in and then do what no honest host does, to the channel and to the answers. All at once, beside
/// healthy hosts.
@Timeout(180)
class SessionTest {

  private static final String NOT_DONE = "not done when the time was up";
  private static final String BROKE_RULES = "script: the other side broke the rules of SSH";
  private static final String LOST = "script: the connection was lost before the script had ended";
  private static final String LEFT =
      "script: the host ended the session before the script had ended";
  private static final String ENOUGH = "the host said more than 4194304 bytes";
  private static final String TOO_MUCH = "script: more was sent than any honest server sends";

  private static final byte[] THREE = {'a', 'b', 'c'};

  @TempDir static Path directory;
  private static HostileRun run;

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    cases.addAll(channels());
    cases.addAll(output());
    cases.addAll(endings());
    cases.addAll(rest());
    return cases;
  }

  private static List<Case> channels() {
    List<Case> cases = new ArrayList<>();
    cases.add(
        fails(
            "S50",
            "a server that opens no channel is left when the time is up",
            Play.at(CHANNEL, Peer::silence),
            Reason.TIMEOUT,
            "exec: " + NOT_DONE));
    cases.add(
        fails(
            "S50",
            "a server that answers no command is left when the time is up",
            Play.at(COMMAND, Peer::silence),
            Reason.TIMEOUT,
            "script: " + NOT_DONE));
    cases.add(
        fails(
            "S51",
            "a refused channel is told",
            Play.at(
                CHANNEL,
                peer -> {
                  peer.hearChannel();
                  peer.send(
                      peer.toChannel(Message.CHANNEL_OPEN_FAILURE)
                          .number(4)
                          .string("no more sessions")
                          .string(""));
                  peer.silence();
                }),
            Reason.UNSUPPORTED,
            "exec: the host opened no session"));
    cases.add(
        fails(
            "S52",
            "a refused command is told",
            Play.at(
                COMMAND,
                peer -> {
                  peer.await(Message.CHANNEL_REQUEST);
                  peer.send(peer.toChannel(Message.CHANNEL_FAILURE));
                  peer.silence();
                }),
            Reason.UNSUPPORTED,
            "script: the host does not run commands for this user"));
    for (long size : new long[] {0, 1, 110, 256L << 20, Integer.MAX_VALUE, 0xffffffffL}) {
      cases.add(
          fails(
              "S54",
              "packets of %d bytes are refused".formatted(size),
              Play.at(
                  CHANNEL,
                  peer -> {
                    peer.hearChannel();
                    peer.confirmChannel(1 << 20, size);
                    peer.silence();
                  }),
              Reason.PROTOCOL,
              "exec: the host wants packets of %d bytes".formatted((int) size)));
    }
    cases.add(
        fails(
            "S55",
            "a window that stays shut is left when the time is up",
            Play.at(
                CHANNEL,
                peer -> {
                  peer.hearChannel();
                  peer.confirmChannel(0, 1 << 15);
                  peer.acceptCommand();
                  peer.silence();
                }),
            Reason.TIMEOUT,
            "script: " + NOT_DONE));
    return cases;
  }

  /// Answers the first question, then does something.
  private static Play afterFirst(Step step) {
    return Play.at(
        ANSWER,
        peer -> {
          peer.mark(0);
          Play.answerFirst(peer);
          step.play(peer);
        });
  }

  private static List<Case> output() {
    String much = "y\n".repeat(10_000);
    return List.of(
        says(
            "S56",
            "stdout without end is cut",
            afterFirst(peer -> {
              while (true) {
                peer.stdout(much);
              }
            }),
            Reason.LIMIT,
            ENOUGH),
        says(
            "S57",
            "stderr without end is cut",
            afterFirst(peer -> {
              while (true) {
                peer.stderr(much);
              }
            }),
            Reason.LIMIT,
            ENOUGH),
        says(
            "S59",
            "200 MB in spite of the window is cut, said before any mark",
            Play.at(
                ANSWER,
                peer -> {
                  for (int i = 0; i < 10_000; i++) {
                    peer.stdout(much);
                  }
                  peer.silence();
                }),
            Reason.LIMIT,
            ENOUGH),
        fails(
            "S59",
            "output that claims 2 GB and brings 3 bytes is not believed",
            afterFirst(peer -> {
              peer.send(peer.toChannel(Message.CHANNEL_DATA).number(Integer.MAX_VALUE).raw(THREE));
              peer.silence();
            }),
            Reason.TRUNCATED,
            LEFT),
        fails(
            "S59",
            "errors that claim 2 GB and bring 3 bytes are not believed",
            afterFirst(peer -> {
              peer.send(
                  peer.toChannel(Message.CHANNEL_EXTENDED_DATA)
                      .number(1)
                      .number(Integer.MAX_VALUE)
                      .raw(THREE));
              peer.silence();
            }),
            Reason.PROTOCOL,
            BROKE_RULES),
        fails(
            "S70",
            "global requests without end are left by their size",
            afterFirst(peer ->
                peer.flood(
                    Message.of(Message.GLOBAL_REQUEST)
                        .string("hostkeys-00@openssh.com")
                        .flag(false)
                        .string("x".repeat(20_000)))),
            Reason.LIMIT,
            TOO_MUCH),
        fails(
            "S66",
            "extended data of an unknown kind is not taken for stderr",
            afterFirst(peer -> {
              peer.extended(77, "not stderr");
              Play.answerSecond(peer);
              peer.silence();
            }),
            Reason.PROTOCOL,
            BROKE_RULES));
  }

  private static List<Case> endings() {
    List<Case> cases = new ArrayList<>();
    cases.add(
        fails(
            "S60",
            "an end without an exit status is no end of the script",
            afterFirst(peer -> {
              peer.stdout("mysql 5.1");
              peer.endOfFile();
              peer.closeChannel();
              peer.silence();
            }),
            Reason.TRUNCATED,
            LEFT));
    for (long status : new long[] {0xffffffffL, 256, 0}) {
      cases.add(
          says(
              "S61",
              "the exit status %d makes no answer whole".formatted(status),
              afterFirst(peer -> {
                peer.exitStatus(status);
                peer.exitStatus(0);
                peer.endOfFile();
                peer.closeChannel();
                peer.silence();
              }),
              Reason.TRUNCATED,
              "the script ended in section 2 of 2 (second)"));
    }
    for (String signal : List.of("KILL", "SEGV", "\u001b[31m")) {
      cases.add(
          fails(
              "S62",
              "the signal %s is told".formatted(signal.replace("\u001b", "ESC")),
              afterFirst(peer -> {
                peer.exitSignal(signal);
                peer.closeChannel();
                peer.silence();
              }),
              Reason.TRUNCATED,
              "script: the shell was ended by signal " + signal.replace("\u001b", "\\u{1b}")));
    }
    cases.add(
        fails(
            "S64",
            "a cut connection after a plausible answer is no answer",
            afterFirst(peer -> {
              peer.stdout("mysql 5.1");
              peer.close();
            }),
            Reason.TRUNCATED,
            LOST));
    cases.add(
        fails(
            "S64",
            "a reset after a plausible answer is no answer",
            afterFirst(peer -> {
              peer.stdout("mysql 5.1");
              peer.reset();
            }),
            Reason.TRUNCATED,
            LOST));
    cases.add(
        fails(
            "S64",
            "a good-bye after a plausible answer is no answer",
            afterFirst(peer -> {
              peer.stdout("mysql 5.1");
              peer.send(Message.of(Message.DISCONNECT).number(11).string("going down").string(""));
              peer.close();
            }),
            Reason.TRUNCATED,
            "script: the host ended the connection: going down"));
    cases.add(
        answers(
            "S65",
            "stderr after the end of stdout is kept",
            afterFirst(peer -> {
              peer.stdout("out2" + peer.markText(2));
              peer.endOfFile();
              peer.stderr("err2" + peer.markText(2));
            })));
    cases.add(
        fails(
            "S65",
            "what comes after the channel was closed is not taken",
            afterFirst(peer -> {
              peer.closeChannel();
              Play.answerSecond(peer);
              peer.silence();
            }),
            Reason.TRUNCATED,
            LEFT));
    cases.add(
        answers(
            "S67",
            "a channel closed without an end of its streams has answered",
            Play.at(
                END,
                peer -> {
                  peer.closeChannel();
                  peer.silence();
                })));
    cases.add(
        answers("S67", "a channel that never closes has answered", Play.at(END, Peer::silence)));
    cases.add(
        fails(
            "S67",
            "an end of the streams in the middle is left when the time is up",
            afterFirst(peer -> {
              peer.endOfFile();
              peer.silence();
            }),
            Reason.TIMEOUT,
            "script: " + NOT_DONE));
    return cases;
  }

  private static List<Case> rest() {
    List<Case> cases = new ArrayList<>();
    for (String kind : List.of("x11", "auth-agent@openssh.com", "session", "direct-tcpip")) {
      cases.add(
          answers(
              "S69",
              "a channel of kind %s is refused".formatted(kind),
              Play.honest()
                  .before(
                      ANSWER,
                      peer -> {
                        peer.send(opening(kind));
                        peer.await(Message.CHANNEL_OPEN_FAILURE);
                      })));
    }
    cases.add(
        fails(
            "S69",
            "a forwarded connection that nobody asked for ends the session",
            afterFirst(peer -> {
              peer.send(opening("forwarded-tcpip"));
              peer.silence();
            }),
            Reason.PROTOCOL,
            BROKE_RULES));
    cases.add(
        answers(
            "S70",
            "global requests are answered",
            Play.honest()
                .before(
                    ANSWER,
                    peer -> {
                      for (int i = 0; i < 1000; i++) {
                        peer.send(
                            Message.of(Message.GLOBAL_REQUEST)
                                .string("keepalive@openssh.com")
                                .flag(true));
                        peer.await(82);
                      }
                    })));
    cases.add(
        fails(
            "S71",
            "an unknown message is told from a lost connection",
            afterFirst(peer -> {
              peer.send(Message.of(192).string("?"));
              peer.silence();
            }),
            Reason.PROTOCOL,
            BROKE_RULES));
    for (int offset : new int[] {0, 1, 3, 4, 5, 9, 17, 25, 33, 41}) {
      cases.add(flipped(offset, Proposal.GCM));
    }
    cases.add(flipped(5, Proposal.COUNTER));
    cases.add(flipped(60, Proposal.COUNTER));
    cases.add(
        fails(
            "S35",
            "another host key at an exchange of new keys is refused",
            afterFirst(peer -> {
              HostKey other = HostKey.make();
              Peer.Exchange exchange = peer.new Exchange(Proposal.GCM);
              exchange.propose();
              exchange.reply(other, other);
              exchange.newKeys();
              Play.answerSecond(peer);
              peer.silence();
            }),
            Reason.HOST_KEY,
            "script: the host showed another key in the middle of the connection"));
    cases.add(
        answers(
            "S74",
            "new keys after every message are taken",
            Play.at(
                ANSWER,
                peer -> {
                  peer.mark(0);
                  peer.exchangeKeys();
                  Play.answerFirst(peer);
                  peer.exchangeKeys();
                  peer.stdout("out2");
                  peer.exchangeKeys();
                  peer.stderr("err2");
                  peer.exchangeKeys();
                  peer.mark(2);
                })));
    return cases;
  }

  private static Message opening(String kind) {
    return Message.of(Message.CHANNEL_OPEN)
        .string(kind)
        .number(7)
        .number(1 << 20)
        .number(1 << 15)
        .string("127.0.0.1")
        .number(22)
        .string("127.0.0.1")
        .number(4711);
  }

  private static Case flipped(int offset, Proposal proposal) {
    return fails(
        "S72",
        "a byte flipped at %d of a packet under %s ends it".formatted(offset, proposal.cipher()),
        Play.honest()
            .instead(Play.Stage.KEYS, peer -> peer.exchangeKeys(proposal))
            .instead(
                ANSWER,
                peer -> {
                  peer.mark(0);
                  Play.answerFirst(peer);
                  peer.spoil(packet -> {
                    packet[offset] ^= 0x41;
                    return packet;
                  });
                  peer.stdout("some answer that is long enough for it");
                  peer.silence();
                }),
        Reason.PROTOCOL,
        BROKE_RULES);
  }

  @BeforeAll
  static void playAll() throws Exception {
    run = new HostileRun(directory, Duration.ofSeconds(30), Duration.ofSeconds(5));
    run.play(cases(), 8);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void holds(Case each) throws Exception {
    run.verifySession(each);
    if (each.number().compareTo("S60") >= 0) {
      assertThat(Inquiry.said(run.answers(each), "first")).contains("out1err1");
    }
  }
}
