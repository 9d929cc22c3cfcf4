package dev.driftline.ssh.hostile;

import java.nio.charset.StandardCharsets;

/// What a host of a fleet may do to the others, and the healthy ones beside them.
enum Kind {
  HEALTHY,
  SILENT,
  DRIPS,
  STALLS,
  CUTS,
  OTHER_KEY,
  /// Small messages without a pause where its key is expected.
  FLOODS_BEFORE,
  /// Output without a pause.
  FLOODS_AFTER,
  /// Messages without a word in them, without a pause, in the place of output.
  FLOODS_SMALL;

  private static final int HANDFUL = 1000;

  boolean healthy() {
    return this == HEALTHY;
  }

  boolean floods() {
    return name().startsWith("FLOODS");
  }

  Play play() {
    return switch (this) {
      case HEALTHY, OTHER_KEY -> Play.honest();
      case SILENT -> Play.at(Play.Stage.VERSION, Peer::silence);
      case DRIPS ->
          Play.at(
              Play.Stage.VERSION,
              peer -> peer.drip("hello\r\n".getBytes(StandardCharsets.US_ASCII)));
      case STALLS -> Play.at(Play.Stage.ANSWER, Peer::silence);
      case CUTS -> Play.at(Play.Stage.ANSWER, Peer::reset);
      case FLOODS_BEFORE -> Play.at(Play.Stage.KEYS, peer -> peer.flood(nothing()));
      case FLOODS_AFTER ->
          Play.at(
              Play.Stage.ANSWER,
              peer ->
                  peer.flood(peer.toChannel(Message.CHANNEL_DATA).string("y\n".repeat(10_000))));
      case FLOODS_SMALL -> Play.at(Play.Stage.ANSWER, peer -> peer.flood(nothing(), HANDFUL));
    };
  }

  private static Message nothing() {
    return Message.of(Message.IGNORE).string("");
  }
}
