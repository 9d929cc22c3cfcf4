package dev.driftline.ssh.hostile;

import java.io.IOException;

/// What a server does at one point of a connection.
@FunctionalInterface
interface Step {

  /// An exception ends the connection.
  void play(Peer peer) throws IOException;
}
