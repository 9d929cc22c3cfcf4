package dev.driftline.collect;

import java.nio.charset.StandardCharsets;

/// Finds the marks in one stream that arrives in pieces, and passes on everything else byte for byte. A mark may be
/// spread over many pieces.
///
/// A mark is a newline, `@`, the nonce, a blank, a text of at most [#LONGEST_TEXT] bytes, and a newline. Both newlines
/// belong to the mark. For example, `\n@1f…9c 3 0\n` has the text `3 0`.
///
/// The scanner never goes back. The beginning of a mark holds a newline at its first byte only. So if a match breaks
/// off, no other mark can have begun inside the bytes that did match.
final class MarkScanner {

  private static final int LONGEST_TEXT = 16;

  /// Where marks and data go, in the order of the stream.
  interface Listener {

    void data(byte[] bytes, int offset, int length);

    /// A whole mark.
    ///
    /// @param text the bytes after the nonce and its blank; one byte too long if the line does not end in time
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
        readText(bytes[at++]); // inside a mark, behind the nonce
      } else if (matched > 0) {
        at = match(bytes, at); // inside the beginning of a mark
      } else {
        at = pass(bytes, at, end); // outside
      }
    }
  }

  /// Passes on everything before the next newline that may begin a mark, in one piece: most output is lines without a
  /// mark.
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

  /// Looks at two bytes, so that the end of an ordinary line is no beginning. The second may be in the next piece.
  private boolean mayBegin(byte[] bytes, int at, int end) {
    return bytes[at] == start[0] && (at + 1 == end || bytes[at + 1] == start[1]);
  }

  /// Takes one more byte of a mark's beginning. If the byte does not fit, the bytes so far were data and are passed on,
  /// and this byte is looked at again from outside.
  private int match(byte[] bytes, int at) {
    if (bytes[at] == start[matched]) {
      matched++;
      return at + 1;
    }
    listener.data(start, 0, matched);
    matched = 0;
    return at;
  }

  /// Takes a byte of the text. A text that is too long ends at once: the listener refuses it.
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
