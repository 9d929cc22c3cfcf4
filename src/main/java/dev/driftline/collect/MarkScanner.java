package dev.driftline.collect;

import java.nio.charset.StandardCharsets;

/// Finds the marks in one stream that arrives in pieces, and passes on everything else byte for byte.
///
/// A mark is a newline, `@`, the nonce, a blank, at most [#LONGEST_TEXT] bytes, and a newline; both newlines
/// belong to the mark. A newline stands only at the beginning of what is looked for, so after a mismatch
/// nothing need be looked at twice.
final class MarkScanner {

  private static final int LONGEST_TEXT = 16;

  /// Where marks and data go, in the order of the stream.
  interface Listener {

    void data(byte[] bytes, int offset, int length);

    /// A whole mark.
    ///
    /// @param text what follows the nonce; too long by one if the line does not end where it should
    void mark(String text);
  }

  private final byte[] start;
  private final Listener listener;
  private final StringBuilder text = new StringBuilder();

  /// How many bytes of [#start] were just seen; all of them while a mark's text is read.
  private int matched;

  MarkScanner(String nonce, Listener listener) {
    this.start = ("\n@" + nonce + " ").getBytes(StandardCharsets.US_ASCII);
    this.listener = listener;
  }

  void feed(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      if (matched == start.length) {
        readText(bytes[at++]);
      } else if (matched > 0) {
        at = match(bytes, at);
      } else {
        at = pass(bytes, at, end);
      }
    }
  }

  /// Passes on what comes before the next newline that may begin a mark: many lines at once, whatever they are.
  private int pass(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && !mayBegin(bytes, at, end)) {
      at++;
    }
    if (at > from) {
      listener.data(bytes, from, at - from);
    }
    if (at < end) {
      matched = 1;
      at++;
    }
    return at;
  }

  private boolean mayBegin(byte[] bytes, int at, int end) {
    return bytes[at] == start[0] && (at + 1 == end || bytes[at + 1] == start[1]);
  }

  /// Takes one more byte of a mark's beginning, or gives up and passes on what looked like one.
  private int match(byte[] bytes, int at) {
    if (bytes[at] == start[matched]) {
      matched++;
      return at + 1;
    }
    listener.data(start, 0, matched);
    matched = 0;
    return at;
  }

  private void readText(byte next) {
    if (next != '\n') {
      text.append((char) (next & 0xff));
    }
    if (next == '\n' || text.length() > LONGEST_TEXT) {
      matched = 0;
      String mark = text.toString();
      text.setLength(0);
      listener.mark(mark);
    }
  }
}
