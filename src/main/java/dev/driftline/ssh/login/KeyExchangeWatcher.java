package dev.driftline.ssh.login;

import com.jcraft.jsch.SteadySession;
import dev.driftline.ssh.hostkey.KeyProof;
import dev.driftline.ssh.line.Phase;
import dev.driftline.ssh.line.SshLine;
import java.util.Optional;

/// Watches the key exchanges of a session and cuts its line if one of them must not count. In each of them the host has
/// to prove its key with the agreed algorithm, and the key has to be that of the first. Together they may cost only so
/// much CPU time. Tells the steps of the login, too.
///
/// Used by one thread at a time: first by the one that connects, then by the one that reads the session.
final class KeyExchangeWatcher implements SteadySession.Watcher {

  private final SshLine line;
  private final LoginSteps steps;
  private Optional<KeyProof> first = Optional.empty();
  private int paidForKeys;

  /// @param line  of the session
  /// @param steps of its login
  KeyExchangeWatcher(SshLine line, LoginSteps steps) {
    this.line = line;
    this.steps = steps;
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
    steps.taken(methods);
  }

  @Override
  public void broken(Error error) {
    line.givenUp(String.valueOf(error));
    line.cut(SshLine.Cut.BROKEN);
  }
}
