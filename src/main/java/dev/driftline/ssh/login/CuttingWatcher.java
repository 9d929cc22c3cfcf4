package dev.driftline.ssh.login;

import com.jcraft.jsch.SteadySession;
import dev.driftline.ssh.line.Line;

/// Cuts the line of a session that cannot go on.
///
/// @param line of the session
record CuttingWatcher(Line line) implements SteadySession.Watcher {

  @Override
  public void keyChanged() {
    line.cut(Line.Cut.HOST_KEY_CHANGED);
  }

  @Override
  public void broken(Error error) {
    line.givenUp(String.valueOf(error));
    line.cut(Line.Cut.BROKEN);
  }
}
