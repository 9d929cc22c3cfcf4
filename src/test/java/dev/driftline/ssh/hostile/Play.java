package dev.driftline.ssh.hostile;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/// What a server does with every connection: a step at each stage, one after the other. It begins as an honest
/// server, and a case puts something else in the place of a step or beside it.
record Play(Map<Stage, Step> steps) {

  /// In the order in which they are played.
  enum Stage {
    VERSION,
    KEYS,
    SERVICE,
    LOGIN,
    CHANNEL,
    COMMAND,
    SCRIPT,
    ANSWER,
    END
  }

  /// Answers the two questions of an [Inquiry], each with a word on stdout and one on stderr.
  static Play honest() {
    Map<Stage, Step> steps = new EnumMap<>(Stage.class);
    steps.put(Stage.VERSION, Peer::exchangeVersions);
    steps.put(Stage.KEYS, Peer::exchangeKeys);
    steps.put(Stage.SERVICE, Peer::acceptService);
    steps.put(
        Stage.LOGIN,
        peer -> {
          peer.hearLogin();
          peer.letIn();
        });
    steps.put(Stage.CHANNEL, Peer::openChannel);
    steps.put(Stage.COMMAND, Peer::acceptCommand);
    steps.put(Stage.SCRIPT, Peer::hearScript);
    steps.put(
        Stage.ANSWER,
        peer -> {
          peer.mark(0);
          answerFirst(peer);
          answerSecond(peer);
        });
    steps.put(
        Stage.END,
        peer -> {
          peer.exitStatus(0);
          peer.endOfFile();
          peer.closeChannel();
          peer.silence();
        });
    return new Play(steps);
  }

  /// All of the first section, and the beginning of the second.
  static void answerFirst(Peer peer) throws IOException {
    peer.stdout("out1");
    peer.stderr("err1");
    peer.mark(1);
  }

  static void answerSecond(Peer peer) throws IOException {
    peer.stdout("out2");
    peer.stderr("err2");
    peer.mark(2);
  }

  /// Honest until it comes to this.
  static Play at(Stage stage, Step step) {
    return honest().instead(stage, step);
  }

  Play instead(Stage stage, Step step) {
    Map<Stage, Step> changed = new EnumMap<>(steps);
    changed.put(stage, step);
    return new Play(changed);
  }

  Play before(Stage stage, Step step) {
    Step then = steps.get(stage);
    return instead(
        stage,
        peer -> {
          step.play(peer);
          then.play(peer);
        });
  }

  void with(Peer peer) throws IOException {
    for (Step step : steps.values()) {
      step.play(peer);
    }
  }
}
