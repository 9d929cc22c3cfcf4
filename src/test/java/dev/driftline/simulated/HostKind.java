package dev.driftline.simulated;

import java.util.Arrays;
import java.util.Locale;

/// What a simulated host is like. The second number of its address says of which kind it is.
public enum HostKind {
  /// Answers as this machine does.
  ANSWERING(10),
  /// Answers as well, a while after it has the script.
  SLOW(11),
  /// Lets everybody in, and says 4 MiB before it answers.
  LARGE(12),
  /// Accepts connections and never says a word.
  SILENT(13),
  /// Has no SSH server.
  REFUSING(14),
  /// Sends lines before its version, for ever.
  BABBLING(15),
  /// Answers with zeros, for ever.
  FLOODING(16),
  /// Answers with every mark twice.
  FORGING(17),
  /// Ends the connection in the middle of its answer.
  CUTTING(18),
  /// Says that a process has an argument of one word of 200 kB.
  WORDY(19),
  /// Says that 4,000 processes have a set of 8,000 libraries.
  SHARING(20),
  /// Says that 3,000 processes have a set of one library, 60,000 times.
  REPEATING(21),
  /// A command prints one line of 60 kB, over which an expression takes long.
  STUBBORN(22),
  /// Says that it holds 4,000 connections to a database, by a library whose path is long.
  CONNECTED(23);

  private final int block;

  HostKind(int block) {
    this.block = block;
  }

  /// How it reaches the connection.
  enum Door {
    SSH,
    PLAIN,
    NONE
  }

  /// As it is written: a group of the inventory, and the first part of its hosts' names.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  Door door() {
    return switch (this) {
      case ANSWERING, SLOW, LARGE, FLOODING, FORGING, CUTTING -> Door.SSH;
      case WORDY, SHARING, REPEATING, STUBBORN, CONNECTED -> Door.SSH;
      case SILENT, BABBLING -> Door.PLAIN;
      case REFUSING -> Door.NONE;
    };
  }

  /// The address of its host number `number`, counted from 0.
  String address(int number) {
    return "127.%d.%d.%d".formatted(block, number >> 8, number & 0xff);
  }

  static HostKind at(byte[] address) {
    return Arrays.stream(values())
        .filter(kind -> kind.block == address[1])
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kind of host is at " + address[1]));
  }

  static HostKind of(String word) {
    return Arrays.stream(values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kind of host is " + word));
  }
}
