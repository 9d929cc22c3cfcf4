package dev.driftline.ssh.hostile;

import static dev.driftline.ssh.hostile.Case.answers;
import static dev.driftline.ssh.hostile.Case.fails;
import static dev.driftline.ssh.hostile.Play.Stage.KEYS;
import static dev.driftline.ssh.hostile.Play.Stage.SERVICE;
import static dev.driftline.ssh.hostile.Play.Stage.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Listeners that are no SSH server, or a broken one, until the keys are exchanged. All at once, beside healthy hosts.
@Timeout(180)
class BeforeLoginTest {

  private static final Duration LOGIN = Duration.ofSeconds(4);
  private static final String BROKE_RULES = "key exchange: the other side broke the rules of SSH";
  private static final String CLOSED = "the host closed the connection";
  private static final String TOO_MUCH = "more was sent than any honest server sends";
  private static final String TOO_LATE = "no login when the time was up";
  private static final String NO_SSH =
      "version exchange: what listens there does not speak SSH 2; it said: ";

  private static final String OUR_KEY_EXCHANGES =
      "mlkem768x25519-sha256,curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,"
          + "ecdh-sha2-nistp384,ecdh-sha2-nistp521,diffie-hellman-group16-sha512,"
          + "diffie-hellman-group18-sha512,diffie-hellman-group14-sha256,ext-info-c,"
          + "kex-strict-c-v00@openssh.com";
  private static final String OUR_CIPHERS =
      "aes128-gcm@openssh.com,aes256-gcm@openssh.com,aes128-ctr,aes192-ctr,aes256-ctr";
  private static final String OUR_MACS =
      "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha2-256,hmac-sha2-512";
  private static final String OUR_HOST_KEYS =
      "ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,rsa-sha2-512,"
          + "rsa-sha2-256";

