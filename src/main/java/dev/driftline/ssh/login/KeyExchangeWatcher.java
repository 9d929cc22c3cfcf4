package dev.driftline.ssh.login;

import com.jcraft.jsch.SteadySession;
import dev.driftline.ssh.hostkey.KeyProof;
import dev.driftline.ssh.line.SshLine;
import dev.driftline.ssh.line.Phase;
import java.util.Optional;

/// Cuts the line of a session that cannot go on. A host proves its key with what was agreed on, in every key exchange,
/// and keeps it.
///
/// Used by one thread at a time: who connects, and then who reads the session.
final class KeyExchangeWatcher implements SteadySession.Watcher {

  private final SshLine line;
  private Optional<KeyProof> first = Optional.empty();
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

  /// Milliseconds of CPU time here, about, as measured; it costs the host nothing. Group exchange may take the largest
  /// group there is.
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
  public void broken(Error error) {
    line.givenUp(String.valueOf(error));
    line.cut(SshLine.Cut.BROKEN);
  }
}
