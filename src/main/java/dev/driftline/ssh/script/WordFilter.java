package dev.driftline.ssh.script;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Takes a word out of a stream of bytes and counts how often it came, also where a piece ends within it. Holds back
/// fewer bytes than the word has.
final class WordFilter {

  private final byte[] word;
  private byte[] held = new byte[0];
  private int found;
  private boolean stopped;

  private WordFilter(byte[] word) {
    this.word = word;
    this.stopped = word.length == 0;
  }

  static WordFilter of(String word) {
    return new WordFilter(word.getBytes(StandardCharsets.US_ASCII));
  }

  /// A filter that passes everything.
  static WordFilter none() {
    return new WordFilter(new byte[0]);
  }

  int found() {
    return found;
  }

  /// From now on nothing is looked for.
  void stop() {
    stopped = true;
  }

  /// Returns the bytes that were held back, and forgets them.
  byte[] held() {
    byte[] rest = held;
    held = new byte[0];
    return rest;
  }

  /// The bytes that may be passed on: without the word, and without an end that may be the beginning of the word.
  byte[] pass(byte[] bytes) {
    if (stopped) {
      return bytes;
    }
    byte[] all = Arrays.copyOf(held, held.length + bytes.length);
    System.arraycopy(bytes, 0, all, held.length, bytes.length);
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    int from = 0;
    for (int at = indexOf(all, from); at >= 0; at = indexOf(all, from)) {
      rest.write(all, from, at - from);
      from = at + word.length;
      found++;
    }
    int keep = beginningAtEnd(all, from);
    rest.write(all, from, all.length - from - keep);
    held = Arrays.copyOfRange(all, all.length - keep, all.length);
    return rest.toByteArray();
  }

  private int indexOf(byte[] bytes, int from) {
    for (int at = from; at + word.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + word.length, word, 0, word.length)) {
        return at;
      }
    }
    return -1;
  }

  /// How many bytes at the end may be the beginning of the word.
  private int beginningAtEnd(byte[] bytes, int from) {
    for (int length = Math.min(word.length - 1, bytes.length - from); length > 0; length--) {
      if (Arrays.equals(bytes, bytes.length - length, bytes.length, word, 0, length)) {
        return length;
      }
    }
    return 0;
  }
}
