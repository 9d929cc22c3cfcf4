package dev.driftline.ssh.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.ssh.SshSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Servers whose key is known, and which prove it otherwise than was agreed on.
@Timeout(120)
class HostKeyProofTest {

  private static final String ASK =
      "Somebody may be between, or the host's SSH server is faulty: ask the host's owner.";
  private static final String DAMAGED =
      "host key: the host's answer to the key exchange is damaged";

  @TempDir Path directory;

  /// @param agreed the only host key algorithm that the server proposes
  /// @param words  after host and address; empty if the host is to be believed
  record Proof(String shows, String agreed, HostKey key, Reason reason, String words) {

    static Proof refused(String shows, String agreed, HostKey key, String words) {
      return new Proof(shows, agreed, key, Reason.HOST_KEY, "host key: " + words);
    }

    @Override
    public String toString() {
      return shows;
    }
  }

  static List<Proof> proofs() {
    OddKey rsa = OddKey.rsa(2048, "SHA512withRSA", "rsa-sha2-512");
    OddKey short512 = OddKey.rsa(512, "SHA256withRSA", "rsa-sha2-256");
    OddKey other384 = OddKey.ecdsa("ecdsa-sha2-nistp256", "nistp256", 384);
    OddKey named384 = OddKey.ecdsa("ecdsa-sha2-nistp256", "nistp384", 256);
    return List.of(
        Proof.refused(
            "a signature of SHA-1 under its own name",
            "rsa-sha2-512",
            OddKey.rsa(2048, "SHA1withRSA", "ssh-rsa"),
            "the host signs with \"ssh-rsa\", not rsa-sha2-512"),
        new Proof(
            "a signature of SHA-1 under the name that was agreed on",
            "rsa-sha2-512",
            OddKey.rsa(2048, "SHA1withRSA", "rsa-sha2-512"),
            Reason.PROTOCOL,
            "key exchange: the other side broke the rules of SSH"),
        Proof.refused(
            "a good signature that was not agreed on",
            "rsa-sha2-512",
            OddKey.rsa(2048, "SHA256withRSA", "rsa-sha2-256"),
            "the host signs with \"rsa-sha2-256\", not rsa-sha2-512"),
        Proof.refused(
            "the signature of another vendor",
            "rsa-sha2-256",
            OddKey.rsa(2048, "SHA256withRSA", "ssh-rsa-sha256@ssh.com"),
            "the host signs with \"ssh-rsa-sha256@ssh.com\", not rsa-sha2-256"),
        Proof.refused(
            "a DSA key",
            "ssh-ed25519",
            OddKey.dsa(),
            "the host shows a key of type \"ssh-dss\", not ssh-ed25519"),
        Proof.refused(
            "a good key of another type",
            "ssh-ed25519",
            rsa,
            "the host shows a key of type \"ssh-rsa\", not ssh-ed25519"),
        Proof.refused(
            "an RSA key of 512 bits",
            "rsa-sha2-256",
            short512,
            "the host's ssh-rsa key does not count: it has 512 bits, and 2048 are the least"),
        Proof.refused(
            "an RSA key of 1024 bits",
            "rsa-sha2-512",
            OddKey.rsa(1024, "SHA512withRSA", "rsa-sha2-512"),
            "the host's ssh-rsa key does not count: it has 1024 bits, and 2048 are the least"),
        Proof.refused(
            "a key on another curve than its name says",
            "ecdsa-sha2-nistp256",
            other384,
            "the host's ecdsa-sha2-nistp256 key does not count: it is damaged"),
        Proof.refused(
            "a key whose two names differ",
            "ecdsa-sha2-nistp256",
            named384,
            "the host's ecdsa-sha2-nistp256 key does not count: it is damaged"),
        Proof.refused(
            "a key with something behind it",
            "rsa-sha2-512",
            rsa.showing(Message.untyped().raw(rsa.blob()).octet(0).bytes()),
            "the host's ssh-rsa key does not count: it is damaged"),
        new Proof(
            "a signature that claims to be 2 GiB long",
            "rsa-sha2-512",
            rsa.twisting(
                _ -> Message.untyped().string("rsa-sha2-512").number(Integer.MAX_VALUE).bytes()),
            Reason.HOST_KEY,
            DAMAGED),
        new Proof(
            "a signature with something behind it",
            "rsa-sha2-512",
            rsa.twisting(said -> Arrays.copyOf(said, said.length + 1)),
            Reason.HOST_KEY,
            DAMAGED),
        new Proof(
            "no signature",
            "rsa-sha2-512",
            rsa.twisting(_ -> new byte[0]),
            Reason.HOST_KEY,
            DAMAGED));
  }