  @TempDir static Path directory;
  private static HostileRun run;

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    cases.addAll(versions());
    cases.addAll(packets());
    cases.addAll(proposals());
    cases.addAll(keys());
    return cases;
  }

  private static List<Case> versions() {
    return List.of(
        fails(
            "S01",
            "a listener that says nothing is left when the time is up",
            Play.at(VERSION, Peer::silence),
            Reason.TIMEOUT,
            "version exchange: " + TOO_LATE),
        fails(
            "S02",
            "a banner that drips is left when the time is up",
            Play.at(
                VERSION,
                peer -> {
                  peer.say("h".repeat(80) + "\r\n");
                  peer.drip("hello\r\n".getBytes(StandardCharsets.US_ASCII));
                }),
            Reason.TIMEOUT,
            "version exchange: " + TOO_LATE + "; it said: " + "h".repeat(80)),
        fails(
            "S02",
            "a banner without end is left by its size",
            Play.at(VERSION, peer -> peer.flood("welcome\r\n")),
            Reason.LIMIT,
            "version exchange: " + TOO_MUCH),
        fails(
            "S04",
            "a line of 10 MB is no version",
            Play.at(
                VERSION,
                peer -> {
                  peer.say("x".repeat(10 << 20));
                  peer.silence();
                }),
            Reason.PROTOCOL,
            NO_SSH + "x".repeat(80)),
        fails(
            "S05",
            "a version whose line does not end is left when the time is up",
            Play.at(
                VERSION,
                peer -> {
                  peer.say("SSH-2.0-odd");
                  peer.silence();
                }),
            Reason.TIMEOUT,
            "key exchange: " + TOO_LATE),
        fails(
            "S06",
            "a web server is quoted",
            Play.at(VERSION, says("HTTP/1.1 400 Bad Request\r\n\r\n")),
            Reason.PROTOCOL,
            NO_SSH + "HTTP/1.1 400 Bad Request"),
        fails(
            "S06",
            "a mail server is quoted",
            Play.at(VERSION, says("220 mail ESMTP \u001b[31mred\r\n500 what?\r\n")),
            Reason.PROTOCOL,
            NO_SSH + "220 mail ESMTP \\u{1b}[31mred⏎500 what?"),
        fails(
            "S06",
            "a TLS alert is quoted, escaped",
            Play.at(VERSION, says("\u0015\u0003\u0001\0\u0002\u0002F")),
            Reason.PROTOCOL,
            NO_SSH + "\\u{15}\\u{3}\\u{1}\\u{0}\\u{2}\\u{2}F"),
        fails(
            "S07",
            "SSH 1.5 is not spoken",
            Play.at(VERSION, says("SSH-1.5-old\r\n")),
            Reason.PROTOCOL,
            NO_SSH + "SSH-1.5-old"),
        answers(
            "S07",
            "SSH 1.99 is spoken as SSH 2",
            Play.at(VERSION, peer -> peer.exchangeVersions("SSH-1.99-both"))),
        answers(
            "S02",
            "a banner of some lines is read over",
            Play.honest().before(VERSION, peer -> peer.say("welcome\r\nto app1\r\n"))),
        fails(
            "S09",
            "a listener that hangs up at once is said to have",
            Play.at(VERSION, Peer::close),
            Reason.PROTOCOL,
            "version exchange: " + CLOSED),
        fails(
            "S09",
            "a listener that hangs up after its version is said to have",
            Play.at(
                KEYS,
                peer -> {
                  peer.await(Message.KEXINIT);
                  peer.close();
                }),
            Reason.PROTOCOL,
            "key exchange: " + CLOSED),
        fails(
            "S10",
            "a reset after the version is said to be one",
            Play.at(
                KEYS,
                peer -> {
                  peer.await(Message.KEXINIT);
                  peer.reset();
                }),
            Reason.PROTOCOL,
            "key exchange: " + CLOSED));
  }

  private static Step says(String text) {
    return peer -> {
      peer.say(text);
      peer.close();
    };
  }

  private static List<Case> packets() {
    List<Case> cases = new ArrayList<>();
    cases.add(
        fails(
            "S11",
            "a proposal that drips is left when the time is up",
            Play.at(KEYS, peer -> peer.drip(peer.sealed(Proposal.GCM.message()))),
            Reason.TIMEOUT,
            "key exchange: " + TOO_LATE));
    for (int length : new int[] {0x7fffffff, 0, 1, -1, Integer.MIN_VALUE}) {
      cases.add(
          fails(
              "S12",
              "a packet of %d bytes is none".formatted(length),
              Play.at(
                  KEYS,
                  peer -> {
                    peer.say(ByteBuffer.allocate(64).putInt(length).array());
                    peer.silence();
                  }),
              Reason.PROTOCOL,
              BROKE_RULES));
    }
    cases.add(
        fails(
            "S19",
            "IGNORE without end is left by its size",
            Play.at(KEYS, peer -> peer.flood(Message.of(Message.IGNORE).string("x".repeat(200)))),
            Reason.LIMIT,
            "key exchange: " + TOO_MUCH));
    cases.add(
        fails(
            "S19",
            "DEBUG without end is left by its size",
            Play.at(
                KEYS,
                peer ->
                    peer.flood(
                        Message.of(Message.DEBUG).flag(true).string("debugging").string("en"))),
            Reason.LIMIT,
            "key exchange: " + TOO_MUCH));
    cases.add(
        fails(
            "S19",
            "IGNORE that drips is left when the time is up",
            Play.at(KEYS, peer -> peer.dripMessages(Message.of(Message.IGNORE).string(""))),
            Reason.TIMEOUT,
            "key exchange: " + TOO_LATE));
    return cases;
  }

  private static List<Case> proposals() {
    Proposal honest = Proposal.GCM;
    return List.of(
        nothingCommon(
            "well-formed key exchange",
            "kex",
            OUR_KEY_EXCHANGES,
            honest.withKeyExchange(",," + honest.keyExchange())),
        nothingCommon(
            "well-formed cipher",
            "cipher.c2s",
            OUR_CIPHERS,
            honest.withCipher(",aes128-gcm@openssh.com")),
        nothingCommon("key exchange", "kex", OUR_KEY_EXCHANGES, honest.withKeyExchange("sntrup-x")),
        nothingCommon("cipher", "cipher.c2s", OUR_CIPHERS, honest.withCipher("rot13")),
        nothingCommon("host key", "server_host_key", OUR_HOST_KEYS, honest.withHostKey("dsa-x")),
        nothingCommon(
            "MAC",
            "mac.c2s",
            OUR_MACS,
            Proposal.COUNTER.withMac("hmac-sha1,hmac-md5,hmac-sha1-etm@openssh.com")),
        nothingCommon(
            "safe key exchange",
            "kex",
            OUR_KEY_EXCHANGES,
            honest.withKeyExchange("diffie-hellman-group1-sha1,diffie-hellman-group14-sha1")),
        nothingCommon(
            "safe cipher",
            "cipher.c2s",
            OUR_CIPHERS,
            honest.withCipher("3des-cbc,aes128-cbc,aes256-cbc,arcfour")),
        nothingCommon(
            "safe host key",
            "server_host_key",
            OUR_HOST_KEYS,
            honest.withHostKey("ssh-rsa,ssh-dss")),
        nothingCommon(
            "group exchange",
            "kex",
            OUR_KEY_EXCHANGES,
            honest.withKeyExchange("diffie-hellman-group-exchange-sha256")));
  }

  private static Case nothingCommon(String what, String part, String ours, Proposal proposal) {
    String theirs =
        switch (part) {
          case "kex" -> proposal.keyExchange();
          case "server_host_key" -> proposal.hostKey();
          case "cipher.c2s" -> proposal.cipher();
          default -> proposal.mac();
        };
    return fails(
        numberOf(what),
        "a server without a common " + what + " is told from a broken one",
        Play.at(
            KEYS,
            peer -> {
              peer.new Exchange(proposal).propose();
              peer.silence();
            }),
        Reason.UNSUPPORTED,
        "key exchange: no common %s: this side has %s, the host has %s"
            .formatted(part, ours, theirs));
  }

  private static String numberOf(String what) {
    if (what.startsWith("well-formed")) {
      return "S14";
    }
    return what.startsWith("safe") ? "S16" : what.startsWith("group") ? "S17" : "S15";
  }

  private static List<Case> keys() {
    return List.of(
        fails(
            "S20",
            "a message between the proposals and the keys breaks strict key exchange",
            Play.at(
                KEYS,
                peer -> {
                  Peer.Exchange exchange = peer.new Exchange(Proposal.GCM);
                  exchange.propose();
                  peer.send(Message.of(Message.IGNORE).string(""));
                  exchange.reply();
                  exchange.newKeys();
                }),
            Reason.PROTOCOL,
            BROKE_RULES),
        answers(
            "S21",
            "a server without strict key exchange is talked to",
            Play.at(
                KEYS,
                peer -> peer.exchangeKeys(Proposal.GCM.withKeyExchange("curve25519-sha256")))),
        answers("S22", "a server with strict key exchange is talked to", Play.honest()),
        answers(
            "S22",
            "a server with a counter mode and a MAC is talked to",
            Play.at(KEYS, peer -> peer.exchangeKeys(Proposal.COUNTER))),
        fails(
            "S24",
            "a signature by another key than the one shown is refused",
            Play.at(
                KEYS,
                peer -> {
                  Peer.Exchange exchange = peer.new Exchange(Proposal.GCM);
                  exchange.propose();
                  exchange.reply(peer.hostKey(), HostKey.make());
                  exchange.newKeys();
                }),
            Reason.PROTOCOL,
            BROKE_RULES),
        fails(
            "S49",
            "more extensions than a message can hold are none",
            Play.honest()
                .before(
                    SERVICE,
                    peer ->
                        peer.send(
                            Message.of(Message.EXT_INFO).number(0xffffffffL).raw(new byte[8]))),
            Reason.PROTOCOL,
            "login: the other side broke the rules of SSH"));
  }

  @BeforeAll
  static void playAll() throws Exception {
    run = new HostileRun(directory, LOGIN, Duration.ofSeconds(30));
    run.play(cases(), 8);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void holds(Case each) throws Exception {
    run.verifyLogin(each);
    if (each.reason().isPresent()) {
      assertThat(run.server(each).logins()).as("nothing was offered").isEmpty();
    }
  }
}
