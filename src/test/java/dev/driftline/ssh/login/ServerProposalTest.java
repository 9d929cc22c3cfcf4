package dev.driftline.ssh.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.host.AlgorithmKind;
import dev.driftline.model.host.AlgorithmNames;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerProposalTest {

  private static ServerProposal of(String keyExchanges, String hostKeys) {
    ServerProposal proposal = new ServerProposal();
    proposal.heard("server proposal: KEX algorithms: " + keyExchanges);
    proposal.heard("server proposal: host key algorithms: " + hostKeys);
    return proposal;
  }

  @Test
  void namesWhatIsNeededAndNothingElse() {
    assertThat(
            of("diffie-hellman-group1-sha1,diffie-hellman-group14-sha1", "ssh-dss,ssh-rsa")
                .olderNeeded(AlgorithmNames.USUAL))
        .contains("host_key_algorithms: +ssh-rsa, kex_algorithms: +diffie-hellman-group14-sha1");
    assertThat(of("curve25519-sha256", "ssh-rsa").olderNeeded(AlgorithmNames.USUAL))
        .contains("host_key_algorithms: +ssh-rsa");
    assertThat(
            of("curve25519-sha256", "ssh-rsa")
                .olderNeeded(AlgorithmNames.USUAL.with(AlgorithmKind.HOST_KEY, List.of("ssh-rsa"))))
        .isEmpty();
  }

  @Test
  void namesNothingWhereNothingWouldDo() {
    assertThat(
            of("diffie-hellman-group14-sha1", "ssh-dss,\u001b[31m")
                .olderNeeded(AlgorithmNames.USUAL))
        .isEmpty();
  }

  @Test
  void tellsAServerThatTakesNewerSignaturesOfRsaKeys() {
    ServerProposal proposal = of("curve25519-sha256", "ssh-ed25519");
    assertThat(proposal.takesSha2()).isFalse();
    proposal.heard("server-sig-algs=<ssh-rsa>");
    assertThat(proposal.takesSha2()).isFalse();
    proposal.heard("server-sig-algs=<ssh-ed25519,rsa-sha2-512>");
    assertThat(proposal.takesSha2()).isTrue();
  }
}
