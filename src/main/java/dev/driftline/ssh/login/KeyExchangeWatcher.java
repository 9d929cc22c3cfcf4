package dev.driftline.ssh.login;

import com.jcraft.jsch.SteadySession;
import dev.driftline.ssh.hostkey.KeyProof;
import dev.driftline.ssh.line.Phase;
import dev.driftline.ssh.line.SshLine;
import java.util.Optional;

/// Watches the key exchanges and the login of a session and cuts its line if one of them must not count. In each of them the host has
/// to prove its key with the agreed algorithm, and the key has to be that of the first. Together they may cost only so
/// much CPU time.
///
/// Used by one thread at a time: first by the one that connects, then by the one that reads the session.
final class KeyExchangeWatcher implements SteadySession.Watcher {

  private final SshLine line;
  private Optional<KeyProof> first = Optional.empty();
  private Optional<String> wanted = Optional.empty();
  private int paidForKeys;

  /// @param line of the session
  KeyExchangeWatcher(SshLine line) {
    this.line = line;
  }

  @Override
  public boolean keysWanted(String before) {
    paidForKeys += cost(before);
    if (paidForKeys > line.mostForKeys()) {
      line.cut(SshLine.Cut.TALKS_TOO_MUCH);
    }
    return line.cut().isEmpty();
  }

  /// What a key exchange costs us, in milliseconds of CPU time, as measured. The host need not pay it. In a group
  /// exchange, the host may choose the largest group.
  private static int cost(String keyExchange) {
    if (!keyExchange.startsWith("diffie-hellman-")) {
      return 1;
    }
    return keyExchange.contains("group1-") || keyExchange.contains("group14-") ? 5 : 50;
  }

  @Override
  public boolean keyShown(String agreed, byte[] answer) {
    KeyProof shown = KeyProof.of(answer);
    Optional<String> problem = shown.problem(agreed);
    problem.ifPresent(this::refuse);
    if (problem.isEmpty() && !first.orElse(shown).hasKeyOf(shown)) {
      line.cut(SshLine.Cut.HOST_KEY_CHANGED);
    }
    first = first.or(() -> Optional.of(shown));
    return line.cut().isEmpty();
  }

  private void refuse(String problem) {
    if (!line.loggedIn()) {
      line.reach(Phase.HOST_KEY);
    }
    line.givenUp(problem);
    line.cut(SshLine.Cut.HOST_KEY_UNPROVED);
  }

  @Override
  public void stepTaken(String methods) {
    wanted = Optional.of(methods);
  }

  /// What the host wants after a step of the login that it took; empty if it took none. Text of the host.
  Optional<String> wanted() {
    return wanted;
  }

  @Override
  public void broken(Error error) {
    line.givenUp(String.valueOf(error));
    line.cut(SshLine.Cut.BROKEN);
  }
}