  private Outcome ask(HostileServer server) throws Exception {
    SshSettings settings = HostileRun.settings(directory, server.known());
    HostAnswers answers =
        HostileRun.collect(
                settings,
                Duration.ofSeconds(60),
                1,
                List.of(HostileRun.host("app1", "127.0.0.1", server.port(), Optional.of("secret"))))
            .get("app1");
    return answers.outcome();
  }

  private static Play agreeingOn(String algorithm) {
    return Play.at(Play.Stage.KEYS, peer -> peer.exchangeKeys(Proposal.GCM.withHostKey(algorithm)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("proofs")
  void isRefusedBeforeALoginIsTried(Proof proof) throws Exception {
    try (HostileServer server = new HostileServer(agreeingOn(proof.agreed()), proof.key())) {
      Outcome.Unreachable failed = (Outcome.Unreachable) ask(server);

      assertThat(failed.detail())
          .isEqualTo("app1: 127.0.0.1:" + server.port() + ": " + proof.words());
      assertThat(failed.reason()).isEqualTo(proof.reason());
      if (proof.reason() == Reason.HOST_KEY) {
        assertThat(failed.hint()).isEqualTo(ASK);
      }
      assertThat(server.logins()).as("nothing was offered").isEmpty();
      assertThat(server.faults()).as("faults of the server").isEmpty();
    }
  }

  static List<Proof> honest() {
    return List.of(
        new Proof(
            "RSA with SHA-512",
            "rsa-sha2-512",
            OddKey.rsa(2048, "SHA512withRSA", "rsa-sha2-512"),
            Reason.HOST_KEY,
            ""),
        new Proof(
            "RSA with SHA-256",
            "rsa-sha2-256",
            OddKey.rsa(3072, "SHA256withRSA", "rsa-sha2-256"),
            Reason.HOST_KEY,
            ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("honest")
  void isBelievedWhereItIsWhatWasAgreedOn(Proof proof) throws Exception {
    try (HostileServer server = new HostileServer(agreeingOn(proof.agreed()), proof.key())) {
      assertThat(ask(server)).isEqualTo(new Outcome.Answered());
    }
  }

  @Test
  void isAskedForAgainWhenKeysAreExchangedAgain() throws Exception {
    OddKey key = OddKey.rsa(2048, "SHA512withRSA", "rsa-sha2-512");
    OddKey weaker = new OddKey(key.blob(), key.pair(), "SHA1withRSA", "ssh-rsa", key.twist());
    Play weakens =
        agreeingOn("rsa-sha2-512")
            .instead(
                Play.Stage.ANSWER,
                peer -> {
                  peer.mark(0);
                  Play.answerFirst(peer);
                  Peer.Exchange again = peer.new Exchange(Proposal.GCM.withHostKey("rsa-sha2-512"));
                  again.propose();
                  again.reply(key, weaker);
                  again.newKeys();
                  Play.answerSecond(peer);
                  peer.silence();
                });
    try (HostileServer server = new HostileServer(weakens, key)) {
      Outcome.Unreachable failed = (Outcome.Unreachable) ask(server);

      assertThat(failed.detail())
          .isEqualTo(
              "app1: 127.0.0.1:%d: script: the host signs with \"ssh-rsa\", not rsa-sha2-512"
                  .formatted(server.port()));
      assertThat(failed.reason()).isEqualTo(Reason.HOST_KEY);
      assertThat(failed.hint()).isEqualTo(ASK);
    }
  }
}
